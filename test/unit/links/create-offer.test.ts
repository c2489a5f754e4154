import { describe, expect, it } from 'vitest';
import type { LinkField, OfferReason } from '../../../src-main/contract/links';
import { createOffer } from '../../../src-main/links/create-offer';
import { allAccesses, groundOf, type Ground } from '../../../src-main/links/ground';
import { entry, ground, inRoom, link } from './samples';

const none = { links: [], coming: 0 };
const room = { ref: { kind: 'room', id: '5' } } as const;
const folder = { ref: { kind: 'folder', id: '6' } } as const;
const restricted = { restricted: true };

const reasonOf = (offer: { can: boolean; reason?: OfferReason }): OfferReason | null =>
  offer.can ? null : (offer.reason ?? null);
/** The fields that cannot be set, and why. */
const fixed = (fields: Readonly<Record<LinkField, { can: boolean; reason?: OfferReason }>>) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, offer]) =>
      offer.can ? [] : [[name, offer.reason ?? null]],
    ),
  );
const primary = link({ primary: true });
const additional = (count: number) => Array.from({ length: count }, () => link());

describe('whether a link can be made', () => {
  it.each<[string, Ground | null, OfferReason | null]>([
    ['an entry that was never read', null, 'notKnown'],
    ['My documents', ground(), null],
    ['a folder there', ground({ entry: folder }), null],
    ['a file in a custom room', inRoom('custom'), null],
    ['a custom room', inRoom('custom', { entry: room }), null],
    ['a public room', inRoom('public', { entry: room }), null],
    ['a file in an editing room', inRoom('editing'), null],
    ['an editing room', inRoom('editing', { entry: room }), 'roomType'],
    ['a data room', inRoom('virtualData', { entry: room }), 'roomType'],
    ['a file in a data room', inRoom('virtualData'), null],
    ['a room of agents', inRoom('ai', { entry: room }, 'agents'), 'roomType'],
    ['a file of agents', inRoom('ai', {}, 'agents'), null],
    ['a form in a form room', inRoom('fillingForms'), 'formRoom'],
    ['a folder in a form room', inRoom('fillingForms', { entry: folder }), null],
    ['the archive', inRoom('custom', {}, 'archive'), 'archive'],
    ['an archived room', inRoom('custom', { entry: room }, 'archive'), 'archive'],
    ['the trash', ground({ entry: { section: 'trash' } }), 'section'],
    ['elsewhere', ground({ entry: { section: 'other' } }), 'section'],
    ['what others manage', ground({ entry: { canShare: false } }), 'rights'],
    ['what nobody told about', ground({ entry: { canShare: null } }), null],
    ['a folder before 3.5', ground({ old: true, entry: folder }), 'version'],
    ['a file before 3.5', ground({ old: true, entry: { rights: null, limits: null } }), null],
    [
      'a file that links cannot lead to',
      ground({ entry: { rights: { additional: [], primary: [] } } }),
      'fileType',
    ],
    ['restricted documents', ground(restricted), null],
    ['a restricted public room', inRoom('public', restricted), 'restricted'],
    ['a restricted custom room', inRoom('custom', restricted), null],
  ])('%s', (_, where, reason) => {
    expect(reasonOf(createOffer(where, none).offer)).toBe(reason);
  });
});

describe('how many links there can be', () => {
  it.each<[string, Ground, { links: (typeof primary)[]; coming: number }, number, boolean]>([
    ['none yet', ground(), { links: [], coming: 0 }, 7, true],
    ['the primary one', ground(), { links: [primary], coming: 0 }, 7, true],
    ['one free', ground(), { links: [primary, ...additional(5)], coming: 0 }, 7, true],
    ['none free', ground(), { links: [primary, ...additional(6)], coming: 0 }, 7, false],
    ['none free without a primary one', ground(), { links: additional(7), coming: 0 }, 7, false],
    [
      'none free with one on its way',
      ground(),
      { links: [primary, ...additional(5)], coming: 1 },
      7,
      false,
    ],
    ['more primary ones than we make', ground(), { links: [primary, primary], coming: 0 }, 8, true],
    [
      'a room without a primary one',
      inRoom('custom', { entry: { ...room, limits: { additional: 5, primary: 1 } } }),
      { links: additional(5), coming: 0 },
      5,
      false,
    ],
    [
      'a public room',
      inRoom('public', { entry: { ...room, limits: { additional: 5, primary: 1 } } }),
      { links: [primary, ...additional(4)], coming: 0 },
      6,
      true,
    ],
    [
      'a form room',
      inRoom('fillingForms', { entry: { ...room, limits: { additional: 0, primary: 1 } } }),
      { links: [primary], coming: 0 },
      1,
      false,
    ],
    [
      'before 3.5',
      ground({ old: true, entry: { limits: null } }),
      { links: [primary, ...additional(5)], coming: 0 },
      6,
      false,
    ],
  ])('%s', (_, where, present, most, offered) => {
    const offer = createOffer(where, present);
    expect(offer).toMatchObject({ most, now: present.links.length + present.coming });
    expect(reasonOf(offer.offer)).toBe(offered ? null : 'limit');
  });
});

describe('what a new link begins with', () => {
  it.each<[string, Ground, { access?: string; internal?: boolean }]>([
    ['documents', ground(), { access: 'read', internal: false }],
    ['the portal’s own default', ground({ internalByDefault: true }), { internal: true }],
    ['restricted', ground(restricted), { internal: true }],
    ['a data room', inRoom('virtualData'), { internal: true }],
    [
      'a public room, whatever the default',
      inRoom('public', { internalByDefault: true }),
      { internal: false },
    ],
    [
      'a form that can only be edited',
      ground({ entry: { rights: { additional: ['editing'], primary: ['editing'] } } }),
      { access: 'editing' },
    ],
    [
      'a form in a data room',
      inRoom('virtualData', {
        entry: { rights: { additional: [], primary: ['editing', 'fillForms'] } },
      }),
      { access: 'fillForms', internal: true },
    ],
  ])('%s', (_, where, start) => {
    expect(createOffer(where, none).start).toEqual({
      title: '',
      access: 'read',
      expiresAt: null,
      internal: false,
      denyDownload: false,
      ...start,
    });
  });

  it.each<[string, Ground, Record<string, OfferReason>]>([
    ['documents', ground(), {}],
    ['restricted', ground(restricted), { internal: 'restricted' }],
    ['a public room', inRoom('public'), { internal: 'publicRoom' }],
    ['a data room', inRoom('virtualData'), { internal: 'dataRoom' }],
    [
      'a folder in a form room',
      inRoom('fillingForms', { entry: folder }),
      { expiresAt: 'formRoom' },
    ],
    [
      'a file before 3.5',
      ground({ old: true }),
      { title: 'version', password: 'version', denyDownload: 'version' },
    ],
    ['a room before 3.5', inRoom('custom', { old: true, entry: room }), {}],
  ])('and keeps in %s', (_, where, reasons) => {
    expect(fixed(createOffer(where, none).fields)).toEqual(reasons);
  });

  it('and keeps in a data room that forbids downloads, as its links tell', () => {
    const canEdit = { access: true, internal: false, denyDownload: false, expiresAt: true };
    const present = { links: [link({ canEdit })], coming: 0 };
    expect(fixed(createOffer(inRoom('virtualData'), present).fields)).toEqual({
      internal: 'dataRoom',
      denyDownload: 'dataRoom',
    });
  });
});

describe('which rights a link can carry', () => {
  it.each<[string, Ground, string[]]>([
    [
      'as the portal tells, the widest first',
      ground({ entry: { rights: { additional: ['read', 'editing'], primary: ['comment'] } } }),
      ['comment'],
    ],
    [
      'before 3.5, a document',
      ground({ old: true, entry: { rights: null } }),
      ['editing', 'review', 'comment', 'read'],
    ],
    [
      'before 3.5, a sheet',
      ground({ old: true, entry: { rights: null, extension: '.xlsx' } }),
      ['editing', 'comment', 'read'],
    ],
    [
      'before 3.5, a picture',
      ground({ old: true, entry: { rights: null, extension: '.png' } }),
      ['read'],
    ],
    [
      'before 3.5, a room',
      inRoom('custom', { old: true, entry: { ...room, rights: null } }),
      ['editing', 'review', 'comment', 'read'],
    ],
  ])('%s', (_, where, accesses) => {
    expect(createOffer(where, none).accesses).toEqual(accesses);
  });

  it('depends on its kind; all of them can be chosen for one that is there', () => {
    const where = ground({
      entry: { rights: { additional: ['read', 'editing'], primary: ['comment'] } },
    });
    expect(createOffer(where, { links: [primary], coming: 0 }).accesses).toEqual([
      'editing',
      'read',
    ]);
    expect(createOffer(where, { links: [], coming: 1 }).accesses).toEqual(['editing', 'read']);
    expect(allAccesses(where)).toEqual(['editing', 'comment', 'read']);
  });
});

describe('what a portal tells about itself', () => {
  const kept = (section: 'my' | 'rooms' | 'archive' | 'agents') => ({
    entry: entry({ section }),
    roomType: null,
    own: null,
    path: null,
  });
  const off = { externalShare: false };
  const both = { externalShareApplyToDocuments: true, externalShareApplyToRooms: true };

  it.each([
    ['my', { ...off, ...both }, true],
    ['rooms', { ...off, ...both }, true],
    ['my', { ...off, ...both, externalShareApplyToDocuments: false }, false],
    ['rooms', { ...off, ...both, externalShareApplyToRooms: false }, false],
    ['archive', { ...off, ...both }, false],
    ['agents', { ...off, ...both }, false],
    ['my', { externalShare: true, ...both }, false],
    // Before 3.7.1 the switch is kept, but nothing follows from it.
    ['my', off, false],
    ['rooms', null, false],
  ] as const)('%s with %j is restricted: %j', (section, sharing, isRestricted) => {
    expect(groundOf(kept(section), '3.7.2', sharing).restricted).toBe(isRestricted);
  });

  it.each([
    ['3.2.1', true],
    ['3.4.9', true],
    ['3.5.0', false],
    ['3.10.0', false],
    ['', false],
    [null, false],
  ])('version %s is old: %j', (version, old) => {
    expect(groundOf(kept('my'), version, null).old).toBe(old);
  });

  it('new links are internal by default only where the portal says so', () => {
    expect(groundOf(kept('my'), null, null).internalByDefault).toBe(false);
    const sharing = { defaultShareLinkInternal: true };
    expect(groundOf(kept('my'), null, sharing).internalByDefault).toBe(true);
  });
});
