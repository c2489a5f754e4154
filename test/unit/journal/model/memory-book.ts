import { ok } from '../../../../src-main/contract/result';
import type { PausedPortal } from '../../../../src-main/contract/changes';
import type { Book } from '../../../../src-main/journal/book';
import type { Change } from '../../../../src-main/journal/change';
import { isEnded } from '../../../../src-main/journal/machine';

/** A book that is only remembered: the same promises as the one in the database, but quick. */
export function createMemoryBook(): Book {
  const changes = new Map<string, Change>();
  const pauses = new Map<string, PausedPortal>();
  const attachments = new Map<string, Uint8Array>();
  return {
    open: () =>
      Promise.resolve(
        ok({
          changes: [...changes.values()]
            .filter((one) => !isEnded(one))
            .map((change) => ({ change, readable: true })),
          paused: [...pauses.values()],
        }),
      ),
    write({ transitions, paused = [], resumed = [] }) {
      for (const { from, to, attachment } of transitions) {
        if ((from === null) === changes.has(to.id)) throw new Error(`${to.id} is there, or is not`);
        changes.set(to.id, to);
        if (attachment) attachments.set(to.id, attachment);
      }
      for (const portalId of resumed) pauses.delete(portalId);
      for (const pause of paused) pauses.set(pause.portalId, pause);
      return Promise.resolve(ok());
    },
    page: () =>
      Promise.resolve(
        ok([...changes.values()].map((change, index) => ({ seq: index + 1, change })).reverse()),
      ),
    count: () => Promise.resolve(ok(changes.size)),
    doneSince: (portalId, objectKey, since) =>
      Promise.resolve(
        ok(
          [...changes.values()].filter(
            (one) =>
              one.portalId === portalId &&
              one.objectKey === objectKey &&
              one.state === 'done' &&
              (one.endedAt ?? '') >= since,
          ),
        ),
      ),
    byId: (changeId) => Promise.resolve(ok(changes.get(changeId) ?? null)),
    byIds: (changeIds) =>
      Promise.resolve(ok(changeIds.flatMap((changeId) => changes.get(changeId) ?? []))),
    steps: () => Promise.resolve(ok(new Map())),
    attachment: (changeId) => Promise.resolve(ok(attachments.get(changeId) ?? null)),
  };
}
