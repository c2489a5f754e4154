import { describe, expect, it } from 'vitest';
import type { LinkField, OfferReason } from '../../../src-main/contract/links';
import { editOffer } from '../../../src-main/links/edit-offer';
import type { Ground } from '../../../src-main/links/ground';
import { ground, inRoom, link } from './samples';

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
describe('what can be changed of a link', () => {
  const fixedIn = (room: 'internal' | 'denyDownload' | 'expiresAt') => ({
    access: true,
    internal: true,
    denyDownload: true,
    expiresAt: true,
    [room]: false,
  });
  const all = (reason: OfferReason) =>
    Object.fromEntries(
      ['title', 'access', 'expiresAt', 'password', 'internal', 'denyDownload'].map((name) => [
        name,
        reason,
      ]),
    );

  it.each<[string, Ground | null, Partial<ReturnType<typeof link>>, Record<string, OfferReason>]>([
    ['everything', ground(), {}, {}],
    ['nothing of what was never read', null, {}, all('notKnown')],
    ['nothing in the archive', inRoom('custom', {}, 'archive'), {}, all('archive')],
    ['nothing of others', ground({ entry: { canShare: false } }), {}, all('rights')],
    ['nothing in a form room but its own', inRoom('fillingForms'), {}, all('formRoom')],
    ['nothing in a restricted public room', inRoom('public', restricted), {}, all('restricted')],
    [
      'in a public room',
      inRoom('public'),
      { canEdit: fixedIn('internal') },
      { internal: 'publicRoom' },
    ],
    [
      'of its primary link',
      inRoom('public', { entry: room }),
      { canEdit: fixedIn('expiresAt') },
      { expiresAt: 'publicRoom' },
    ],
    [
      'in a data room',
      inRoom('virtualData'),
      { canEdit: fixedIn('denyDownload') },
      { denyDownload: 'dataRoom' },
    ],
    [
      'of a form room',
      inRoom('fillingForms', { entry: room }),
      { canEdit: fixedIn('expiresAt') },
      { expiresAt: 'formRoom' },
    ],
    [
      'where the portal says no without a reason',
      ground(),
      { canEdit: fixedIn('internal') },
      { internal: 'rights' },
    ],
    [
      'a file before 3.5',
      ground({ old: true }),
      {},
      { title: 'version', password: 'version', denyDownload: 'version' },
    ],
    [
      'the only right there is',
      ground({ entry: { rights: { additional: ['read'], primary: [] } } }),
      {},
      { access: 'fileType' },
    ],
    [
      'another right than the only one',
      ground({ entry: { rights: { additional: ['read'], primary: [] } } }),
      { access: 'comment' },
      {},
    ],
    [
      'a right of others',
      ground(),
      { access: 'customFilter' },
      {
        title: 'notKnown',
        expiresAt: 'notKnown',
        password: 'notKnown',
        internal: 'notKnown',
        denyDownload: 'notKnown',
      },
    ],
    [
      'a right without a name',
      ground(),
      { access: null },
      {
        title: 'notKnown',
        expiresAt: 'notKnown',
        password: 'notKnown',
        internal: 'notKnown',
        denyDownload: 'notKnown',
      },
    ],
    ['restricted, for anyone', ground(restricted), {}, {}],
    ['restricted, for users', ground(restricted), { internal: true }, { internal: 'restricted' }],
  ])('%s', (_, where, more, reasons) => {
    expect(fixed(editOffer(where, link(more), null).edit)).toEqual(reasons);
  });

  it.each<['create' | 'update' | 'delete' | 'revoke', boolean]>([
    ['create', true],
    ['update', true],
    ['delete', false],
    ['revoke', false],
  ])('while it is to be changed: %s', (pending, can) => {
    const { edit, removal } = editOffer(ground(), link(), pending);
    expect(fixed(edit)).toEqual(can ? {} : all('pending'));
    expect(reasonOf(removal.offer)).toBe(can ? null : 'pending');
  });
});

describe('how a link is removed', () => {
  it.each<[string, Ground | null, Partial<ReturnType<typeof link>>, string, OfferReason | null]>([
    ['from documents', ground(), {}, 'delete', null],
    [
      'where a new one takes its place',
      inRoom('public', { entry: room }),
      { canRevoke: true },
      'revoke',
      null,
    ],
    ['never read', null, {}, 'delete', 'notKnown'],
    ['of others', ground({ entry: { canShare: false } }), {}, 'delete', 'rights'],
    [
      'from a folder of somebody else',
      ground({ own: false, entry: folder }),
      {},
      'delete',
      'folderCreator',
    ],
    ['from an own folder', ground({ own: true, entry: folder }), {}, 'delete', null],
    [
      'from a room of somebody else',
      inRoom('custom', { own: false, entry: room }),
      {},
      'delete',
      null,
    ],
    ['from a restricted public room', inRoom('public', restricted), {}, 'delete', null],
    [
      'anew in a restricted public room',
      inRoom('public', restricted),
      { canRevoke: true },
      'revoke',
      'restricted',
    ],
    [
      'anew in a restricted form room',
      inRoom('fillingForms', { ...restricted, entry: room }),
      { canRevoke: true },
      'revoke',
      'restricted',
    ],
    [
      'anew, for users only',
      inRoom('fillingForms', { ...restricted, entry: room }),
      { canRevoke: true, internal: true },
      'revoke',
      null,
    ],
    ['of a form', inRoom('fillingForms'), { canRevoke: true }, 'revoke', 'formRoom'],
  ])('%s', (_, where, more, how, reason) => {
    const { removal } = editOffer(where, link(more), null);
    expect([removal.how, reasonOf(removal.offer)]).toEqual([how, reason]);
  });
});
