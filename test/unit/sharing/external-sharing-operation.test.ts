import { describe, expect, it } from 'vitest';
import type { SharingSettings } from '../../../src-main/contract/sharing';
import type { Fields } from '../../../src-main/journal/change';
import { advance } from '../../../src-main/journal/machine';
import { externalSharingOperation as operation } from '../../../src-main/sharing/external-sharing-operation';
import { changeOf, openRig, undoOf } from './change-rig';

const allowed = { externalShare: true, externalShareSocialMedia: true };
const restricted = { externalShare: false, externalShareSocialMedia: false };
const policy = {
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};
const doneAndSent = { state: 'done', result: { kind: 'proved', sent: true, kept: [] } };

describe('what it accepts', () => {
  it.each<[Fields, Fields, boolean]>([
    [{ externalShare: true }, { externalShare: false }, true],
    [{}, { blockExistingLinksOnRestrict: true }, true],
    [{ externalShare: true }, {}, false],
    [{ externalShare: true }, { externalShare: 'off' }, false],
    [{ externalShare: null }, { externalShare: false }, false],
    [{}, { allowedDomains: true }, false],
    [{ allowedDomains: true }, { externalShare: false }, false],
  ])('%j to %j: %s', (base, desired, accepted) => {
    expect(operation.accepts({ base, desired })).toBe(accepted);
  });

  it('goes by a name and version that stay', () => {
    expect(operation).toMatchObject({ name: 'settings.externalSharing', version: 1 });
  });
});

describe.each(['3.6.1', '3.7.2'])('on %s', (version) => {
  it('restricts sharing, is proved, and brings all of it back', async () => {
    const rig = await openRig(version);
    const before = await rig.present();
    const done = await rig.work(changeOf({ externalShare: true }, { externalShare: false }));
    expect(done).toMatchObject({ ...doneAndSent, before, after: restricted });
    expect(rig.writes()).toHaveLength(1);

    const undone = await rig.work(undoOf(done));
    expect(undone).toMatchObject(doneAndSent);
    expect(await rig.present()).toEqual(before);
    expect(rig.portal.state.sharing).toEqual({ ...allowed, ...policy });
  });

  it('sends nothing when somebody else was first, and then takes nothing back', async () => {
    const rig = await openRig(version);
    await rig.elsewhere('external', { set: false });
    const change = changeOf(allowed, restricted);
    const done = await rig.work(change);
    expect(done).toMatchObject({ state: 'done', result: { sent: false } });
    expect(rig.writes()).toHaveLength(1);
    expect(operation.undo(done)).toEqual({ can: false, reason: 'nothingChanged' });
  });

  it('changes social media alone without touching the rest', async () => {
    const rig = await openRig(version);
    const change = changeOf(
      { externalShareSocialMedia: true },
      { externalShareSocialMedia: false },
    );
    expect(await rig.work(change)).toMatchObject(doneAndSent);
    expect(rig.writes()).toEqual(['externalsocialmedia {"set":false}']);
  });

  it('names what the portal kept otherwise than asked', async () => {
    const rig = await openRig(version);
    await rig.elsewhere('external', { set: false });
    const change = changeOf(
      { externalShareSocialMedia: false },
      { externalShareSocialMedia: true },
    );
    const done = await rig.work(change);
    expect(done.result).toEqual({
      kind: 'proved',
      sent: true,
      kept: ['externalShareSocialMedia'],
    });
    expect(operation.undo(done)).toEqual({ can: false, reason: 'nothingChanged' });
  });

  it('is in conflict when what it needs was taken away meanwhile', async () => {
    const rig = await openRig(version);
    await rig.elsewhere('external', { set: false });
    const change = changeOf(
      { externalShareSocialMedia: false, externalShare: true },
      { externalShareSocialMedia: true, externalShare: true },
    );
    expect(await rig.work(change)).toMatchObject({ state: 'conflict', before: restricted });
    expect(rig.writes()).toHaveLength(1);
  });

  it('is refused by a key that may not, and changes nothing', async () => {
    const rig = await openRig(version, { keyName: 'user' });
    const change = changeOf({ externalShare: true }, { externalShare: false });
    expect(await rig.work(change)).toMatchObject({
      state: 'paused',
      error: { code: 'portal.keyLacksRights' },
    });
    expect(rig.portal.state.audit).toEqual([]);
  });
});

describe('from 3.7.1 on', () => {
  it('leaves what somebody else changed meanwhile as it is now', async () => {
    const rig = await openRig('3.7.2');
    const seen = await rig.present();
    await rig.elsewhere('externalsharingsettings', {
      externalShare: true,
      ...policy,
      externalShareApplyToRooms: false,
      defaultShareLinkInternal: true,
    });
    await rig.elsewhere('externalsocialmedia', { set: false });
    const change = changeOf(
      { blockExistingLinksOnRestrict: seen.blockExistingLinksOnRestrict ?? false },
      { blockExistingLinksOnRestrict: false },
    );
    const done = await rig.work(change);
    expect(done).toMatchObject(doneAndSent);
    const theirs = {
      ...allowed,
      externalShareSocialMedia: false,
      externalShareApplyToDocuments: true,
      externalShareApplyToRooms: false,
      defaultShareLinkInternal: true,
    };
    expect(await rig.present()).toEqual({ ...theirs, blockExistingLinksOnRestrict: false });

    await rig.work(undoOf(done));
    expect(await rig.present()).toEqual({ ...theirs, blockExistingLinksOnRestrict: true });
  });

  it('keeps apart what the portal forces and what was asked', async () => {
    const rig = await openRig('3.7.2');
    const asked = { externalShare: false, defaultShareLinkInternal: true };
    const done = await rig.work(
      changeOf({ externalShare: true, defaultShareLinkInternal: false }, asked),
    );
    expect(done).toMatchObject(doneAndSent);
    expect(undoOf(done)).toMatchObject({
      base: { ...asked, externalShareSocialMedia: false },
      desired: { ...allowed, defaultShareLinkInternal: false },
    });
  });

  it('names a switch that external sharing took along although it was asked for', async () => {
    const rig = await openRig('3.7.2');
    await rig.elsewhere('externalsocialmedia', { set: false });
    const done = await rig.work(
      changeOf(
        { externalShare: true, externalShareSocialMedia: false },
        { externalShare: false, externalShareSocialMedia: true },
      ),
    );
    expect(done.result).toMatchObject({ sent: true, kept: ['externalShareSocialMedia'] });
  });

  it('takes back only what has changed', async () => {
    const rig = await openRig('3.7.2');
    await rig.elsewhere('external', { set: false });
    const done = await rig.work(
      changeOf(
        { externalShareApplyToRooms: true, externalShare: false },
        { externalShareApplyToRooms: false, externalShare: false },
      ),
    );
    expect(undoOf(done)).toMatchObject({
      base: { externalShareApplyToRooms: false },
      desired: { externalShareApplyToRooms: true },
    });
  });
});

describe('before 3.7.1', () => {
  it('fails without sending anything when the portal lacks a switch', async () => {
    const rig = await openRig('3.6.1');
    const change = changeOf(
      { externalShare: true },
      { externalShare: false, blockExistingLinksOnRestrict: false },
    );
    expect(await rig.work(change)).toMatchObject({
      state: 'failed',
      error: { code: 'portal.notSupported' },
    });
    expect(rig.writes()).toEqual([]);
  });
});

describe.each(['3.6.1', '3.7.2'])('two requests on %s', (version) => {
  const first = version === '3.6.1' ? 'settings/external' : 'externalsharingsettings';
  const bothOn = () => changeOf(restricted, allowed);

  async function restrictedRig(onWrite?: (turn: number) => void) {
    const rig = await openRig(version, onWrite ? { onWrite } : {});
    if (version === '3.6.1') await rig.elsewhere('external', { set: false });
    else await rig.elsewhere('externalsharingsettings', { ...policy, externalShare: false });
    const before: SharingSettings = await rig.present();
    const begun = rig.writes().length;
    return { ...rig, before, sent: () => rig.writes().slice(begun) };
  }
  type Rig = Awaited<ReturnType<typeof restrictedRig>>;

  const expectWayBack = async (rig: Rig, done: Awaited<ReturnType<Rig['work']>>) => {
    expect(done).toMatchObject(doneAndSent);
    expect(await rig.present()).toMatchObject(allowed);
    expect(await rig.work(undoOf(done))).toMatchObject(doneAndSent);
    expect(await rig.present()).toEqual(rig.before);
  };

  it('are sent in the order that gives the wanted end', async () => {
    const rig = await restrictedRig();
    const done = await rig.work(bothOn());
    expect(rig.sent()).toEqual([
      expect.stringContaining(version === '3.6.1' ? '{"set":true}' : '"externalShare":true'),
      'externalsocialmedia {"set":true}',
    ]);
    await expectWayBack(rig, done);
  });

  it('the second is lost before it arrives: only that one is sent again', async () => {
    const rig = await restrictedRig();
    rig.portal.switches.set({
      kind: 'reset',
      when: 'before',
      path: 'externalsocialmedia',
      times: 1,
    });
    const done = await rig.work(bothOn());
    expect(rig.sent().map((one) => one.split(' ')[0])).toEqual([
      first.split('/').at(-1),
      'externalsocialmedia',
    ]);
    await expectWayBack(rig, done);
  });

  it('the second is lost after it arrived: nothing is sent again', async () => {
    const rig = await restrictedRig();
    rig.portal.switches.set({
      kind: 'reset',
      when: 'after',
      path: 'externalsocialmedia',
      times: 1,
    });
    const done = await rig.work(bothOn());
    expect(rig.sent()).toHaveLength(2);
    await expectWayBack(rig, done);
  });

  it('the second is told to wait: the first still counts as ours', async () => {
    const rig = await restrictedRig();
    rig.portal.switches.set({ kind: 'rateLimited', path: 'externalsocialmedia', times: 1 });
    const waiting = await rig.work(bothOn());
    expect(waiting).toMatchObject({ state: 'queued', error: { code: 'portal.rateLimited' } });
    expect(await rig.present()).toMatchObject({ ...allowed, externalShareSocialMedia: false });
    const done = await rig.work({ ...waiting, nextAttemptAt: null });
    expect(rig.sent()).toHaveLength(2);
    await expectWayBack(rig, done);
  });

  it('the first is refused: the second is not sent, and nothing is taken as done', async () => {
    const rig = await restrictedRig();
    rig.portal.switches.set({ kind: 'rateLimited', path: first, times: 1 });
    const waiting = await rig.work(bothOn());
    expect(waiting).toMatchObject({ state: 'queued', progress: null });
    expect(rig.sent()).toEqual([]);
    // Somebody else does the first part meanwhile: that stays when ours is taken back.
    await rig.elsewhere('external', { set: true });
    const done = await rig.work({ ...waiting, nextAttemptAt: null });
    expect(undoOf(done)).toMatchObject({ desired: { externalShareSocialMedia: false } });
  });

  it('the app was killed between them: only the second is sent', async () => {
    const rig = await restrictedRig();
    const { before } = rig;
    await rig.elsewhere('external', { set: true });
    const recorded = { ...bothOn(), state: 'sending', before, progress: { before } } as const;
    const found = advance(recorded, { kind: 'restarted' }, { needsConfirmation: false, at: '' });
    const done = await rig.work(found ?? recorded);
    expect(rig.sent().slice(1)).toEqual(['externalsocialmedia {"set":true}']);
    await expectWayBack(rig, done);
  });

  it('cannot be cancelled between them', async () => {
    const stop = new AbortController();
    const rig = await restrictedRig((turn) => {
      if (turn === 2) stop.abort();
    });
    expect(await rig.work(bothOn(), stop.signal)).toMatchObject(doneAndSent);
    expect(stop.signal.aborted).toBe(true);
  });

  it('the second cannot even leave: what became of the change is to be read', async () => {
    let loseKey = (): void => undefined;
    const rig = await restrictedRig(() => loseKey());
    ({ loseKey } = rig);
    expect(await rig.work(bothOn())).toMatchObject({
      state: 'unknown',
      error: { code: 'portal.keyRefused' },
    });
    expect(rig.sent()).toHaveLength(1);
  });

  it('can be cancelled before them', async () => {
    const rig = await restrictedRig();
    const cancelled = await rig.work(bothOn(), AbortSignal.abort());
    expect(cancelled).toMatchObject({
      state: 'discarded',
      progress: null,
      result: { kind: 'discarded', reason: 'cancelled' },
    });
    expect(rig.sent()).toEqual([]);
  });
});
