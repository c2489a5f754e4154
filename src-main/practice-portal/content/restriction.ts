import type { Core } from '../core';
import type { LinkAsk } from '../link-body';
import { shareAccess } from '../tables/share-access';
import type { Entry } from './entries';
import { canRevoke } from './link-rules';
import type { Link } from './links';
import type { Place } from './rights';

/**
 * Whether external sharing is restricted where an entry lies. Portals before 3.7.1 keep the switch
 * and look at it nowhere. DocSpace server: ExternalShare; AI rooms and the archive are not covered.
 */
export function isRestricted(core: Core, entry: Entry): boolean {
  const { sharing } = core.state;
  if (!core.has('sharingPolicy') || sharing.externalShare) return false;
  const section = core.content().tree.sectionOf(entry)?.section;
  return (
    (section === 'my' && sharing.externalShareApplyToDocuments) ||
    (section === 'rooms' && sharing.externalShareApplyToRooms)
  );
}

/** Whether strangers are kept out of the links that an entry has. */
export function blocksStrangers(core: Core, entry: Entry): boolean {
  return core.state.sharing.blockExistingLinksOnRestrict && isRestricted(core, entry);
}

/** Every link that is set while sharing is restricted becomes one for DocSpace users only. */
export function forcesInternal(core: Core, entry: Entry, place: Place | null): boolean {
  return place !== 'public' && isRestricted(core, entry);
}

/** Whether a new link is for DocSpace users unless somebody says otherwise; not in Public rooms. */
export function isDefaultInternal(core: Core, place: Place | null): boolean {
  const { defaultShareLinkInternal } = core.state.sharing;
  return core.has('sharingPolicy') && defaultShareLinkInternal && place !== 'public';
}

/** Whether a request would leave a new public link where sharing is restricted. */
export function refusesPublic(
  core: Core,
  entry: Entry,
  place: Place | null,
  asked: Pick<LinkAsk, 'access' | 'internal'>,
  existing: Link | null,
): boolean {
  if (place === null || !isRestricted(core, entry)) return false;
  if (asked.access !== shareAccess.none) return place === 'public' && !asked.internal;
  return existing?.kind === 'primary' && canRevoke(place, existing.kind) && !existing.internal;
}
