import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { locales } from '../../../src-main/contract/app';
import { roomTypes, sections } from '../../../src-main/contract/entries';
import {
  accessNames,
  linkAccesses,
  linkFields,
  offerReasons,
  visitorStatuses,
} from '../../../src-main/contract/links';
import { expiryPresets } from '../../../src-renderer/features/links/expiry';
import { sayExpiryFault, sayPreset } from '../../../src-renderer/features/links/expiry-words';
import { sayEntry, sayPlace } from '../../../src-renderer/features/links/entry-words';
import { isMerged, linkColumns } from '../../../src-renderer/features/links/link-columns';
import { sayRemoval } from '../../../src-renderer/features/links/link-removal';
import { linkItems, whyNotEditable } from '../../../src-renderer/features/links/link-menu';
import { sayLinkState, sayPendingKind } from '../../../src-renderer/features/links/link-state';
import type { LinksDesk } from '../../../src-renderer/features/links/links-desk.svelte';
import {
  sayAccess,
  sayExpires,
  sayLinkField,
  sayLinkValue,
  sayReason,
  sayRoomType,
  saySection,
  sayVisitorStatus,
  sayWho,
} from '../../../src-renderer/i18n/link-words';
import { createOffer, entry, fieldOffers, linkRow, pendingEdit } from './link-samples';

beforeEach(() => overwriteGetLocale(() => 'en'));

const now = new Date('2026-03-01T12:00:00.000Z');

describe('words about links', () => {
  it('are those of the specification', () => {
    expect(linkAccesses.map(sayAccess)).toEqual([
      'Editing',
      'Filling',
      'Review',
      'Comment',
      'Read only',
    ]);
    expect([sayWho(false), sayWho(true)]).toEqual(['Anyone with the link', 'DocSpace users only']);
    expect(linkFields.map(sayLinkField)).toEqual([
      'Title',
      'Access',
      'Expires',
      'Password',
      'Who',
      'Deny download',
    ]);
    expect(expiryPresets.map(sayPreset)).toEqual(['12 hours', '1 day', '7 days', '30 days']);
  });

  it.each(locales)('are there for everything, and tell things apart (%s)', (locale) => {
    overwriteGetLocale(() => locale);
    const faults = ['missing', 'skipped', 'past', 'tooFar', 'ended'] as const;
    for (const said of [
      [...accessNames, null].map(sayAccess),
      offerReasons.map(sayReason),
      visitorStatuses.map((status) => sayVisitorStatus(status).title),
      visitorStatuses.map((status) => sayVisitorStatus(status).text),
      roomTypes.map(sayRoomType),
      sections.map(saySection),
      faults.map(sayExpiryFault),
    ]) {
      expect(said.every((text) => text.length > 2)).toBe(true);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('tell of an end how far away it is', () => {
    expect(sayExpires(null, now)).toBe('Never');
    expect(sayExpires('2026-03-04T12:00:00.000Z', now)).toBe('in 3 days');
    expect(sayExpires('2026-02-27T12:00:00.000Z', now)).toBe('2 days ago');
  });

  it('tell values, and leave those of other versions to others', () => {
    expect(sayLinkValue('title', '')).toBe("the portal's own word");
    expect(sayLinkValue('access', 'customFilter')).toBe('Custom filter');
    expect(sayLinkValue('access', 'flying')).toBeNull();
    expect(sayLinkValue('expiresAt', null)).toBe('Never');
    expect(sayLinkValue('expiresAt', 'soon')).toBeNull();
    expect(sayLinkValue('password', true)).toBe('Set');
    expect(sayLinkValue('password', 'Sh4re-me!')).toBeNull();
    expect(sayLinkValue('internal', 'yes')).toBeNull();
    expect(sayLinkValue('denyDownload', true)).toBe('Denied');
  });
});

describe('how a link is doing', () => {
  const state = (row = linkRow(), of = entry(), create = createOffer()) =>
    sayLinkState(row, of, create).text;
  const restricted = createOffer({ fields: fieldOffers({ internal: 'restricted' }) });

  it('is told in one word', () => {
    expect(state()).toBe('Active');
    expect(state(linkRow({ expired: true }))).toBe('Expired');
    expect(state(linkRow(), entry({ section: 'archive' }))).toBe('Archived');
    expect(state(linkRow({ expired: true }), entry({ section: 'trash' }))).toBe('In the trash');
  });

  it('is restricted where the portal restricts links for anyone, and this is one', () => {
    expect(state(linkRow(), entry(), restricted)).toBe('Restricted');
    expect(state(linkRow({ internal: true }), entry(), restricted)).toBe('Active');
    const refused = createOffer({ offer: { can: false, reason: 'restricted' } });
    expect(state(linkRow(), entry(), refused)).toBe('Restricted');
    const full = createOffer({ offer: { can: false, reason: 'limit' } });
    expect(state(linkRow(), entry(), full)).toBe('Active');
  });

  it('tells of a change on its way what it will do', () => {
    const kinds = ['create', 'update', 'delete', 'revoke'] as const;
    const said = kinds.map((kind) => sayPendingKind(pendingEdit({ kind })));
    expect(said).toEqual([
      'will be created',
      'will be changed',
      'will be deleted',
      'will be revoked',
    ]);
  });
});

describe('what can be done with a link', () => {
  const items = (row = linkRow()) =>
    linkItems(row, {} as LinksDesk).map(({ label, disabled, note }) => [
      label,
      disabled ? (note ?? '') : 'can',
    ]);

  it('is everything, as a rule', () => {
    expect(items()).toEqual([
      ['Edit link', 'can'],
      ['Copy link', 'can'],
      ['Check as visitor', 'can'],
      ['Delete link', 'can'],
    ]);
  });

  it('is to revoke it where the portal puts a new one in its place', () => {
    const row = linkRow({ removal: { how: 'revoke', offer: { can: true } } });
    expect(items(row).at(-1)).toEqual(['Revoke link', 'can']);
  });

  it('is said with the reason where it cannot be done', () => {
    const row = linkRow({
      url: null,
      removal: { how: 'delete', offer: { can: false, reason: 'folderCreator' } },
      edit: fieldOffers({
        title: 'rights',
        access: 'rights',
        expiresAt: 'rights',
        password: 'rights',
        internal: 'rights',
        denyDownload: 'rights',
      }),
    });
    expect(whyNotEditable(row)).toMatch(/account may not manage links/);
    expect(items(row)).toEqual([
      ['Edit link', whyNotEditable(row)],
      ['Copy link', sayReason('pending')],
      ['Check as visitor', sayReason('pending')],
      ['Delete link', sayReason('folderCreator')],
    ]);
  });

  it('is to edit it as long as one field can be', () => {
    expect(whyNotEditable(linkRow({ edit: fieldOffers({ title: 'version' }) }))).toBeNull();
  });
});

describe('the question before a link is removed', () => {
  it('says what undo can bring back', () => {
    expect(sayRemoval(linkRow()).undo).toContain('another address');
    const revoked = linkRow({ removal: { how: 'revoke', offer: { can: true } } });
    expect(sayRemoval(revoked)).toMatchObject({ confirm: 'Revoke link' });
    expect(sayRemoval(revoked).undo).toContain('no way back');
    expect(sayRemoval(linkRow({ url: null }))).toMatchObject({
      text: 'It is not on the portal yet, so nobody has its address.',
      undo: null,
    });
  });
});

describe('entries and places', () => {
  it('are called what they are', () => {
    expect(sayEntry(entry())).toBe('File .docx');
    expect(sayEntry(entry({ extension: null }))).toBe('File');
    const room = entry({ ref: { kind: 'room', id: '7' }, roomType: 'public' });
    expect(sayEntry(room)).toBe('Public room');
    expect(sayPlace({ place: { at: 'my' }, title: null })).toBe('My documents');
    expect(sayPlace({ place: { at: 'rooms' }, title: 'Räume' })).toBe('Rooms');
    expect(sayPlace({ place: { at: 'folder', id: '3' }, title: '' })).toBe('Folder');
    expect(sayPlace({ place: { at: 'folder', id: '3' }, title: 'Plans' })).toBe('Plans');
  });
});

describe('the columns of the table', () => {
  const ids = (width: number) => linkColumns(width).map(({ id }) => id);

  it('make room for each other: what has no column is a second line', () => {
    expect(ids(1200)).toHaveLength(8);
    expect(ids(760)).toEqual(['title', 'access', 'expires', 'password', 'state', 'actions']);
    expect(ids(620)).toEqual(['title', 'expires', 'password', 'state', 'actions']);
    expect(isMerged(linkColumns(760), 'who')).toBe(true);
    expect(isMerged(linkColumns(760), 'access')).toBe(false);
  });
});
