import type { Entry } from '../../../src-main/contract/entries';
import type { CreateOffer, LinkRow, Offer, PendingLink } from '../../../src-main/contract/links';
import { m } from '$words';
import type { Tone } from '../../ui/tone';

/** How a link is doing on the portal, as its status dot shows it. */
export interface SaidLinkState {
  readonly tone: Tone;
  readonly text: string;
  /** What that means. */
  readonly note?: string;
}

export function sayLinkState(
  row: LinkRow,
  entry: Pick<Entry, 'section'> | null,
  create: CreateOffer,
): SaidLinkState {
  if (entry?.section === 'archive') {
    return { tone: 'off', text: m.links_state_archived(), note: m.links_state_archived_note() };
  }
  if (entry?.section === 'trash') {
    return { tone: 'off', text: m.links_state_trash(), note: m.links_state_trash_note() };
  }
  if (row.expired) return { tone: 'off', text: m.links_state_expired() };
  if (!row.internal && isRestricted(create)) {
    return {
      tone: 'warn',
      text: m.links_state_restricted(),
      note: m.links_state_restricted_note(),
    };
  }
  return { tone: 'ok', text: m.links_state_active() };
}

/** The portal restricts external sharing where the entry lies, so it makes no links for anyone. */
export const isRestricted = ({ offer, fields }: CreateOffer): boolean =>
  [offer, fields.internal].some((one: Offer) => !one.can && one.reason === 'restricted');

/** What an open change will make of a link, in two or three words. */
export function sayPendingKind({ kind }: PendingLink): string {
  return {
    create: m.links_pending_create,
    update: m.links_pending_update,
    delete: m.links_pending_delete,
    revoke: m.links_pending_revoke,
  }[kind]();
}
