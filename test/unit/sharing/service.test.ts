import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Verb } from '../../../src-main/contract';
import { appError } from '../../../src-main/contract/app-error';
import { fail } from '../../../src-main/contract/result';
import type { SharingSettings } from '../../../src-main/contract/sharing';
import { verbs } from '../../../src-main/contract/verbs';
import type { Fields } from '../../../src-main/journal/change';
import { externalSharingOperation } from '../../../src-main/sharing/external-sharing-operation';
import { codeOf, valueOf } from '../answers';
import { ask, today } from '../practice-portal/portal';
import { changeId, openDesk, portalId } from './sharing-rig';

const installed = {
  externalShare: true,
  externalShareSocialMedia: true,
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};

describe('a portal that is not saved', () => {
  it.each(Object.keys(verbs.sharing) as Verb<'sharing'>[])('%s', async (verb) => {
    const { service, intents, asked, portal } = await openDesk();
    const desired = { externalShare: true };
    const more = { base: {}, desired, linkOrKey: 'key', password: 'password' };
    const answer = await service[verb]({ portalId: randomUUID(), ...more });
    expect(codeOf(answer)).toBe('saved.unknownPortal');
    expect([intents, asked, portal.requests]).toEqual([[], [], []]);
  });
});

describe('view', () => {
  it('answers at once and reads the portal meanwhile', async () => {
    const { service, readings } = await openDesk();
    expect(valueOf(await service.view({ portalId }))).toEqual({
      portalId,
      settings: null,
      asOf: null,
      reading: true,
      problem: null,
      pending: {},
    });
    await readings.sharings.refresh(portalId);
    expect(valueOf(await service.view({ portalId }))).toMatchObject({
      settings: installed,
      asOf: today.toISOString(),
      reading: false,
    });
  });

  it('shows what was kept when the portal is out of reach after a restart', async () => {
    const { portal, readings, restarted } = await openDesk();
    await readings.sharings.refresh(portalId);
    await portal.stop();
    const shown = valueOf(await restarted().view({ portalId }));
    expect(shown).toMatchObject({ settings: installed, asOf: today.toISOString() });
  });

  it('tells what open changes will make of it, as far as this version can show it', async () => {
    const { service, desk } = await openDesk();
    desk.pending = { externalShare: false };
    expect(valueOf(await service.view({ portalId })).pending).toEqual({ externalShare: false });
    desk.pending = { externalShare: false, allowedDomains: ['example.com'] };
    expect(valueOf(await service.view({ portalId })).pending).toEqual({ externalShare: false });
    desk.pending = { externalShare: 'off' };
    expect(valueOf(await service.view({ portalId })).pending).toEqual({});
  });
});

describe('reload', () => {
  it('asks the portal again', async () => {
    const { service, readings, portal } = await openDesk();
    await readings.sharings.refresh(portalId);
    await ask(portal, 'PUT files/settings/external', { body: '{"set":false}' });
    expect(valueOf(await service.reload({ portalId }))).toBeUndefined();
    await readings.sharings.refresh(portalId);
    expect(valueOf(await service.view({ portalId })).settings).toMatchObject({
      externalShare: false,
    });
  });
});

describe('set', () => {
  it('records a change that the operation understands, and sends nothing', async () => {
    const { service, intents, portal } = await openDesk();
    const answer = await service.set({
      portalId,
      base: { externalShare: true, externalShareApplyToRooms: true },
      desired: { externalShare: false },
    });
    expect(answer).toEqual({ ok: true, value: { changeId } });
    expect(intents).toEqual([
      {
        portalId,
        operation: 'settings.externalSharing',
        target: { kind: 'externalSharing', title: null },
        objectKey: 'settings.externalSharing',
        base: { externalShare: true },
        desired: { externalShare: false },
        seenAt: null,
      },
    ]);
    expect(intents.every((intent) => externalSharingOperation.accepts(intent))).toBe(true);
    expect(portal.requests).toEqual([]);
  });

  it('tells the journal when what the person saw was read', async () => {
    const { service, intents } = await openDesk();
    await service.reload({ portalId });
    await vi.waitFor(async () => {
      const view = await service.view({ portalId });
      expect(view.ok && view.value.asOf).toBeTruthy();
    });
    const view = await service.view({ portalId });
    await service.set({
      portalId,
      base: { externalShare: true },
      desired: { externalShare: false },
    });
    expect(intents[0]?.seenAt).toBe(view.ok ? view.value.asOf : 'no view');
  });

  it('refuses a change of nothing', async () => {
    const { service, intents } = await openDesk();
    const answer = await service.set({ portalId, base: { externalShare: true }, desired: {} });
    expect(codeOf(answer)).toBe('change.nothing');
    expect(intents).toEqual([]);
  });

  it('tells why a change could not be recorded', async () => {
    const { service } = await openDesk({
      record: () => Promise.resolve(fail(appError('store.diskFull'))),
    });
    const answer = await service.set({ portalId, base: {}, desired: { externalShare: false } });
    expect(codeOf(answer)).toBe('store.diskFull');
  });
});

describe('a change that needs external sharing', () => {
  const social = { externalShareSocialMedia: true };
  const anyone = { defaultShareLinkInternal: false };
  const on = { externalShare: true };

  it.each<[string, SharingSettings, Fields, SharingSettings]>([
    ['social media', social, {}, { ...social, ...on }],
    ['links for anyone', anyone, {}, { ...anyone, ...on }],
    ['which is on its way', social, on, { ...social, ...on }],
    ['which an open change restricts', social, { externalShare: false }, social],
    [
      'which it sets itself',
      { ...social, externalShare: false },
      {},
      { ...social, externalShare: false },
    ],
    [
      'not to switch social media off',
      { externalShareSocialMedia: false },
      {},
      {
        externalShareSocialMedia: false,
      },
    ],
    [
      'not for internal links',
      { defaultShareLinkInternal: true },
      {},
      {
        defaultShareLinkInternal: true,
      },
    ],
  ])('%s', async (_, desired, pending, recorded) => {
    const { service, intents, readings, desk } = await openDesk();
    await readings.sharings.refresh(portalId);
    desk.pending = pending;
    await service.set({ portalId, base: {}, desired });
    expect(intents[0]?.desired).toEqual(recorded);
    expect(intents[0]?.base).toEqual(
      'externalShare' in recorded && !('externalShare' in desired) ? on : {},
    );
  });

  it('is not held to it where the person saw it restricted', async () => {
    const { service, intents, readings, portal } = await openDesk();
    await ask(portal, 'PUT files/settings/external', { body: '{"set":false}' });
    await readings.sharings.refresh(portalId);
    await service.set({ portalId, base: { externalShareSocialMedia: false }, desired: social });
    expect(intents[0]?.desired).toEqual(social);
  });
});
