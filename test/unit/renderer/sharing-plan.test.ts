import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import {
  sharingFields,
  type SharingField,
  type SharingSettings,
} from '../../../src-main/contract/sharing';
import { planSharing } from '../../../src-renderer/features/sharing/sharing-plan';
import {
  sayConsequence,
  sayHint,
  sayPending,
} from '../../../src-renderer/features/sharing/sharing-words';

const allowed: SharingSettings = {
  externalShare: true,
  externalShareSocialMedia: true,
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};
const old: SharingSettings = { externalShare: true, externalShareSocialMedia: true };

beforeEach(() => overwriteGetLocale(() => 'en'));

const shownOf = (plan: ReturnType<typeof planSharing>, field: SharingField) =>
  plan.switches.find((one) => one.field === field);

describe('the plan of sharing settings', () => {
  it('has the switches that the portal has, in their order', () => {
    expect(planSharing(allowed, {}, {}).switches.map(({ field }) => field)).toEqual(sharingFields);
    const two = planSharing(old, {}, {});
    expect(two.switches.map(({ field }) => field)).toEqual(sharingFields.slice(0, 2));
    expect([two.enforced, planSharing(allowed, {}, {}).enforced]).toEqual([false, true]);
  });

  it('asks only for what the person switched, with what they saw on the portal', () => {
    const plan = planSharing(allowed, {}, { externalShareApplyToRooms: false });
    expect(plan.base).toEqual({ externalShareApplyToRooms: true });
    expect(plan.desired).toEqual({ externalShareApplyToRooms: false });
  });

  it('shows what follows from switching external sharing off, and does not ask for it', () => {
    const plan = planSharing(allowed, {}, { externalShare: false });
    expect(plan.desired).toEqual({ externalShare: false });
    expect(plan.follows).toEqual([
      { field: 'externalShareSocialMedia', from: true, to: false },
      { field: 'defaultShareLinkInternal', from: false, to: true },
    ]);
    expect(shownOf(plan, 'externalShareSocialMedia')).toMatchObject({ shown: false, forced: true });
  });

  it('drops an edit that external sharing being off makes void', () => {
    const edits = { externalShareSocialMedia: true, externalShare: false };
    const off = { ...allowed, externalShareSocialMedia: false };
    expect(planSharing(off, {}, edits).desired).toEqual({ externalShare: false });
  });

  it('lays edits over what is pending, and takes back what is pending', () => {
    const pending = { externalShare: false };
    const waiting = planSharing(allowed, pending, {});
    expect(waiting.changes).toEqual([]);
    expect(waiting.follows).toEqual([]);
    expect(shownOf(waiting, 'externalShare')).toMatchObject({
      shown: false,
      onPortal: true,
      pending: false,
    });
    const back = planSharing(allowed, pending, { externalShare: true });
    expect([back.base, back.desired]).toEqual([{ externalShare: true }, { externalShare: true }]);
    expect(back.follows.map(({ field }) => field)).toEqual([
      'externalShareSocialMedia',
      'defaultShareLinkInternal',
    ]);
  });

  it('never asks for a field that nobody switched, nor for one the portal lacks', () => {
    const settings = fc.record(
      Object.fromEntries(sharingFields.map((field) => [field, fc.boolean()])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(settings, settings, settings, (portal, pending, edits) => {
        const { desired, base, changes } = planSharing(portal, pending, edits);
        for (const [field, to] of Object.entries(desired)) {
          expect(portal).toHaveProperty(field);
          expect(edits).toHaveProperty(field, to);
        }
        expect(Object.keys(base)).toEqual(Object.keys(desired));
        expect(changes.every(({ from, to }) => from !== to)).toBe(true);
      }),
    );
  });
});

describe('what is said of a switch', () => {
  const hintOf = (settings: SharingSettings, field: SharingField): string => {
    const plan = planSharing(settings, {}, {});
    const one = shownOf(plan, field);
    return one ? sayHint(one, plan.enforced) : '';
  };

  it('begins with the word for what is set, where the portal acts on it', () => {
    expect(hintOf(allowed, 'externalShare')).toMatch(/^Allowed: /);
    expect(hintOf({ ...allowed, externalShare: false }, 'externalShare')).toMatch(/^Restricted: /);
    expect(hintOf(old, 'externalShare')).toMatch(/Links work the same either way/);
  });

  it('says what keeps it as it is', () => {
    const restricted = { ...allowed, externalShare: false };
    expect(hintOf(restricted, 'externalShareSocialMedia')).toMatch(/^Off as long as/);
    expect(hintOf(restricted, 'defaultShareLinkInternal')).toMatch(/^On as long as/);
  });

  it('says what an open change will make of it, or was to', () => {
    expect(sayPending('externalShare', false, 'queued')).toBe('Queued: will be restricted');
    expect(sayPending('externalShareApplyToRooms', true, 'queued')).toBe('Queued: will be on');
    expect(sayPending('externalShare', true, 'conflict')).toMatch(/you wanted it allowed$/);
  });
});

describe('consequences', () => {
  const say = (settings: SharingSettings, edits: SharingSettings): string[] => {
    const plan = planSharing(settings, {}, edits);
    return plan.changes.map((change) => sayConsequence(change, plan));
  };

  it('of switching off depend on what it applies to', () => {
    expect(say(allowed, { externalShare: false })[0]).toMatch(/documents and rooms.*stop working/);
    const nowhere = {
      ...allowed,
      externalShareApplyToDocuments: false,
      externalShareApplyToRooms: false,
    };
    expect(say(nowhere, { externalShare: false })[0]).toContain('nothing is restricted');
    const softly = { ...allowed, blockExistingLinksOnRestrict: false };
    expect(say(softly, { externalShare: false })[0]).toContain('go on working');
  });

  it('name public rooms only where rooms are restricted', () => {
    expect(say(allowed, { externalShare: false })[0]).toContain('In public rooms, links can no');
    const [first] = say(allowed, { externalShare: false, externalShareApplyToRooms: false });
    expect(first).not.toContain('public rooms');
  });

  it('of allowing it again say that new links stay for DocSpace users only', () => {
    const restricted = { ...allowed, externalShare: false, defaultShareLinkInternal: true };
    const stays = 'New links stay for DocSpace users only';
    expect(say(restricted, { externalShare: true })[0]).toContain(stays);
    const both = { externalShare: true, defaultShareLinkInternal: false };
    expect(say(restricted, both)[0]).not.toContain(stays);
  });

  it('take in what is switched along with it', () => {
    const [first] = say(allowed, { externalShare: false, externalShareApplyToRooms: false });
    expect(first).toContain('rooms can still be shared');
  });

  it('do not promise what an older version does not do', () => {
    expect(say(old, { externalShare: false })).toEqual([
      'This version only stores it; links work the same.',
    ]);
  });
});
