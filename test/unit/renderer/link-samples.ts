import type { Entry } from '../../../src-main/contract/entries';
import type {
  CreateOffer,
  LinkField,
  LinkRow,
  Offer,
  OfferReason,
  PendingLink,
} from '../../../src-main/contract/links';

/** Everything is offered, unless told otherwise. */
export const fieldOffers = (
  fixed: Partial<Record<LinkField, OfferReason>> = {},
): Record<LinkField, Offer> => {
  const offer = (field: LinkField): Offer => {
    const reason = fixed[field];
    return reason === undefined ? { can: true } : { can: false, reason };
  };
  return {
    title: offer('title'),
    access: offer('access'),
    expiresAt: offer('expiresAt'),
    password: offer('password'),
    internal: offer('internal'),
    denyDownload: offer('denyDownload'),
  };
};

/** A link for anyone, to read, without an end. */
export const linkRow = (more: Partial<LinkRow> = {}): LinkRow => ({
  id: '5bd3b1ff-0d39-4a5e-9f0a-1d0b8a8f9a11',
  title: 'Partner link',
  access: 'read',
  expiresAt: null,
  expired: false,
  internal: false,
  denyDownload: false,
  url: 'https://portal.example.com/s/5XzpDt6wZRdsTrJ',
  hasPassword: false,
  primary: false,
  pending: null,
  edit: fieldOffers(),
  removal: { how: 'delete', offer: { can: true } },
  ...more,
});

export const pendingEdit = (more: Partial<PendingLink> = {}): PendingLink => ({
  changeId: '7d0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a11',
  kind: 'update',
  state: 'queued',
  wanted: { access: 'comment' },
  fields: ['access'],
  ...more,
});

export const createOffer = (more: Partial<CreateOffer> = {}): CreateOffer => ({
  offer: { can: true },
  accesses: ['editing', 'comment', 'read'],
  fields: fieldOffers(),
  start: { title: '', access: 'read', expiresAt: null, internal: false, denyDownload: false },
  most: 6,
  now: 1,
  ...more,
});

export const entry = (more: Partial<Entry> = {}): Entry => ({
  ref: { kind: 'file', id: '12' },
  title: 'Report.docx',
  section: 'rooms',
  roomType: 'custom',
  extension: '.docx',
  connected: false,
  shared: true,
  ...more,
});
