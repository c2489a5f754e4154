import {
  linkAccesses,
  longestTitle,
  type CreateOffer,
  type LinkAccess,
  type LinkRow,
  type NewLink,
} from '../../../src-main/contract/links';
import {
  passwordFaultsIn,
  type PasswordFault,
  type PasswordRules,
} from '../../../src-main/contract/passwords';
import { presetEnd, readLocalTime, type ExpiryChoice, type ExpiryFault } from './expiry';

/** What the form holds: texts and choices as the person sees them. */
export interface LinkDraft {
  readonly title: string;
  /** `kept`: a right that is not offered here, and stays. */
  readonly access: LinkAccess | 'kept';
  readonly internal: boolean;
  readonly expires: ExpiryChoice;
  /** Local time, for the choice `at`. */
  readonly at: string;
  /** Empty: none, or the present one. */
  readonly password: string;
  readonly removesPassword: boolean;
  readonly denyDownload: boolean;
}

/** What the form of a new link begins with. */
export const draftOfNew = ({ start }: CreateOffer): LinkDraft => draftOf(start);

/** What can be seen of a link and set. */
export type LinkValues = Pick<
  LinkRow,
  'title' | 'access' | 'internal' | 'denyDownload' | 'expiresAt'
>;

/** What a link is, or will be once its open change is on the portal. */
export function wantedOf(row: LinkRow): LinkValues {
  const { pending } = row;
  if (pending?.kind !== 'update') return row;
  const { title, access, internal, denyDownload, expiresAt } = pending.wanted;
  return {
    title: title ?? row.title,
    access: access ?? row.access,
    internal: internal ?? row.internal,
    denyDownload: denyDownload ?? row.denyDownload,
    expiresAt: expiresAt === undefined ? row.expiresAt : expiresAt,
  };
}

/** What the form of a link begins with; what is not on the portal yet counts as if it was. */
export const draftOfLink = (row: LinkRow): LinkDraft => draftOf(wantedOf(row));

function draftOf({ title, access, internal, denyDownload, expiresAt }: LinkValues): LinkDraft {
  return {
    title,
    access: linkAccesses.find((one) => one === access) ?? 'kept',
    internal,
    expires: expiresAt === null ? 'never' : 'kept',
    at: '',
    password: '',
    removesPassword: false,
    denyDownload,
  };
}

/** What has to be mended before a draft can be saved. */
export interface DraftFaults {
  readonly title?: 'tooLong';
  readonly expires?: ExpiryFault;
  readonly password?: readonly PasswordFault[];
}

/** What a draft is judged by. */
export interface DraftSurroundings {
  /** What the portal asks of passwords; `null`: not known, so it judges them itself. */
  readonly rules: PasswordRules | null;
  readonly now: Date;
  /** The link as the form found it; `null`: a new one. */
  readonly row: LinkRow | null;
}

export function faultsOf(draft: LinkDraft, surroundings: DraftSurroundings): DraftFaults {
  const expires = expiryFaultOf(draft, surroundings);
  const password = passwordFaultsOf(draft, surroundings);
  return {
    ...(draft.title.length > longestTitle ? { title: 'tooLong' } : {}),
    ...(expires ? { expires } : {}),
    ...(password.length > 0 ? { password } : {}),
  };
}

function expiryFaultOf(draft: LinkDraft, { row, now }: DraftSurroundings): ExpiryFault | null {
  if (draft.expires === 'kept') return row?.expired ? 'ended' : null;
  const time = draft.expires === 'at' ? readLocalTime(draft.at, now) : null;
  return time && 'fault' in time ? time.fault : null;
}

function passwordFaultsOf(
  { password, removesPassword }: LinkDraft,
  { rules }: DraftSurroundings,
): readonly PasswordFault[] {
  const isAsked = rules !== null && password !== '' && !removesPassword;
  return isAsked ? passwordFaultsIn(password, rules) : [];
}

export const isFaultless = (faults: DraftFaults): boolean => Object.keys(faults).length === 0;

/** The end that is chosen, where `kept` is one; a time that cannot be read counts as never. */
export function expiresAtOf(draft: LinkDraft, kept: string | null, now: Date): string | null {
  switch (draft.expires) {
    case 'kept':
      return kept;
    case 'never':
      return null;
    case 'at': {
      const time = readLocalTime(draft.at, now);
      return 'at' in time ? time.at : null;
    }
    default:
      return presetEnd(draft.expires, now);
  }
}

/** The link that a draft asks for. */
export function newLinkOf(draft: LinkDraft, { start }: CreateOffer, now: Date): NewLink {
  return {
    title: draft.title.trim(),
    access: draft.access === 'kept' ? start.access : draft.access,
    internal: draft.internal,
    expiresAt: expiresAtOf(draft, start.expiresAt, now),
    password: draft.password === '' ? null : draft.password,
    denyDownload: draft.denyDownload,
  };
}
