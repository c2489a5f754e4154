import { appError, type AppError } from '../contract/app-error';
import {
  furthestExpiryYears,
  linkFields,
  longestTitle,
  type CreateOffer,
  type LinkAccess,
  type LinkEdit,
  type LinkRow,
  type NewLink,
  type OfferReason,
} from '../contract/links';
import { passwordFaultsIn, type PasswordRules } from '../contract/passwords';

/**
 * So much later than now a link must end, in milliseconds: a portal whose clock is ahead would take
 * an earlier end for one of the past, and keep the link without any.
 */
const shortestLife = 60_000;

/** Longest password that the portal looks at, in UTF-16 units. */
const longestPassword = 255;

export interface WishSurroundings {
  /** `null`: not known. */
  readonly rules: PasswordRules | null;
  readonly now: Date;
}

/**
 * What the portal would refuse, or pass over in silence, about a new link. `null`: nothing.
 * DocSpace server: FileLinkRequest, FileSharing.
 */
export function faultOfNew(
  link: NewLink,
  { offer, accesses, fields, start }: CreateOffer,
  surroundings: WishSurroundings,
): AppError<'link'> | null {
  if (!offer.can) return notOffered(offer.reason);
  if (!accesses.includes(link.access)) return notOffered('fileType', 'access');
  const begins = { ...start, password: null };
  for (const name of linkFields) {
    const field = fields[name];
    if (!field.can && link[name] !== begins[name]) return notOffered(field.reason, name);
  }
  return faultOfValues(link, surroundings);
}

/**
 * The same about a change of a link.
 * @param link `end`: when it will end if the change says nothing of that.
 */
export function faultOfEdit(
  desired: LinkEdit,
  link: Pick<LinkRow, 'edit'> & { readonly end: string | null },
  accesses: readonly LinkAccess[],
  surroundings: WishSurroundings,
): AppError<'link'> | null {
  for (const name of linkFields) {
    const offer = link.edit[name];
    if (desired[name] !== undefined && !offer.can) return notOffered(offer.reason, name);
  }
  if (desired.access !== undefined && !accesses.includes(desired.access)) {
    return notOffered('fileType', 'access');
  }
  const fault = faultOfValues(desired, surroundings);
  if (fault) return fault;
  // The whole link is sent: one that is over would come back to life without an end.
  const end = desired.expiresAt === undefined ? link.end : desired.expiresAt;
  return isOver(end, surroundings.now) ? appError('link.expiryPast') : null;
}

/** Whether a link that ends then cannot be sent any more. */
export const isOver = (expiresAt: string | null, now: Date): boolean =>
  expiresAt !== null && Date.parse(expiresAt) < now.getTime() + shortestLife;

function faultOfValues(
  { title, expiresAt, password }: LinkEdit,
  { rules, now }: WishSurroundings,
): AppError<'link'> | null {
  if (title !== undefined && title.length > longestTitle) {
    return appError('link.titleTooLong', { params: { most: longestTitle } });
  }
  if (expiresAt !== undefined && isOver(expiresAt, now)) return appError('link.expiryPast');
  if (expiresAt && Date.parse(expiresAt) > furthestExpiry(now).getTime()) {
    return appError('link.expiryTooFar');
  }
  const isRefused =
    typeof password === 'string' &&
    (password.length > longestPassword ||
      (rules !== null && passwordFaultsIn(password, rules).length > 0));
  return isRefused ? appError('link.passwordRefused') : null;
}

/** The same day in ten years; of 29 February the 28th. DocSpace server: DateTime.AddYears. */
function furthestExpiry(now: Date): Date {
  const then = new Date(now);
  then.setUTCFullYear(now.getUTCFullYear() + furthestExpiryYears);
  if (then.getUTCDate() !== now.getUTCDate()) then.setUTCDate(0);
  return then;
}

/** That the account may not is another matter than that the portal has it for nobody. */
export const notOffered = (reason: OfferReason, field = ''): AppError<'link'> =>
  appError(reason === 'rights' ? 'link.notEditable' : 'link.notOffered', {
    params: { reason, field },
  });
