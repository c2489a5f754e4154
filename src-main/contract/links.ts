import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, text, uuid } from './call';
import type { ChangeState } from './changes';
import {
  browsePage,
  entryRef,
  placeSchema,
  type BrowsePage,
  type Crumb,
  type Entry,
  type EntryKind,
  type Found,
} from './entries';
import type { PasswordRules } from './passwords';

/** Rights that an external link can carry, the widest first. */
export const linkAccesses = ['editing', 'fillForms', 'review', 'comment', 'read'] as const;
export type LinkAccess = (typeof linkAccesses)[number];

/** All rights, as the API names them. DocSpace server: FileShare. */
export const accessNames = [
  'none',
  'readWrite',
  'read',
  'restrict',
  'varies',
  'review',
  'comment',
  'fillForms',
  'customFilter',
  'roomManager',
  'editing',
  'contentCreator',
] as const;
export type AccessName = (typeof accessNames)[number];

/** Why something cannot be done with a link. */
export const offerReasons = [
  /** The key's account may not manage links there. */
  'rights',
  /** Rooms of this type have no external links of their own. */
  'roomType',
  /** Archived entries cannot get links. */
  'archive',
  /** What lies in the trash, and other places without links. */
  'section',
  /** Files of this type cannot be shared so. */
  'fileType',
  /** The most links there can be. */
  'limit',
  /** This version of DocSpace would ignore it. */
  'version',
  /** Fixed in public rooms, virtual data rooms, form-filling rooms. */
  'publicRoom',
  'dataRoom',
  'formRoom',
  /** External sharing is restricted on the portal. */
  'restricted',
  /** Only who created the folder can delete its links. */
  'folderCreator',
  /** The link is not on the portal yet, or is being removed. */
  'pending',
  /** Too little is known of the entry: it was never read from the portal. */
  'notKnown',
] as const;
export type OfferReason = (typeof offerReasons)[number];
export type Offer = { readonly can: true } | { readonly can: false; readonly reason: OfferReason };

/** What can be set of a link. */
export const linkFields = [
  'title',
  'access',
  'expiresAt',
  'password',
  'internal',
  'denyDownload',
] as const;
export type LinkField = (typeof linkFields)[number];

/** Longest title of a link, in UTF-16 units as the portal counts them. */
export const longestTitle = 255;
/** Furthest end of a link, in years from now. */
export const furthestExpiryYears = 10;

const instant = v.pipe(v.string(), v.isoTimestamp());
const values = {
  title: text(2000),
  access: v.picklist(linkAccesses),
  /** ISO instant; `null`: never. */
  expiresAt: v.nullable(instant),
  /** *DocSpace users only*; otherwise *Anyone with the link*. */
  internal: v.boolean(),
  denyDownload: v.boolean(),
};
const password = v.nullable(text(1000));

const newLink = v.object({ ...values, password });
/** A link as a person wants it. An empty title: the portal's own word for one. */
export type NewLink = Readonly<v.InferOutput<typeof newLink>>;

/** What a person saw of a link; of its password, nobody is told. */
const seenLink = v.partial(v.object({ ...values, access: v.picklist(accessNames) }));
const linkEdit = v.partial(newLink);
export type LinkEdit = Readonly<v.InferOutput<typeof linkEdit>>;

/** A change of a link that is not on the portal yet. */
export interface PendingLink {
  readonly changeId: string;
  readonly kind: 'create' | 'update' | 'delete' | 'revoke';
  readonly state: ChangeState;
  /** What it will be; a new password is not told. */
  readonly wanted: Omit<LinkEdit, 'password'>;
  readonly fields: readonly LinkField[];
}

/** One external link of an entry. */
export interface LinkRow {
  readonly id: string;
  readonly title: string;
  /** `null`: a right that this version of Gatehouse does not know. */
  readonly access: AccessName | null;
  readonly expiresAt: string | null;
  readonly expired: boolean;
  readonly internal: boolean;
  readonly denyDownload: boolean;
  /** `null`: a new link that the portal has not made yet. */
  readonly url: string | null;
  readonly hasPassword: boolean;
  readonly primary: boolean;
  /** The newest open change of it, `null`: none. */
  readonly pending: PendingLink | null;
  readonly edit: Readonly<Record<LinkField, Offer>>;
  /** What the portal makes of a removal: gone, or replaced by a new link at once. */
  readonly removal: { readonly how: 'delete' | 'revoke'; readonly offer: Offer };
}

/** What can be asked of a new link of an entry. */
export interface CreateOffer {
  readonly offer: Offer;
  readonly accesses: readonly LinkAccess[];
  readonly fields: Readonly<Record<LinkField, Offer>>;
  /** What the form begins with, and keeps where a field cannot be set. */
  readonly start: Omit<NewLink, 'password'>;
  /** How many links there can be, and are; `null`: not known. */
  readonly most: number | null;
  readonly now: number;
}

/** Everything that the right side of the tab **File links** shows. */
export interface LinksView {
  readonly portalId: string;
  readonly entry: Entry | null;
  readonly path: readonly Crumb[];
  readonly links: readonly LinkRow[];
  /** At least so many links there are that this key is not shown. */
  readonly hidden: number;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
  readonly create: CreateOffer;
  /** Rights that a link of this entry can be changed to. */
  readonly accesses: readonly LinkAccess[];
  readonly passwordRules: PasswordRules | null;
}

/** What somebody finds who opens a link without being signed in. */
export const visitorStatuses = [
  'ok',
  'invalid',
  'expired',
  'passwordNeeded',
  'passwordWrong',
  'denied',
  'blocked',
] as const;
export type VisitorStatus = (typeof visitorStatuses)[number];

export interface VisitorCheck {
  readonly status: VisitorStatus;
  /** What it leads to, as far as a visitor is told. */
  readonly title: string | null;
  readonly kind: EntryKind | null;
  readonly at: string;
}

const byEntry = v.object({ portalId: uuid, entry: entryRef });
const byLink = v.object({ portalId: uuid, entry: entryRef, linkId: uuid });

/** External links of files, folders and rooms of one portal. */
export const linkCalls = {
  browse: call<BrowsePage, 'saved'>()(
    v.object({
      portalId: uuid,
      place: placeSchema,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(browsePage)),
    }),
  ),
  /** Reads a place again, from its beginning. */
  reloadPlace: call<void, 'saved'>()(v.object({ portalId: uuid, place: placeSchema })),
  /** A newer search of the same portal ends an older one with `net.cancelled`. */
  find: call<Found, 'saved' | 'file' | 'net' | 'portal' | 'link'>()(
    v.object({ portalId: uuid, text: text(4000) }),
  ),
  view: call<LinksView, 'saved'>()(byEntry),
  reload: call<void, 'saved'>()(byEntry),
  create: call<{ readonly changeId: string }, 'saved' | 'change' | 'link'>()(
    v.object({ portalId: uuid, entry: entryRef, link: newLink }),
  ),
  /** `base`: what the person saw of the fields in `desired`. */
  update: call<{ readonly changeId: string }, 'saved' | 'change' | 'link'>()(
    v.object({ ...byLink.entries, base: seenLink, desired: linkEdit }),
  ),
  /** Deletes a link, or revokes it where the portal puts a new one in its place. */
  remove: call<{ readonly changeId: string }, 'saved' | 'change' | 'link'>()(byLink),
  /** The password of a link, on a person's demand. */
  reveal: call<{ readonly password: string | null }, 'saved' | 'link'>()(byLink),
  /** Opens a link as somebody who is not signed in would. */
  check: call<VisitorCheck, 'saved' | 'file' | 'net' | 'portal' | 'link'>()(byLink),
};
