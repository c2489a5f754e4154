import type { Change } from '../../../src-main/journal/change';

/** When everything in these tests happens, unless they say otherwise. */
export const at = '2026-03-01T08:00:00.000Z';

/** A queued change of one field, with whatever else a test is about. */
export function change(more: Partial<Change> = {}): Change {
  return {
    id: 'c1',
    portalId: 'p1',
    portalName: 'Portal',
    account: 'admin@example.com',
    operation: 'model.settings',
    version: 1,
    target: { kind: 'externalSharing', title: null },
    objectKey: 'settings',
    base: { a: 0 },
    desired: { a: 1 },
    idempotencyKey: 'k1',
    createdAt: at,
    position: 1,
    state: 'queued',
    attempts: 0,
    nextAttemptAt: null,
    error: null,
    before: null,
    after: null,
    progress: null,
    result: null,
    undo: null,
    undoOf: null,
    undoneBy: null,
    endedAt: null,
    ...more,
  };
}
