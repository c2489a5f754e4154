import { expect, it } from 'vitest';
import type { BatchReport, PolicyFields } from '../../../src-main/contract/policies';
import { openFleet, rowOf, setElsewhere, tally } from './fleet';

const versions = ['3.2.1', '3.6.1', '3.7.2', '3.8.0'] as const;
const policy: PolicyFields = {
  externalShareSocialMedia: true,
  blockExistingLinksOnRestrict: false,
};

const isCalm = ({ rows }: BatchReport): boolean =>
  rows.every(({ outcome }) => outcome !== 'notRecorded' && outcome !== 'underWay');

it('names every one of 50 portals in its report, and undo brings all back that were done', async () => {
  const fleet = await openFleet(Array.from({ length: 50 }, (_, n) => versions[n % 4] ?? ''));
  const { ships } = fleet;
  // Every fourth is of the same version.
  const [neverRead, restricted, oldRestricted] = [fleet.ship(2), fleet.ship(3), fleet.ship(1)];
  const [dead, limited, refused] = [fleet.ship(10), fleet.ship(11), fleet.ship(14)];
  const [conflict, elsewhere] = [fleet.ship(15), fleet.ship(18)];
  // The last four follow, as far as their version goes.
  for (const ship of ships.slice(0, 46)) {
    await setElsewhere(ship, { externalShareSocialMedia: false });
  }
  for (const ship of ships.slice(46)) {
    await setElsewhere(ship, { blockExistingLinksOnRestrict: false });
  }
  await setElsewhere(restricted, { externalShare: false });
  await setElsewhere(oldRestricted, { externalShare: false });
  await fleet.read(ships.filter((ship) => ship !== neverRead));
  const preview = await fleet.preview(policy);
  expect(preview.rows).toHaveLength(50);
  const states = preview.rows.map(({ drift }) => drift.state);
  expect(states.filter((state) => state === 'differs')).toHaveLength(45);
  expect(states.filter((state) => state === 'notSupported')).toHaveLength(2);
  expect(states.filter((state) => state === 'follows')).toHaveLength(2);

  // What happens between the preview and the word.
  await dead.portal.stop();
  limited.portal.switches.set({ kind: 'rateLimited', retryAfter: 600 });
  refused.portal.switches.set({ kind: 'notPaid' });
  await setElsewhere(conflict, { externalShare: false });
  await setElsewhere(elsewhere, { externalShareSocialMedia: true });

  const before = new Map(ships.map(({ id, portal }) => [id, { ...portal.state.sharing }]));

  const batchId = await fleet.apply(preview);
  const report = await fleet.until(
    batchId,
    (one) => isCalm(one) && rowOf(one, dead).error !== null && rowOf(one, limited).error !== null,
  );
  expect(tally(report)).toEqual({
    done: 40,
    waiting: 2,
    failed: 1,
    conflict: 1,
    'skipped: notKnown': 1,
    'skipped: needsSharing': 1,
    'skipped: notSupported': 2,
    'skipped: follows': 2,
  });

  expect(rowOf(report, dead)).toMatchObject({
    outcome: 'waiting',
    offlineSince: expect.stringMatching(/^\d{4}-/),
    error: { code: 'net.refused' },
  });
  expect(rowOf(report, limited)).toMatchObject({
    outcome: 'waiting',
    offlineSince: null,
    nextAttemptAt: expect.stringMatching(/^\d{4}-/),
    error: { code: 'portal.rateLimited', params: { seconds: 600 } },
  });
  expect(rowOf(report, refused)).toMatchObject({
    outcome: 'failed',
    error: { code: 'portal.notPaid' },
  });
  expect(rowOf(report, conflict)).toMatchObject({ outcome: 'conflict', canUndo: false });
  expect(conflict.portal.state.sharing.blockExistingLinksOnRestrict).toBe(true);
  expect(rowOf(report, neverRead)).toMatchObject({ outcome: 'skipped', changeId: null });
  expect(rowOf(report, oldRestricted)).toMatchObject({
    skipped: 'needsSharing',
    moves: [{ field: 'externalShareSocialMedia', from: false, to: true }],
  });
  // One that follows in the rest is changed there, and nowhere else.
  expect(rowOf(report, restricted)).toMatchObject({
    outcome: 'done',
    moves: [{ field: 'blockExistingLinksOnRestrict', from: true, to: false }],
  });
  expect(report.rows.map(({ portalName }) => portalName)).toEqual(ships.map(({ name }) => name));

  for (const { outcome, portalId, moves } of report.rows) {
    const ship = ships.find(({ id }) => id === portalId);
    const changes = await fleet.changesOf(portalId);
    expect(changes).toHaveLength(outcome === 'skipped' ? 0 : 1);
    if (outcome !== 'done') continue;
    const wanted = Object.fromEntries(moves.map(({ field, to }) => [field, to]));
    expect(ship?.portal.state.sharing).toEqual({ ...before.get(portalId), ...wanted });
  }
  expect(report.canUndo).toBe(40);

  const undo = await fleet.calls.undo({ batchId });
  if (!undo.ok) throw new Error(undo.error.code);
  const undone = await fleet.until(undo.value.batchId, isCalm);
  expect(undone).toMatchObject({ undoOf: batchId, canUndo: 0 });
  expect(tally(undone)).toEqual({ done: 40 });
  for (const { portalId } of undone.rows) {
    const ship = ships.find(({ id }) => id === portalId);
    expect(ship?.portal.state.sharing).toEqual(before.get(portalId));
  }
  expect((await fleet.report(batchId)).canUndo).toBe(0);
}, 30_000);
