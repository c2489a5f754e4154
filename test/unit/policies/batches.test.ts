import { describe, expect, it } from 'vitest';
import type { BatchReport, PolicyFields } from '../../../src-main/contract/policies';
import type { Statement } from '../../../src-main/store/database';
import { codeOf, valueOf } from '../answers';
import { gate } from '../journal/journal-rig';
import { openFleet, rowOf, setElsewhere, tally } from './fleet';

const policy: PolicyFields = { externalShareApplyToRooms: false };
const off: PolicyFields = { externalShare: false };

const fleetOf = (count: number, options = {}) =>
  openFleet(
    Array.from({ length: count }, () => '3.7.2'),
    options,
  );
const isOver = ({ rows }: BatchReport): boolean =>
  rows.every(({ outcome }) => !['notRecorded', 'underWay', 'waiting'].includes(outcome));
const isNewChange = ({ sql }: Statement): boolean => sql.startsWith('INSERT INTO changes (');
/** How often a portal was asked to change something. */
const writes = (portal: { readonly requests: readonly { readonly method: string }[] }): number =>
  portal.requests.filter(({ method }) => method === 'PUT').length;

describe('a batch that is stopped', () => {
  it('lets what is on its way come to its end, and withdraws the rest', async () => {
    const fleet = await fleetOf(8, { atOnce: 2 });
    await fleet.read();
    const door = gate();
    const sending = new Set<string>();
    fleet.hooks.onSend = (portalId) => {
      sending.add(portalId);
      return door.opened;
    };
    const batchId = await fleet.apply(await fleet.preview(policy));
    const before = await fleet.until(
      batchId,
      (one) => sending.size === 2 && tally(one)['underWay'] === 2 && tally(one)['waiting'] === 6,
    );
    expect(before.canStop).toBe(true);

    valueOf(await fleet.calls.stop({ batchId }));
    const stopped = await fleet.report(batchId);
    expect(tally(stopped)).toEqual({ underWay: 2, stopped: 6 });
    expect(stopped).toMatchObject({ canStop: false, stoppedAt: expect.any(String) });

    door.open();
    const report = await fleet.until(batchId, isOver);
    expect(tally(report)).toEqual({ done: 2, stopped: 6 });
    for (const ship of fleet.ships) {
      const isDone = rowOf(report, ship).outcome === 'done';
      expect(writes(ship.portal)).toBe(isDone ? 1 : 0);
      expect(ship.portal.state.sharing.externalShareApplyToRooms).toBe(!isDone);
    }
    // What was stopped can be asked for again, and what was done taken back.
    expect(report.canUndo).toBe(2);
    const undo = valueOf(await fleet.calls.undo({ batchId }));
    expect(tally(await fleet.until(undo.batchId, isOver))).toEqual({ done: 2 });
  });

  it('records no more of it', async () => {
    const fleet = await fleetOf(6);
    await fleet.read();
    const door = gate();
    const third = gate();
    let changes = 0;
    fleet.hooks.onWrite = (statements) => {
      if (!statements.some(isNewChange)) return;
      changes += 1;
      if (changes < 3) return;
      third.open();
      return door.opened;
    };
    const batchId = await fleet.apply(await fleet.preview(policy));
    await third.opened;
    const stop = fleet.calls.stop({ batchId });
    door.open();
    valueOf(await stop);
    const report = await fleet.until(batchId, isOver);
    expect(tally(report)['notStarted']).toBe(3);
    expect(changes).toBe(3);
    // Going on with a batch that was stopped does nothing.
    valueOf(await fleet.calls.goOn({ batchId }));
    await fleet.restart();
    expect(tally(await fleet.report(batchId))).toEqual(tally(report));
  });

  it('is stopped to the end after a crash, before anything else is sent', async () => {
    const fleet = await fleetOf(5, { atOnce: 1 });
    await fleet.read();
    const [door, sending] = [gate(), gate()];
    fleet.hooks.onSend = () => {
      sending.open();
      return door.opened;
    };
    const batchId = await fleet.apply(await fleet.preview(policy));
    await sending.opened;
    await fleet.until(batchId, (one) => tally(one)['waiting'] === 4);
    let withdrawn = 0;
    const crash = gate();
    fleet.hooks.onWrite = (statements) => {
      if (!statements.some(({ values }) => values?.includes('discarded'))) return;
      withdrawn += 1;
      if (withdrawn < 2) return;
      crash.open();
      return new Promise(() => undefined);
    };
    void fleet.calls.stop({ batchId });
    await crash.opened;
    fleet.hooks.onWrite = () => undefined;
    await fleet.restart();
    door.open();
    const report = await fleet.until(batchId, (one) => tally(one)['done'] === 1);
    expect(tally(report)).toEqual({ done: 1, stopped: 4 });
  });
});

describe('a restart', () => {
  it.each([1, 4, 7])(
    'in the middle of recording (change %i) keeps the batch, and records each change once',
    async (nth) => {
      const fleet = await fleetOf(8);
      await fleet.read();
      let changes = 0;
      const crash = gate();
      fleet.hooks.onWrite = (statements) => {
        if (!statements.some(isNewChange)) return;
        changes += 1;
        if (changes < nth) return;
        crash.open();
        return new Promise(() => undefined);
      };
      const batchId = await fleet.apply(await fleet.preview(policy));
      await crash.opened;
      fleet.hooks.onWrite = () => undefined;
      await fleet.restart();
      const report = await fleet.until(batchId, isOver);
      expect(tally(report)).toEqual({ done: 8 });
      for (const { id, portal } of fleet.ships) {
        expect(await fleet.changesOf(id)).toHaveLength(1);
        expect(portal.state.sharing.externalShareApplyToRooms).toBe(false);
        expect(writes(portal)).toBe(1);
      }
    },
  );

  it('keeps the report of what is over and of what waits', async () => {
    const fleet = await fleetOf(3);
    await fleet.read();
    await fleet.ship(1).portal.stop();
    const batchId = await fleet.apply(await fleet.preview(policy));
    const before = await fleet.until(
      batchId,
      (one) => tally(one)['done'] === 2 && rowOf(one, fleet.ship(1)).error !== null,
    );
    await fleet.restart();
    const after = await fleet.report(batchId);
    expect(tally(after)).toEqual({ done: 2, waiting: 1 });
    expect(after).toMatchObject({ title: before.title, fields: policy, canUndo: 2 });
    expect(valueOf(await fleet.calls.batches(undefined))).toEqual([
      expect.objectContaining({ id: batchId, portals: 3, changes: 3, open: 1 }),
    ]);
  });
});

describe('a full disk', () => {
  it('halts the recording, which says why and goes on when asked to', async () => {
    const fleet = await fleetOf(4);
    await fleet.read();
    let changes = 0;
    fleet.hooks.isFull = (statements) => {
      if (statements.some(isNewChange)) changes += 1;
      return changes > 2;
    };
    const batchId = await fleet.apply(await fleet.preview(policy));
    const halted = await fleet.until(batchId, ({ problem }) => problem !== null);
    expect(halted).toMatchObject({ problem: { code: 'store.diskFull' }, canStop: true });
    expect(tally(halted)['notRecorded']).toBe(2);
    fleet.hooks.isFull = () => false;
    valueOf(await fleet.calls.goOn({ batchId }));
    const report = await fleet.until(batchId, (one) => tally(one)['done'] === 4);
    expect(report.problem).toBeNull();
  });
});

describe('a change of a batch that goes its own way', () => {
  /** One portal that cannot be reached, with a change of a batch that waits for it. */
  async function withWaiting() {
    const fleet = await fleetOf(1, { atOnce: 1 });
    await fleet.read();
    const ship = fleet.ship(0);
    ship.portal.switches.set({ kind: 'rateLimited', retryAfter: 600 });
    const batchId = await fleet.apply(await fleet.preview({ ...policy, ...off }));
    const waiting = await fleet.until(batchId, (one) => rowOf(one, ship).error !== null);
    /** The person changes the portal by hand meanwhile. */
    const change = async (base: PolicyFields, desired: PolicyFields): Promise<string> =>
      valueOf(
        await fleet.journal.record({
          portalId: ship.id,
          operation: 'settings.externalSharing',
          target: { kind: 'externalSharing', title: null },
          objectKey: 'settings.externalSharing',
          base,
          desired,
        }),
      ).changeId;
    const goOn = async (changeId: string): Promise<void> => {
      ship.portal.switches.clear();
      valueOf(await fleet.journal.calls.retry({ changeId }));
    };
    return { fleet, ship, batchId, waiting: rowOf(waiting, ship), change, goOn };
  }

  it('is carried on by a later one that leaves its switches alone', async () => {
    const { fleet, ship, batchId, waiting, change, goOn } = await withWaiting();
    const later = await change(
      { externalShareApplyToDocuments: true },
      { externalShareApplyToDocuments: false },
    );
    expect(later).not.toBe(waiting.changeId);
    const carried = rowOf(await fleet.report(batchId), ship);
    expect(carried).toMatchObject({ outcome: 'waiting', changeId: later });
    await goOn(later);
    const report = await fleet.until(batchId, isOver);
    // Undoing that one would take back more than the batch has asked for.
    expect(rowOf(report, ship)).toMatchObject({ outcome: 'done', changeId: later, canUndo: false });
    expect(codeOf(await fleet.calls.undo({ batchId }))).toBe('change.noWayBack');
  });

  it('is replaced by a later one that sets a switch otherwise', async () => {
    const { fleet, ship, batchId, change, goOn } = await withWaiting();
    const later = await change(
      { externalShareApplyToRooms: true, externalShareApplyToDocuments: true },
      { externalShareApplyToRooms: true, externalShareApplyToDocuments: false },
    );
    await goOn(later);
    const report = await fleet.until(batchId, isOver);
    expect(rowOf(report, ship)).toMatchObject({ outcome: 'replaced', changeId: later });
  });

  it('counts as it ends when it is tried again', async () => {
    const { fleet, ship, batchId, waiting, goOn } = await withWaiting();
    await goOn(String(waiting.changeId));
    const report = await fleet.until(batchId, isOver);
    expect(rowOf(report, ship)).toMatchObject({ outcome: 'done', changeId: waiting.changeId });
  });

  it('says so when it is discarded', async () => {
    const { fleet, ship, batchId, waiting } = await withWaiting();
    valueOf(await fleet.journal.calls.discard({ changeId: String(waiting.changeId) }));
    const report = await fleet.until(batchId, isOver);
    expect(rowOf(report, ship)).toMatchObject({ outcome: 'discarded', reason: 'person' });
  });

  it('waits for the person while its portal is paused, and says for what', async () => {
    const { fleet, ship, batchId } = await withWaiting();
    valueOf(await fleet.journal.calls.pausePortal({ portalId: ship.id }));
    const report = await fleet.report(batchId);
    expect(rowOf(report, ship)).toMatchObject({ outcome: 'paused' });
    expect(report.canStop).toBe(true);
    valueOf(await fleet.calls.stop({ batchId }));
    expect(tally(await fleet.report(batchId))).toEqual({ stopped: 1 });
  });
});

describe('a conflict that is settled', () => {
  it('with theirs in part tells what the portal kept', async () => {
    const fleet = await fleetOf(1);
    const ship = fleet.ship(0);
    await setElsewhere(ship, { externalShareSocialMedia: false });
    await fleet.read();
    const preview = await fleet.preview({ externalShareSocialMedia: true, ...policy });
    await setElsewhere(ship, off);
    const batchId = await fleet.apply(preview);
    const { changeId } = rowOf(await fleet.until(batchId, isOver), ship);
    valueOf(await fleet.journal.calls.resolve({ changeId: String(changeId), mine: [] }));
    const report = await fleet.until(
      batchId,
      (one) => rowOf(one, ship).outcome !== 'conflict' && isOver(one),
    );
    expect(rowOf(report, ship)).toMatchObject({
      outcome: 'keptOtherwise',
      kept: ['externalShareSocialMedia'],
    });
    expect(ship.portal.state.sharing.externalShareApplyToRooms).toBe(false);
  });
});

describe('changes that wait already', () => {
  it('count in the preview, and are set back where the policy wants it otherwise', async () => {
    const fleet = await fleetOf(1);
    await fleet.read();
    const ship = fleet.ship(0);
    ship.portal.switches.set({ kind: 'rateLimited', retryAfter: 600 });
    const first = await fleet.apply(await fleet.preview(off));
    await fleet.until(first, (one) => rowOf(one, ship).error !== null);

    const preview = await fleet.preview({ externalShare: true });
    expect(preview.rows).toMatchObject([
      {
        seen: { settings: { externalShare: true }, pending: { externalShare: false } },
        drift: { differs: [{ field: 'externalShare', from: false, to: true }] },
      },
    ]);
    const second = await fleet.apply(preview);
    const report = await fleet.until(second, isOver);
    expect(rowOf(report, ship)).toMatchObject({ outcome: 'skipped', skipped: 'follows' });
    expect(rowOf(await fleet.report(first), ship)).toMatchObject({ outcome: 'replaced' });
    expect(writes(ship.portal)).toBe(0);
  });
});

describe('what cannot be applied', () => {
  it('a policy that sets nothing, or contradicts itself', async () => {
    const fleet = await fleetOf(1);
    const title = { kind: 'fields', name: '' } as const;
    const apply = async (fields: PolicyFields) =>
      codeOf(await fleet.calls.apply({ title, fields, portals: [] }));
    expect(await apply({})).toBe('policy.empty');
    expect(await apply({ ...off, externalShareSocialMedia: true })).toBe('policy.contradicts');
    expect(await apply(off)).toBe('change.nothing');
  });

  it('a portal that was removed meanwhile is named and left out', async () => {
    const fleet = await fleetOf(2);
    await fleet.read();
    const preview = await fleet.preview(policy);
    fleet.saved.delete(fleet.ship(0).id);
    const report = await fleet.until(await fleet.apply(preview), isOver);
    expect(rowOf(report, fleet.ship(0))).toMatchObject({
      portalName: 'Portal 0',
      skipped: 'portalRemoved',
    });
    expect(rowOf(report, fleet.ship(1)).outcome).toBe('done');
  });

  it('a batch that is not known', async () => {
    const fleet = await fleetOf(0);
    const batchId = '10000000-0000-4000-8000-000000000001';
    for (const verb of ['batch', 'stop', 'goOn', 'undo'] as const) {
      expect(codeOf(await fleet.calls[verb]({ batchId }))).toBe('policy.unknownBatch');
    }
  });
});
