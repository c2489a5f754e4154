import { appError } from '../../contract/app-error';
import type { ChangeTarget } from '../../contract/changes';
import { fail, ok, type Result } from '../../contract/result';
import { getEntry } from '../../docspace/browse';
import { listLinks, type LinkList } from '../../docspace/links';
import type { ExternalLink } from '../../docspace/portal-entry';
import type { WriteFailure } from '../../docspace/transport';
import type { Change } from '../../journal/change';
import type { ReadOrder, SendOutcome } from '../../journal/operation';

export type LinkTarget = Extract<ChangeTarget, { kind: 'link' }>;

/** What a change of a link is about. */
export function targetOf({ target }: Pick<Change, 'target'>): LinkTarget {
  if (target.kind !== 'link') throw new TypeError('A change of a link names a link.');
  return target;
}

/** The links of the change's entry. Errors: `link.unknownEntry` when the portal has no such entry. */
export async function linksNow({ session, change, signal }: ReadOrder): Promise<Result<LinkList>> {
  const list = await listLinks(session, targetOf(change).entry, signal);
  if (list.ok || list.error.code !== 'portal.notFound') return list;
  return fail(appError('link.unknownEntry', { detail: list.error.detail }));
}

/**
 * The link of a change as it is now; `null`: it is gone. Whoever may no longer manage the links of
 * an entry is shown none of them, which must not be taken for that.
 * Errors: as {@link linksNow}; `link.notEditable` when it may only be out of sight.
 */
export async function linkNow(order: ReadOrder): Promise<Result<ExternalLink | null>> {
  const { session, change, signal } = order;
  const { entry, linkId } = targetOf(change);
  const list = await linksNow(order);
  if (!list.ok) return list;
  const link = list.value.links.find(({ id }) => id === linkId);
  if (link) return ok(link);
  if (list.value.hidden > 0) return fail(appError('link.notEditable'));
  const told = await getEntry(session, entry, signal);
  if (!told.ok) return told;
  const isShown = list.value.links.length > 0 || told.value?.shared === false;
  const mayBeHidden = told.value !== null && (told.value.canShare === false || !isShown);
  return mayBeHidden ? fail(appError('link.notEditable')) : ok(null);
}

/**
 * How a request that failed ends its change. A portal refuses single changes of links with the
 * status that elsewhere says that a key may do nothing at all: its words are told, and the changes
 * of other links go on.
 */
export function refusal({ error, reached }: WriteFailure | WriteFailure<'link'>): SendOutcome {
  const isRefused = error.code === 'portal.keyLacksRights';
  const told = isRefused
    ? appError('link.refused', { params: error.params, detail: error.detail })
    : error;
  return { sent: false, error: told, reached };
}
