import { appError } from '../contract/app-error';
import { fieldsIn, type BatchReport } from '../contract/policies';
import type { Reach } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import type { Change } from '../journal/change';
import type { Journal } from '../journal/service';
import { settingsIn } from '../sharing/sharing-intent';
import type { Batches, BatchPart, NewBatch } from './batches';
import { rowOf } from './report';

export interface BatchReportsOptions {
  readonly batches: Pick<Batches, 'find' | 'problem'>;
  readonly journal: Pick<Journal, 'byIds' | 'canTakeBack'>;
  readonly reachOf: (portalId: string) => Reach;
}

/** Tells of batches by what the journal says of their changes now. */
export interface BatchReports {
  /** Errors: `policy.unknownBatch`. */
  report(batchId: string): Promise<Result<BatchReport, 'policy' | 'store'>>;
  /**
   * The batch that takes back what was done of one. Errors: `policy.unknownBatch`;
   * `change.noWayBack` where nothing can be.
   */
  wayBack(batchId: string): Promise<Result<NewBatch, 'policy' | 'change' | 'store'>>;
}

/** Later changes that a change was made part of, one after the other. */
const mostReplacements = 50;

export function createBatchReports({
  batches,
  journal,
  reachOf,
}: BatchReportsOptions): BatchReports {
  /** For each of the changes, the one that tells what became of it. */
  async function lastOf(
    changeIds: readonly string[],
  ): Promise<Result<ReadonlyMap<string, Change>, 'store'>> {
    const last = new Map<string, Change>();
    let next = new Map(changeIds.map((id) => [id, id]));
    for (let step = 0; step < mostReplacements && next.size > 0; step += 1) {
      const found = await journal.byIds([...new Set(next.values())]);
      if (!found.ok) return found;
      const later = new Map<string, string>();
      for (const [id, at] of next) {
        const change = found.value.get(at);
        if (!change) continue;
        last.set(id, change);
        if (change.result?.kind === 'superseded') later.set(id, change.result.by);
      }
      next = later;
    }
    return ok(last);
  }

  const canUndo = (part: BatchPart, change: Change | undefined): boolean =>
    part.changeId === change?.id && journal.canTakeBack(change);

  async function read(batchId: string) {
    const found = await batches.find(batchId);
    if (!found.ok) return found;
    const { batch, parts } = found.value;
    const recordable = parts.filter(({ skipped }) => skipped === null);
    const changes = await lastOf(recordable.map(({ changeId }) => changeId));
    return changes.ok ? ok({ batch, parts, changes: changes.value }) : changes;
  }

  return {
    async report(batchId) {
      const known = await read(batchId);
      if (!known.ok) return known;
      const { batch, parts, changes } = known.value;
      const stopped = batch.stoppedAt !== null;
      const rows = parts.map((part) => {
        const reach = reachOf(part.portalId);
        const change = changes.get(part.changeId);
        return rowOf(part, {
          change: change ?? null,
          stopped,
          offlineSince: reach.state === 'offline' ? reach.since : null,
          // Taking back what took back would be to ask for it again: that can be had by asking.
          canUndo: batch.undoOf === null && canUndo(part, change),
        });
      });
      const canBeStopped = (part: BatchPart): boolean => {
        const change = changes.get(part.changeId);
        if (part.skipped !== null) return false;
        return change ? change.id === part.changeId && !isOut(change) : !stopped;
      };
      return ok({
        id: batch.id,
        title: batch.title,
        fields: batch.fields,
        createdAt: batch.createdAt,
        stoppedAt: batch.stoppedAt,
        undoOf: batch.undoOf,
        rows,
        canStop: parts.some(canBeStopped),
        canUndo: rows.filter((row) => row.canUndo).length,
        problem: batches.problem(batchId),
      });
    },

    async wayBack(batchId) {
      const known = await read(batchId);
      if (!known.ok) return known;
      const { batch, parts, changes } = known.value;
      const portals = parts.flatMap((part) => {
        const change = changes.get(part.changeId);
        if (batch.undoOf !== null || !change || !canUndo(part, change)) return [];
        const { portalId, portalName } = part;
        const how = { kind: 'takeBack', changeId: change.id } as const;
        const planned = { moves: movesBack(change), how, skipped: null };
        return [{ portalId, portalName, planned }];
      });
      if (portals.length === 0) return fail(appError('change.noWayBack'));
      return ok({ title: batch.title, fields: batch.fields, undoOf: batch.id, portals });
    },
  };
}

/** Whether there is nothing any more that a stop could keep from leaving. */
const isOut = ({ state }: Change): boolean =>
  !['queued', 'paused', 'held', 'checking'].includes(state);

function movesBack({ undo }: Change) {
  if (!undo?.can) return [];
  const [base, desired] = [settingsIn(undo.base), settingsIn(undo.desired)];
  return fieldsIn(desired).flatMap((field) => {
    const [from, to] = [base[field], desired[field]];
    return from === undefined || to === undefined ? [] : [{ field, from, to }];
  });
}
