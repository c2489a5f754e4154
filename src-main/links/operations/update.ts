import * as v from 'valibot';
import { appError, type AppError } from '../../contract/app-error';
import { linkFields, type LinkField } from '../../contract/links';
import { fail, ok, type Result } from '../../contract/result';
import { putLink, type LinkOrder } from '../../docspace/links';
import type { ExternalLink } from '../../docspace/portal-entry';
import type { Change, Fields, UndoPlan } from '../../journal/change';
import { pick } from '../../journal/fields';
import type { Operation, Verdict } from '../../journal/operation';
import { isOver } from '../check-wish';
import { knownAccess } from '../edit-offer';
import {
  changedFields,
  fieldsOf,
  sameField,
  secretFields,
  seenFields,
  wishedFields,
  type WishedFields,
} from '../link-fields';
import { linkNow, refusal, targetOf } from './found-link';
import { linkOperations } from './names';

type Order = Result<LinkOrder, 'link'>;

/** Sets fields of a link; all others stay as they are at that moment. */
export const updateLinkOperation = (now: () => Date): Operation<ExternalLink, Order> =>
  settingOperation(linkOperations.update, linkFields, now);

/** Sets the password of the link behind a share key, which was looked for beforehand. */
export const setPasswordOperation = (now: () => Date): Operation<ExternalLink, Order> =>
  settingOperation(linkOperations.setPasswordByKey, ['password'], now);

function settingOperation(
  name: string,
  settable: readonly LinkField[],
  now: () => Date,
): Operation<ExternalLink, Order> {
  const maySet = (desired: Fields): boolean => {
    const names = Object.keys(desired);
    return names.length > 0 && names.every((one) => settable.some((field) => field === one));
  };

  return {
    name,
    version: 1,
    secretFields,
    accepts: ({ base, desired }) =>
      v.is(seenFields, base) && v.is(wishedFields, desired) && maySet(desired),

    async read(order) {
      const link = await linkNow(order);
      if (!link.ok) return link;
      return link.value ? ok(link.value) : fail(appError('link.gone'));
    },

    base: fieldsOf,
    judge,
    merge: (link, { desired }) => orderFor(link, v.parse(wishedFields, desired), now()),

    async send({ session, change, body, signal }) {
      if (!body.ok) return { sent: false, error: body.error, reached: 'no' };
      const put = await putLink(session, targetOf(change).entry, body.value, signal);
      return put.ok ? { sent: true } : refusal(put);
    },

    verify: keptOtherwise,
    undo: (change) => wayBack(change, name),
  };
}

/** Field by field. Of a link that had no name yet, any title is the one that it was seen with. */
function judge(fields: Fields, { base, desired }: Change): Verdict {
  const names = Object.keys(desired);
  const isSet = (name: string): boolean => sameField(name, fields[name], desired[name]);
  if (names.every(isSet)) return 'desired';
  const isAsSeen = (name: string): boolean =>
    sameField(name, fields[name], base[name]) || (name === 'title' && base[name] === '');
  return names.every((name) => isSet(name) || isAsSeen(name)) ? 'base' : 'other';
}

/** The whole link with the wished fields; or why it cannot be sent without changing others. */
function orderFor(link: ExternalLink, desired: WishedFields, now: Date): Order {
  const access = desired.access ?? knownAccess(link);
  // Of a right that we cannot name, the request would make another one.
  if (access === null) return fail(appError('link.notOffered', { params: { field: 'access' } }));
  const options = { ...link, ...desired, access };
  const fault = faultOf(link, options, now);
  return fault ? fail(fault) : ok({ linkId: link.id, primary: link.primary, options });
}

/** A portal that passes over one field passes over the whole request. DocSpace server: FileSharing. */
function faultOf(
  link: ExternalLink,
  options: LinkOrder['options'],
  now: Date,
): AppError<'link'> | null {
  const { canEdit } = link;
  const fixed = (['access', 'internal', 'denyDownload', 'expiresAt'] as const).find(
    (name) => !canEdit[name] && !sameField(name, link[name], options[name]),
  );
  if (fixed) return appError('link.notEditable', { params: { field: fixed } });
  // Of an end in the past the portal would make none at all.
  return isOver(options.expiresAt, now) ? appError('link.expiryPast') : null;
}

/** Besides what was asked for, what the portal changed along with it. */
function keptOtherwise(fields: Fields, { before, desired }: Change): readonly string[] {
  const isTaken = (name: LinkField): boolean => {
    const wanted = desired[name];
    // What the portal calls a link without a name is its own business.
    if (name === 'title' && wanted === '') return true;
    return sameField(name, wanted === undefined ? before?.[name] : wanted, fields[name]);
  };
  return linkFields.filter((name) => !isTaken(name));
}

/** All that the portal changed goes back, also what nobody asked for. */
function wayBack({ before, after }: Change, operation: string): UndoPlan {
  const changed = before && after ? changedFields(before, after) : [];
  if (!before || !after || changed.length === 0) return { can: false, reason: 'nothingChanged' };
  const desired = pick(before, changed);
  if (!v.is(wishedFields, desired)) return { can: false, reason: 'noWayBack' };
  return { can: true, operation, version: 1, base: pick(after, changed), desired };
}
