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
  { pending, made, isComing, coming }: PendingChanges,
  ground: Ground | null,
  links: readonly ExternalLink[],
): LinkRow | null {
  if (made === null) return null;
  const wanted = { ...made, ...coming };
  const primary = ground !== null && becomesPrimary(ground.entry.ref.kind, links);
  const { access = null, internal = false } = wanted;
  const judged = { access, internal, primary, canEdit: everything, canRevoke: false };
  return {
    id: linkId,
    title: wanted.title ?? '',
    access,
    expiresAt: wanted.expiresAt ?? null,
    expired: false,
    internal,
    denyDownload: wanted.denyDownload ?? false,
    url: null,
    hasPassword: typeof wanted.password === 'string',
    primary,
    pending,
    // What failed is not going to be there: it is tried again or discarded, but not edited.
    ...editOffer(ground, judged, isComing ? pending.kind : 'delete'),
  };
}

const everything = { access: true, internal: true, denyDownload: true, expiresAt: true };
