import type { ErrorCode } from '../../../../src-main/contract/app-error';

import type { Change, Fields, UndoPlan } from '../../../../src-main/journal/change';
import { differing, pick } from '../../../../src-main/journal/fields';
import type { Operation } from '../../../../src-main/journal/operation';
import type { Audit } from './audit';
import type { Content, ModelPortal } from './portal';

export interface Servers {
  readonly audit: Audit;
  portal(portalId: string): ModelPortal;
  recorded(changeId: string): Promise<Change | null>;
  /** Between these, nobody else touches the object: no protocol could protect it there. */
  openWindow(change: Change): void;
  closeWindow(change: Change): void;
}

/** Replaces an object as a whole; whoever sends it must send all its other fields too. */
export function settingsOperation(
  name: string,
  servers: Servers,
  more: Partial<Operation<Content, Content>> = {},
): Operation<Content, Content> {
  const { audit } = servers;
  return {
    name,
    version: 1,
    accepts: ({ desired }) => Object.keys(desired).length > 0,
    read: ({ change, phase, signal }) =>
      servers.portal(change.portalId).read(signal, () => {
        const content = { ...contentOf(servers.portal(change.portalId), change) };
        audit.sees(change, phase, content);
        if (phase === 'check') servers.openWindow(change);
        return content;
      }),
    base: (content) => content,
    merge: (content, { desired }) => ({ ...content, ...desired }),
    async send({ change, body, signal }) {
      audit.sends(change, await servers.recorded(change.id));
      const portal = servers.portal(change.portalId);
      return portal.send(signal, () => {
        audit.applies(change, contentOf(portal, change), body);
        portal.objects.set(change.objectKey, { ...body });
        servers.closeWindow(change);
        return null;
      });
    },
    undo: wayBack,
    ...more,
  };
}

/** Creates an object under an id made here; the server refuses a second one of the same id. */
export function creatingOperation(servers: Servers): Operation<Content | null, string> {
  const { audit } = servers;
  return {
    name: 'model.create',
    version: 1,
    accepts: ({ desired }) => Object.keys(desired).length > 0,
    read: ({ change, phase, signal }) =>
      servers.portal(change.portalId).read(signal, () => {
        const content = servers.portal(change.portalId).objects.get(change.idempotencyKey) ?? null;
        audit.sees(change, phase, { ...content });
        return content && { ...content };
      }),
    base: (content) => ({ ...content }),
    merge: (_content, change) => change.idempotencyKey,
    async send({ change, body, signal }) {
      audit.sends(change, await servers.recorded(change.id));
      const portal = servers.portal(change.portalId);
      return portal.send(signal, (): ErrorCode | null => {
        if (portal.objects.has(body)) return 'portal.badRequest';
        audit.applies(change, {}, { ...change.desired });
        portal.objects.set(body, { ...change.desired });
        return null;
      });
    },
    undo: () => ({ can: false, reason: 'noWayBack' }),
  };
}

const contentOf = (portal: ModelPortal, { objectKey }: Change): Content =>
  portal.objects.get(objectKey) ?? {};

function wayBack({ operation, version, before, after, desired }: Change): UndoPlan {
  if (before === null || after === null) return { can: false, reason: 'nothingChanged' };
  const names = differing(pick(before, Object.keys(desired)), after);
  if (names.length === 0) return { can: false, reason: 'nothingChanged' };
  const [base, back]: Fields[] = [pick(after, names), pick(before, names)];
  return { can: true, operation, version, base: base ?? {}, desired: back ?? {} };
}
