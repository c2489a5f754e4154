import type { Change } from './change';
import { isEnded } from './machine';

/** The changes that are not over, and the newest of every kind, in memory. */
export interface OpenChanges {
  get(changeId: string): Change | undefined;
  /** In the order of their turn. */
  of(portalId: string): readonly Change[];
  /** In the order of portals, and within one in the order of their turn. */
  all(): readonly Change[];
  /** The newest of its kind, whether it is over or not. */
  latest(portalId: string, operation: string): Change | null;
  /** Takes a change as it is now. */
  put(change: Change, isNew: boolean): void;
}

/** @param changes what is open, in the order of recording. */
export function createOpenChanges(changes: readonly Change[]): OpenChanges {
  const byId = new Map<string, Change>();
  const byPortal = new Map<string, Map<string, Change>>();
  const newest = new Map<string, Change>();

  const of = (portalId: string): readonly Change[] =>
    [...(byPortal.get(portalId)?.values() ?? [])].sort((a, b) => a.position - b.position);

  const put = (change: Change, isNew: boolean): void => {
    const { id, portalId } = change;
    const kind = kindOf(portalId, change.operation);
    if (isNew || newest.get(kind)?.id === id) newest.set(kind, change);
    const portal = byPortal.get(portalId) ?? new Map<string, Change>();
    if (isEnded(change)) {
      byId.delete(id);
      portal.delete(id);
    } else {
      byId.set(id, change);
      portal.set(id, change);
    }
    if (portal.size > 0) byPortal.set(portalId, portal);
    else byPortal.delete(portalId);
  };

  for (const change of changes) put(change, true);
  return {
    get: (changeId) => byId.get(changeId),
    of,
    all: () => [...byPortal.keys()].flatMap(of),
    latest: (portalId, operation) => newest.get(kindOf(portalId, operation)) ?? null,
    put,
  };
}

const kindOf = (portalId: string, operation: string): string => `${portalId} ${operation}`;
