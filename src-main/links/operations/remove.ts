import * as v from 'valibot';
import { appError } from '../../contract/app-error';
import { fail, ok } from '../../contract/result';
import { removeLink } from '../../docspace/links';
import type { ExternalLink } from '../../docspace/portal-entry';
import type { Change, UndoPlan } from '../../journal/change';
import { pick } from '../../journal/fields';
import type { Operation } from '../../journal/operation';
import { existence, fieldsOf, firstFields, gone, secretFields } from '../link-fields';
import { linkObjectKey } from '../names';
import { linkNow, refusal, targetOf } from './found-link';
import { linkOperations } from './names';

type Removal = Operation<ExternalLink | null, ExternalLink | null>;

/** Takes a link away. Its way back is a new link with the same options, at another address. */
export const deleteLinkOperation: Removal = removalOperation(linkOperations.delete, (change) =>
  madeAnew(change),
);

/** Takes a link away where the portal puts a new one in its place at once. */
export const revokeLinkOperation: Removal = removalOperation(linkOperations.revoke, () => ({
  can: false,
  reason: 'noWayBack',
}));

function removalOperation(name: string, undo: Removal['undo']): Removal {
  return {
    name,
    version: 1,
    secretFields,
    accepts: ({ base, desired }) =>
      v.is(existence, base) && v.is(existence, desired) && !desired.exists,

    async read(order) {
      const link = await linkNow(order);
      // With its entry, a link is gone as well.
      if (!link.ok && link.error.code === 'link.unknownEntry') return ok(null);
      if (link.ok && link.value !== null && order.phase === 'verify') {
        return fail(appError('link.notRemoved'));
      }
      return link;
    },

    base: (link) => (link ? fieldsOf(link) : gone),
    merge: (link) => link,

    async send({ session, change, body: link, signal }) {
      if (link === null) return { sent: true };
      const removed = await removeLink(session, targetOf(change).entry, link, signal);
      if (!removed.ok) return refusal(removed);
      return removed.value?.id === link.id
        ? { sent: false, error: appError('link.notRemoved'), reached: 'answered' }
        : { sent: true };
    },

    undo,
  };
}

/** The id of the new link belongs to this change: however often it is taken back, there is one. */
function madeAnew({ before, target, idempotencyKey }: Change): UndoPlan {
  const names = ['exists', 'title', 'access', 'expiresAt', 'password', 'internal', 'denyDownload'];
  const desired = before && pick(before, names);
  if (before?.['exists'] !== true) return { can: false, reason: 'nothingChanged' };
  if (!v.is(firstFields, desired)) return { can: false, reason: 'noWayBack' };
  const link = { ...targetOf({ target }), linkId: idempotencyKey };
  return {
    can: true,
    operation: linkOperations.create,
    version: 1,
    base: gone,
    desired,
    loses: 'address',
    about: {
      target: link,
      objectKey: linkObjectKey(link.entry, link.linkId),
      idempotencyKey,
    },
  };
}
