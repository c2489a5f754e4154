import * as v from 'valibot';
import { appError } from '../../contract/app-error';
import { ok } from '../../contract/result';
import { putLink, type LinkOrder } from '../../docspace/links';
import type { ExternalLink } from '../../docspace/portal-entry';
import type { Operation } from '../../journal/operation';
import { isOver } from '../check-wish';
import { becomesPrimary } from '../create-offer';
import { existence, fieldsOf, firstFields, gone, sameField, secretFields } from '../link-fields';
import { linksNow, refusal, targetOf } from './found-link';
import { linkOperations } from './names';

/** The links of an entry, and the one that was to be made, once it is there. */
interface Found {
  readonly links: readonly ExternalLink[];
  readonly made: ExternalLink | null;
}

/**
 * Makes an external link, whose id is made here once: a second try finds the link of the first. The
 * first link of a file or folder becomes its primary one.
 */
export function createLinkOperation(now: () => Date): Operation<Found, LinkOrder> {
  return {
    name: linkOperations.create,
    version: 1,
    secretFields,
    accepts: ({ base, desired }) => v.is(existence, base) && v.is(firstFields, desired),

    async read(order) {
      const list = await linksNow(order);
      if (!list.ok) return list;
      const { links } = list.value;
      const made = links.find(({ id }) => id === order.change.idempotencyKey) ?? null;
      return ok({ links, made });
    },

    base: ({ made }) => (made ? fieldsOf(made) : gone),
    // Nobody else makes a link of this id: that it differs is the portal's doing.
    judge: ({ exists }) => (exists === true ? 'desired' : 'base'),

    merge({ links }, { idempotencyKey, target, desired }) {
      const {
        title = '',
        access,
        expiresAt,
        password,
        internal,
        denyDownload,
      } = v.parse(firstFields, desired);
      return {
        linkId: idempotencyKey,
        primary: becomesPrimary(targetOf({ target }).entry.kind, links),
        options: { title, access, expiresAt, password, internal, denyDownload },
      };
    },

    async send({ session, change, body, signal }) {
      if (isOver(body.options.expiresAt, now())) {
        return { sent: false, error: appError('link.expiryPast'), reached: 'no' };
      }
      const put = await putLink(session, targetOf(change).entry, body, signal);
      if (!put.ok) return refusal(put);
      // DocSpace server: FileSharing; rights that a file cannot have are passed over.
      return put.value === null
        ? { sent: false, error: appError('link.notOffered'), reached: 'answered' }
        : { sent: true };
    },

    verify: (fields, { desired }) =>
      Object.keys(desired).filter((name) => !sameField(name, desired[name], fields[name])),

    undo({ after }) {
      // In place of a link that can only be revoked, the portal would put a new one.
      if (after?.['exists'] !== true || after['canRevoke'] === true) {
        return { can: false, reason: 'noWayBack' };
      }
      return {
        can: true,
        operation: linkOperations.delete,
        version: 1,
        base: { exists: true },
        desired: { exists: false },
      };
    },
  };
}
