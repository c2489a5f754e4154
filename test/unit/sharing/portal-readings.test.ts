import { describe, expect, it, vi } from 'vitest';
import {
  passwordFaultsIn,
  usualPasswordRules,
  type PasswordRules,
} from '../../../src-main/contract/passwords';
import { codeOf, valueOf } from '../answers';
import { ask, today } from '../practice-portal/portal';
import { changeId, openDesk, portalId } from './sharing-rig';

const asOf = today.toISOString();
const nothingYet = { portalId, asOf: null, reading: true, problem: null };
const strict: PasswordRules = {
  ...usualPasswordRules,
  minLength: 20,
  upperCase: true,
  digits: true,
  specSymbols: true,
};

describe('fileSettings', () => {
  it('answers at once, reads the portal meanwhile, and tells every field', async () => {
    const { service, readings } = await openDesk();
    const first = valueOf(await service.fileSettings({ portalId }));
    expect(first).toEqual({ ...nothingYet, settings: null });
    await readings.fileSettings.refresh(portalId);
    const { settings, ...more } = valueOf(await service.fileSettings({ portalId }));
    expect(more).toEqual({ portalId, asOf, reading: false, problem: null });
    expect(settings).toMatchObject({ chunkUploadSize: 10_485_760, externalShare: true });
    expect(Object.keys(settings ?? {}).length).toBeGreaterThan(60);
  });

  it('is kept for when the portal is out of reach', async () => {
    const { service, portal, readings, restarted } = await openDesk();
    await readings.fileSettings.refresh(portalId);
    const before = valueOf(await service.fileSettings({ portalId }));
    await portal.stop();
    const after = valueOf(await restarted().fileSettings({ portalId }));
    expect(after.settings).toEqual(before.settings);
    expect(after.asOf).toBe(asOf);
  });

  it('tells why the portal cannot be read', async () => {
    const { service, portal, readings } = await openDesk();
    await portal.stop();
    await readings.fileSettings.refresh(portalId);
    const { settings, problem } = valueOf(await service.fileSettings({ portalId }));
    expect([settings, problem?.code]).toEqual([null, 'net.refused']);
  });
});

describe('after a change of external sharing', () => {
  const restrict = { body: '{"set":false}' };

  it('both what was looked at are read again', async () => {
    const { readings, portal } = await openDesk();
    await readings.sharings.refresh(portalId);
    await readings.fileSettings.refresh(portalId);
    await ask(portal, 'PUT files/settings/external', restrict);
    readings.readAfterChange(portalId);
    await vi.waitFor(() => {
      expect(readings.sharings.peek(portalId).value?.externalShare).toBe(false);
      expect(readings.fileSettings.peek(portalId).value?.['externalShare']).toBe(false);
    });
  });

  it('nobody asks for file settings that nobody has looked at', async () => {
    const { readings } = await openDesk();
    readings.readAfterChange(portalId);
    await vi.waitFor(() => expect(readings.sharings.peek(portalId).asOf).toBe(asOf));
    expect(readings.fileSettings.peek(portalId)).toMatchObject({ asOf: null, reading: false });
  });
});

describe('passwordRules', () => {
  it('tells what the portal asks for', async () => {
    const { service, readings, restarted, portal } = await openDesk();
    const first = valueOf(await service.passwordRules({ portalId }));
    expect(first).toEqual({ ...nothingYet, rules: null });
    await readings.passwordRules.refresh(portalId);
    const known = valueOf(await service.passwordRules({ portalId }));
    expect(known).toMatchObject({ rules: usualPasswordRules, asOf });
    await portal.stop();
    const kept = valueOf(await restarted().passwordRules({ portalId }));
    expect(kept.rules).toEqual(usualPasswordRules);
  });
});

describe('suggestPassword', () => {
  it('keeps the rules of the portal', async () => {
    const { service, snapshots } = await openDesk();
    await snapshots.put(portalId, 'passwordRules', strict, asOf);
    const { password } = valueOf(await service.suggestPassword({ portalId }));
    expect(passwordFaultsIn(password, strict)).toEqual([]);
  });

  it('does not wait for a portal whose rules are not known', async () => {
    const { service, portal } = await openDesk();
    const { password } = valueOf(await service.suggestPassword({ portalId }));
    expect(passwordFaultsIn(password, usualPasswordRules)).toEqual([]);
    expect(portal.requests).toEqual([]);
  });
});

describe('reload', () => {
  it('reads everything of the tab', async () => {
    const { service, readings } = await openDesk();
    await service.reload({ portalId });
    await vi.waitFor(() => {
      for (const one of [readings.sharings, readings.fileSettings, readings.passwordRules]) {
        expect(one.peek(portalId).asOf).toBe(asOf);
      }
    });
  });
});

describe('what concerns the link behind a key', () => {
  it('is the business of the links', async () => {
    const { service, asked } = await openDesk();
    const linkOrKey = 'https://portal.example.com/s/abc';
    expect(codeOf(await service.linkByKey({ portalId, linkOrKey }))).toBe('link.unknownKey');
    const set = await service.setPasswordByKey({ portalId, linkOrKey, password: 'Sesame-42' });
    expect(valueOf(set)).toEqual({ changeId });
    expect(asked).toEqual([`find ${linkOrKey}`, `set ${linkOrKey} Sesame-42`]);
  });
});
