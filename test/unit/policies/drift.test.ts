import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contradictionsIn,
  fieldsIn,
  type Drift,
  type PolicyFields,
} from '../../../src-main/contract/policies';
import { sharingFields, type SharingSettings } from '../../../src-main/contract/sharing';
import { sharingWrites, type SharingWrite } from '../../../src-main/docspace/sharing-settings';
import { sharingFieldsOf } from '../../../src-main/docspace/sharing-versions';
import { driftOf, movesAlong, settingsOf } from '../../../src-main/policies/drift';

const older: SharingSettings = { externalShare: true, externalShareSocialMedia: true };
const newer: SharingSettings = {
  ...older,
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};
const off = { externalShare: false, externalShareSocialMedia: false };

/** A move as the tests write it: `+` is on, `-` is off. */
const said = ({ state, differs, forced, notSupported }: Drift): string =>
  [
    state,
    ...differs.map(({ field, from, to }) => `${field} ${from ? '+' : '-'}${to ? '+' : '-'}`),
    ...forced.map(({ field, to }) => `forced ${field} ${to ? '+' : '-'}`),
    ...notSupported.map((field) => `lacks ${field}`),
  ].join(', ');

describe('how a portal stands to a policy', () => {
  it.each<[string, PolicyFields, SharingSettings | null, string | null, string]>([
    ['it holds all of it', { externalShare: true }, newer, '3.7.2', 'follows'],
    [
      'what the policy leaves alone',
      { externalShare: true },
      { ...newer, ...off, externalShare: true },
      '3.7.2',
      'follows',
    ],
    [
      'one switch',
      { externalShare: true, externalShareApplyToRooms: false },
      newer,
      '3.7.2',
      'differs, externalShareApplyToRooms +-',
    ],
    [
      'the version lacks a switch, and follows in the others',
      { externalShare: true, blockExistingLinksOnRestrict: true },
      older,
      '3.6.1',
      'notSupported, lacks blockExistingLinksOnRestrict',
    ],
    [
      'the version lacks a switch, and differs in another',
      { externalShare: false, blockExistingLinksOnRestrict: true },
      older,
      '3.6.1',
      'differs, externalShare +-, lacks blockExistingLinksOnRestrict',
    ],
    ['never read', { externalShare: true }, null, null, 'notKnown'],
    ['never read, of a known version', { externalShare: true }, null, '3.8.0', 'notKnown'],
    [
      'never read, of a version that lacks a switch',
      { externalShare: true, blockExistingLinksOnRestrict: true },
      null,
      '3.2.1',
      'notKnown, lacks blockExistingLinksOnRestrict',
    ],
    [
      'read before it was updated',
      { externalShare: false, blockExistingLinksOnRestrict: true },
      older,
      '3.8.0',
      'notKnown',
    ],
    [
      'read before it was updated, where that is no matter',
      { externalShare: true },
      older,
      '3.8.0',
      'follows',
    ],
    [
      'of no known version, its settings tell',
      { blockExistingLinksOnRestrict: true },
      older,
      null,
      'notSupported, lacks blockExistingLinksOnRestrict',
    ],
    [
      'social media need external sharing, which the policy leaves alone',
      { externalShareSocialMedia: true },
      { ...newer, ...off },
      '3.7.2',
      'differs, forced externalShareSocialMedia +',
    ],
    [
      'social media need external sharing, which the policy allows',
      { externalShare: true, externalShareSocialMedia: true },
      { ...newer, ...off },
      '3.7.2',
      'differs, externalShare -+, externalShareSocialMedia -+',
    ],
    [
      'links for anyone need external sharing too, whatever is stored',
      { defaultShareLinkInternal: false },
      { ...newer, ...off, defaultShareLinkInternal: false },
      '3.7.2',
      'differs, forced defaultShareLinkInternal -',
    ],
    [
      'links are internal while external sharing is off, whatever is stored',
      { externalShare: false, defaultShareLinkInternal: true },
      { ...newer, ...off, defaultShareLinkInternal: false },
      '3.7.2',
      'follows',
    ],
    [
      'what is stored counts once external sharing is on',
      { externalShare: true, defaultShareLinkInternal: true },
      { ...newer, ...off, defaultShareLinkInternal: false },
      '3.7.2',
      'differs, externalShare -+, defaultShareLinkInternal -+',
    ],
  ])('%s', (_, policy, settings, version, expected) => {
    expect(said(driftOf(policy, settings, version))).toBe(expected);
  });
});

describe('a policy that contradicts itself', () => {
  it.each<[PolicyFields, readonly string[]]>([
    [{ externalShare: false, externalShareSocialMedia: true }, ['externalShareSocialMedia']],
    [{ externalShare: false, defaultShareLinkInternal: false }, ['defaultShareLinkInternal']],
    [{ externalShare: false, externalShareSocialMedia: false, defaultShareLinkInternal: true }, []],
    [{ externalShareSocialMedia: true, defaultShareLinkInternal: false }, []],
    [{ externalShare: true, externalShareSocialMedia: true }, []],
  ])('%o: %o', (policy, found) => {
    expect(contradictionsIn(policy)).toEqual(found);
  });
});

describe('what a portal changes along', () => {
  it('takes social media and the default link with external sharing', () => {
    expect(movesAlong(newer, [{ field: 'externalShare', from: true, to: false }])).toEqual([
      { field: 'externalShareSocialMedia', from: true, to: false },
      { field: 'defaultShareLinkInternal', from: false, to: true },
    ]);
  });

  it('tells nothing that is asked for anyway, that stands so, or that the version lacks', () => {
    const asked = [
      { field: 'externalShare', from: true, to: false },
      { field: 'externalShareSocialMedia', from: true, to: false },
    ] as const;
    expect(movesAlong({ ...newer, defaultShareLinkInternal: true }, asked)).toEqual([]);
    expect(movesAlong(older, asked)).toEqual([]);
    expect(movesAlong(newer, [{ field: 'externalShare', from: false, to: true }])).toEqual([]);
  });
});

const versions = ['3.2.1', '3.6.1', '3.7.2', '3.8.0'] as const;
const aPolicy = fc
  .record(Object.fromEntries(sharingFields.map((field) => [field, fc.boolean()])), {
    requiredKeys: [],
  })
  .map((fields): PolicyFields => fields)
  .filter((policy) => contradictionsIn(policy).length === 0);
const aPortal = fc.constantFrom(...versions).chain((version) =>
  fc
    .record(Object.fromEntries(sharingFieldsOf(version).map((field) => [field, fc.boolean()])))
    .map((fields: SharingSettings) => ({
      version,
      // No portal tells of social media while external sharing is off.
      settings: fields.externalShare ? fields : { ...fields, externalShareSocialMedia: false },
    })),
);

describe('applying what differs', () => {
  it('makes any portal follow, in all that it has and external sharing allows', () => {
    fc.assert(
      fc.property(aPolicy, aPortal, (policy, { version, settings }) => {
        const before = driftOf(policy, settings, version);
        const writes = sharingWrites(settings, settingsOf(before.differs, 'to'));
        expect(writes).not.toBeNull();
        const present = (writes ?? []).reduce(afterWrite, settings);
        const after = driftOf(policy, present, version);
        expect(after.differs).toEqual([]);
        expect(after.notSupported).toEqual(before.notSupported);
        expect(after.forced.map(({ field }) => field)).toEqual(
          before.forced.map(({ field }) => field),
        );
        if (before.forced.length === 0) {
          expect(after.state).toBe(before.notSupported.length > 0 ? 'notSupported' : 'follows');
        }
        // Nothing moves that was neither asked for nor told.
        const told = [...before.differs, ...movesAlong(settings, before.differs)];
        const moved = fieldsIn(present).filter((field) => present[field] !== settings[field]);
        const silent = moved.filter((field) => !told.some((one) => one.field === field));
        expect(present.externalShare === false ? silent.filter(isStored) : silent).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** While external sharing is off, what is stored of it has no effect. */
const isStored = (field: string): boolean => field !== 'defaultShareLinkInternal';

/** What a portal makes of a request. DocSpace server: FilesSettings. */
function afterWrite(present: SharingSettings, write: SharingWrite): SharingSettings {
  switch (write.route) {
    case 'external':
      return {
        ...present,
        externalShare: write.on,
        externalShareSocialMedia: write.on && present.externalShareSocialMedia === true,
      };
    case 'socialMedia':
      return {
        ...present,
        externalShareSocialMedia: present.externalShare === true && write.on,
      };
    case 'policy': {
      const { externalShare, defaultShareLinkInternal } = write.policy;
      return {
        ...present,
        ...write.policy,
        defaultShareLinkInternal: !externalShare || defaultShareLinkInternal,
        externalShareSocialMedia: externalShare && present.externalShareSocialMedia === true,
      };
    }
  }
}
