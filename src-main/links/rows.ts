import type { LinkRow } from '../contract/links';
import type { ExternalLink } from '../docspace/portal-entry';
import { becomesPrimary } from './create-offer';
import { editOffer } from './edit-offer';
import type { Ground } from './ground';
import type { PendingChanges } from './pending';

/** A link as the table shows it, with what is on its way to the portal. */
export function shownLink(
  link: ExternalLink,
  ground: Ground | null,
  changes: PendingChanges | undefined,
): LinkRow {
  const pending = changes?.pending ?? null;
  return {
    id: link.id,
    title: link.title,
    access: link.access,
    expiresAt: link.expiresAt,
    expired: link.expired,
    internal: link.internal,
    denyDownload: link.denyDownload,
    url: link.url,
    hasPassword: link.password !== null,
    primary: link.primary,
    pending,
    ...editOffer(ground, link, pending?.kind ?? null),
  };
}

/** A link that the portal has not made yet; `null`: the changes make none. */
export function comingLink(
  linkId: string,
  { pending, isComing, coming }: PendingChanges,
  ground: Ground | null,
  links: readonly ExternalLink[],
): LinkRow | null {
  const isOwn = isComing || pending.kind === 'create';
  if (!isOwn) return null;
  const wanted = isComing ? coming : pending.wanted;
  const {
    title = '',
    access = null,
    expiresAt = null,
    internal = false,
    denyDownload = false,
  } = wanted;
  const primary = ground !== null && becomesPrimary(ground.entry.ref.kind, links);
  const judged = { access, internal, primary, canEdit: everything, canRevoke: false };
  return {
    id: linkId,
    title,
    access,
    expiresAt,
    expired: false,
    internal,
    denyDownload,
    url: null,
    hasPassword: typeof coming.password === 'string',
    primary,
    pending,
    // What failed is not going to be there: it is tried again or discarded, not edited.
    ...editOffer(ground, judged, isComing ? pending.kind : 'delete'),
  };
}

const everything = { access: true, internal: true, denyDownload: true, expiresAt: true };
