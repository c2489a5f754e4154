import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, text, uuid } from './call';
import type { JsonObject } from './json';
import type { Entry } from './entries';
import type { LinkRow, VisitorCheck } from './links';
import type { PasswordRules } from './passwords';

/** External sharing of a portal as its version knows it. */
export const sharingFields = [
  'externalShare',
  'externalShareSocialMedia',
  'defaultShareLinkInternal',
  'externalShareApplyToDocuments',
  'externalShareApplyToRooms',
  'blockExistingLinksOnRestrict',
] as const;
export type SharingField = (typeof sharingFields)[number];

export const sharingSettings = v.object(
  v.entriesFromList(sharingFields, v.exactOptional(v.boolean())),
);
/** The switches that a portal has; versions before 3.7.1 have the first two only. */
export type SharingSettings = Readonly<v.InferOutput<typeof sharingSettings>>;

/** Everything the Sharing tab of one portal shows. */
export interface SharingView {
  readonly portalId: string;
  readonly settings: SharingSettings | null;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
  /** What changes that are not on the portal yet will make of it. */
  readonly pending: SharingSettings;
}

/** Every field of a portal's file settings, as the portal tells it. */
export interface FileSettingsView {
  readonly portalId: string;
  readonly settings: JsonObject | null;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
}

/** What the portal asks of passwords. */
export interface PasswordRulesView {
  readonly portalId: string;
  readonly rules: PasswordRules | null;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
}

/** What a visitor finds behind a share key. */
export interface KeyCheck extends VisitorCheck {
  /** The link asks for a password; with status `ok` or `denied` the one tried is right. */
  readonly hasPassword: boolean;
}

/** The link behind a share key, as whoever manages it sees it. */
export interface KeyedLink {
  readonly entry: Entry;
  readonly link: LinkRow;
  /** External sharing is restricted there: with any change, the link is for DocSpace users only. */
  readonly restricted: boolean;
}

const byPortal = v.object({ portalId: uuid });
/** A share link in any form, or the share key alone. */
const linkOrKey = text(4000);
const byKey = v.object({ portalId: uuid, linkOrKey });
const withPassword = v.object({ ...byKey.entries, password: text(1000) });

/** External sharing of one portal. */
export const sharingCalls = {
  view: call<SharingView, 'saved'>()(byPortal),
  reload: call<void, 'saved'>()(byPortal),
  /** Records a change: `base` is what the person saw of the fields in `desired`. */
  set: call<{ readonly changeId: string }, 'saved' | 'change'>()(
    v.object({ portalId: uuid, base: sharingSettings, desired: sharingSettings }),
  ),
  fileSettings: call<FileSettingsView, 'saved'>()(byPortal),
  passwordRules: call<PasswordRulesView, 'saved'>()(byPortal),
  /** A new password that keeps the portal's rules, or the usual ones where they are not known. */
  suggestPassword: call<{ readonly password: string }, 'saved'>()(byPortal),
  /** Tries a password on a link as a visitor would; an empty one only looks at the link. */
  checkKey: call<KeyCheck, 'saved' | 'file' | 'net' | 'portal' | 'link'>()(withPassword),
  /** The link whose password `setPasswordByKey` would set; changes nothing. */
  linkByKey: call<KeyedLink, 'saved' | 'file' | 'net' | 'portal' | 'link'>()(byKey),
  /** Finds the link behind a share key and records a new password for it. */
  setPasswordByKey: call<
    { readonly changeId: string },
    'saved' | 'file' | 'net' | 'portal' | 'link' | 'change'
  >()(withPassword),
};
