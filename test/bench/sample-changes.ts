import { randomUUID } from 'node:crypto';
import type { Transition } from '../../src-main/journal/book';
import type { ChangeEvent } from '../../src-main/journal/machine';
import { createPlanner } from '../../src-main/journal/planner';
import { registered } from '../../src-main/journal/registered';
import {
  externalSharingKey,
  externalSharingOperation,
} from '../../src-main/sharing/external-sharing-operation';
import { change } from '../unit/journal/changes';
import type { SamplePortal } from './sample-portals';

const operation = registered(externalSharingOperation);
const planner = createPlanner({
  operations: [operation],
  now: () => new Date(),
  report(line, cause) {
    throw new Error(line, { cause });
  },
});

/** All that was written of a change from its recording to its proof, as the journal decides it. */
export function sampleHistory({ record, facts }: SamplePortal, index: number): Transition[] {
  const base = { externalShare: index % 2 === 0 };
  const desired = { externalShare: !base.externalShare };
  const queued = change({
    id: randomUUID(),
    portalId: record.id,
    portalName: record.name,
    account: facts.facts.account.email,
    operation: operation.name,
    version: operation.version,
    objectKey: externalSharingKey,
    base,
    desired,
    idempotencyKey: randomUUID(),
    createdAt: new Date().toISOString(),
  });
  const events: readonly ChangeEvent[] = [
    { kind: 'begun' },
    { kind: 'found', verdict: 'base', fields: base, again: null },
    { kind: 'sent' },
    { kind: 'proved', fields: desired, kept: [] },
  ];
  let present = queued;
  const later = events.map((event) => {
    const next = planner.transition(present, event, null);
    if (next === null) throw new Error(`${event.kind} makes no sense in ${present.state}`);
    present = next.to;
    return next;
  });
  return [{ from: null, to: queued }, ...later];
}
