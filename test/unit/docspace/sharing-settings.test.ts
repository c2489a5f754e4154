import { describe, expect, it } from 'vitest';
import type { SharingSettings } from '../../../src-main/contract/sharing';
import {
  getSharingSettings,
  putExternalSharing,
  putSharingPolicy,
  putSocialMediaSharing,
  sendSharingWrite,
  sharingWrites,
} from '../../../src-main/docspace/sharing-settings';
import type { PracticeKeyName } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { openPortal } from '../practice-portal/portal';
import { good, sessionFor, startPortal, thrown, type Reply } from './portal-server';

const older = { externalShare: true, externalShareSocialMedia: true };
const newer = {
  ...older,
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};
const policy = {
  externalShare: true,
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};
const deadKey = `sk-${'0'.repeat(64)}`;

async function onPractice(version: string, keyName: PracticeKeyName = 'main') {
  const portal = await openPortal({ version });
  return { portal, session: await sessionFor(portal.address, { key: () => portal.keys[keyName] }) };
}

async function facing(answer: (path: string) => Reply) {
  const portal = await startPortal(({ url }) => answer(url.replace('/api/2.0/', '')));
  return { portal, session: await sessionFor(portal.baseUrl) };
}

const account = good({ id: 'id-1', displayName: 'Owner', isOwner: true });

describe('getSharingSettings', () => {
  it.each([
    ['3.6.1', older],
    ['3.7.0', older],
    ['3.7.1', newer],
    ['3.7.2', newer],
  ])('gives the switches that %s has', async (version, switches) => {
    const { session } = await onPractice(version);
    expect(await getSharingSettings(session)).toEqual({ ok: true, value: switches });
  });

  it.each(['3.6.1', '3.7.2'])('%s: believes nothing that a dead key is told', async (version) => {
    const portal = await openPortal({ version });
    for (const key of [deadKey, portal.keys.expired]) {
      const session = await sessionFor(portal.address, { key: () => key });
      expect(codeOf(await getSharingSettings(session))).toBe('portal.keyRefused');
    }
  });

  it('does not believe what came before the key died', async () => {
    const { session } = await facing((path) =>
      path === 'files/settings' ? good(newer) : { status: 401 },
    );
    expect(codeOf(await getSharingSettings(session))).toBe('portal.keyRefused');
  });

  it('tells a key with too few rights from a dead one', async () => {
    const { session } = await onPractice('3.7.2', 'selfOnly');
    expect(codeOf(await getSharingSettings(session))).toBe('portal.keyLacksRights');
  });

  it('asks no more when the portal does not answer', async () => {
    const { portal, session } = await facing(() => ({ status: 500 }));
    expect(codeOf(await getSharingSettings(session))).toBe('portal.failed');
    expect(portal.seen).toHaveLength(1);
  });

  it.each([
    [{ ...newer, externalShareApplyToRooms: undefined }],
    [{ ...newer, defaultShareLinkInternal: 'yes' }],
    [{ externalShare: true }],
    ['text'],
    [undefined],
  ])('makes nothing of %j', async (response) => {
    const { session } = await facing((path) =>
      path === 'files/settings' ? good(response) : account,
    );
    expect(codeOf(await getSharingSettings(session))).toBe('portal.brokenAnswer');
  });

  it('can be cancelled', async () => {
    const { session } = await onPractice('3.7.2');
    expect(codeOf(await getSharingSettings(session, AbortSignal.abort()))).toBe('net.cancelled');
  });
});

describe('the switches one by one', () => {
  it.each([
    [putExternalSharing, 'files/settings/external', true],
    [putExternalSharing, 'files/settings/external', false],
    [putSocialMediaSharing, 'files/settings/externalsocialmedia', true],
    [putSocialMediaSharing, 'files/settings/externalsocialmedia', false],
  ])('%o goes to %s under both names: %s', async (call, path, on) => {
    const { portal, session } = await facing(() => good(on));
    expect(await call(session, on)).toEqual({ ok: true, value: on });
    const [seen] = portal.seen;
    expect(seen).toMatchObject({ method: 'PUT', url: `/api/2.0/${path}` });
    expect(JSON.parse(seen?.body ?? '')).toEqual({ set: on, displayValue: on });
  });

  it('give what the portal stored, not what it was asked for', async () => {
    const { session } = await onPractice('3.6.1');
    expect(await putExternalSharing(session, false)).toEqual({ ok: true, value: false });
    expect(await putSocialMediaSharing(session, true)).toEqual({ ok: true, value: false });
  });
});

describe('putSharingPolicy', () => {
  it('replaces all five and gives what became of them', async () => {
    const { portal, session } = await onPractice('3.7.2');
    const wanted = { ...policy, externalShare: false, externalShareApplyToRooms: false };
    expect(await putSharingPolicy(session, wanted)).toEqual({
      ok: true,
      value: { ...wanted, defaultShareLinkInternal: true },
    });
    expect(portal.requests.at(-1)?.body).toEqual(wanted);
  });

  it('is refused by portals that do not know it', async () => {
    const { session } = await onPractice('3.6.1');
    expect(await putSharingPolicy(session, policy)).toMatchObject({
      error: { code: 'portal.notFound' },
      reached: 'answered',
    });
  });
});

describe('a write that fails', () => {
  it("tells a refusal in the portal's words", async () => {
    const { session } = await onPractice('3.7.2', 'user');
    expect(await putExternalSharing(session, false)).toMatchObject({
      error: { code: 'portal.keyLacksRights', detail: expect.stringContaining('permission') },
      reached: 'answered',
    });
  });

  it.each([
    ['an answer of another kind', good('yes'), 'portal.brokenAnswer'],
    ['no answer at all', good(undefined), 'portal.brokenAnswer'],
    ['a gateway', { status: 502, body: '<html>' }, 'portal.unavailable'],
  ])('%s: it may have arrived', async (_, reply, code) => {
    const { session } = await facing(() => reply);
    for (const result of [
      await putExternalSharing(session, true),
      await putSharingPolicy(session, policy),
    ]) {
      expect(result).toMatchObject({ error: { code }, reached: 'maybe' });
    }
  });

  it('is sent once only', async () => {
    const { portal, session } = await facing(() => thrown(503, 'busy'));
    await putSocialMediaSharing(session, true);
    expect(portal.seen).toHaveLength(1);
  });

  it('never left when there is no key', async () => {
    const { portal, session } = await facing(() => good(true));
    const result = await putExternalSharing({ ...session, key: () => null }, true);
    expect(result).toMatchObject({ error: { code: 'portal.keyRefused' }, reached: 'no' });
    expect(portal.seen).toHaveLength(0);
  });
});

describe('sharingWrites', () => {
  const off = { externalShare: false, externalShareSocialMedia: false };
  const onlySharing = { externalShare: true, externalShareSocialMedia: false };

  it.each<[string, SharingSettings, SharingSettings, readonly string[] | null]>([
    ['nothing new', newer, older, []],
    ['one of the policy', newer, { externalShareApplyToRooms: false }, ['policy']],
    ['off takes social media along', newer, off, ['policy']],
    ['off takes social media along, older', older, off, ['external off']],
    ['on does not bring them back', { ...newer, ...off }, older, ['policy', 'socialMedia on']],
    ['on does not bring them back, older', off, older, ['external on', 'socialMedia on']],
    ['on without social media', off, onlySharing, ['external on']],
    ['social media off', newer, { externalShareSocialMedia: false }, ['socialMedia off']],
    ['social media on, in vain', off, { externalShareSocialMedia: true }, ['socialMedia on']],
    ['what an older portal lacks', older, { defaultShareLinkInternal: true }, null],
    ['that and more', older, { ...off, blockExistingLinksOnRestrict: false }, null],
  ])('%s', (_, present, changes, expected) => {
    const writes = sharingWrites(present, changes);
    const named = writes?.map((write) =>
      write.route === 'policy' ? 'policy' : `${write.route} ${write.on ? 'on' : 'off'}`,
    );
    expect(named ?? null).toEqual(expected);
  });

  it('carries along what is not changed', () => {
    const present = { ...newer, externalShareApplyToDocuments: false };
    expect(sharingWrites(present, { defaultShareLinkInternal: true })).toEqual([
      {
        route: 'policy',
        policy: { ...policy, externalShareApplyToDocuments: false, defaultShareLinkInternal: true },
      },
    ]);
  });

  it.each(['3.6.1', '3.7.2'])('%s: ends as asked, from every beginning', async (version) => {
    const { session } = await onPractice(version);
    const states = [off, onlySharing, older];
    const wishes = [
      ...states,
      { externalShare: true },
      { externalShare: false },
      { externalShareSocialMedia: false },
    ];
    for (const beginning of states) {
      for (const changes of wishes) {
        await putExternalSharing(session, beginning.externalShare);
        await putSocialMediaSharing(session, beginning.externalShareSocialMedia);
        const present = valueOf(await getSharingSettings(session));
        expect(present).toMatchObject(beginning);
        for (const write of sharingWrites(present, changes) ?? []) {
          expect(await sendSharingWrite(session, write)).toMatchObject({ ok: true });
        }
        expect(valueOf(await getSharingSettings(session))).toMatchObject(changes);
      }
    }
  });
});
