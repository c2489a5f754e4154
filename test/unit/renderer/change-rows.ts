import type { ChangeDetail, ChangedField, ChangeRow } from '../../../src-main/contract/changes';

const made = '2026-11-21T10:00:00.000Z';

/** A queued change of external sharing, unless told otherwise. */
export const changeRow = (more: Partial<ChangeRow> = {}): ChangeRow => ({
  id: '7d0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a11',
  portalId: '3b0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a22',
  portalName: 'North harbour',
  operation: 'settings.externalSharing',
  target: { kind: 'externalSharing', title: null },
  account: 'admin@example.com',
  state: 'queued',
  createdAt: made,
  endedAt: null,
  attempts: 0,
  nextAttemptAt: null,
  error: null,
  result: null,
  undoOf: null,
  undo: { can: false, reason: 'notDone' },
  actions: ['discard'],
  ...more,
});

export const changedField = (more: Partial<ChangedField> = {}): ChangedField => ({
  field: 'externalShare',
  secret: false,
  base: true,
  desired: false,
  portal: null,
  conflicting: false,
  keptOtherwise: false,
  ...more,
});

export const changeDetail = (more: Partial<ChangeDetail> = {}): ChangeDetail => ({
  ...changeRow(),
  fields: [changedField()],
  steps: [{ at: made, state: 'queued', error: null }],
  ...more,
});
