import Copy from '@lucide/svelte/icons/copy';
import Eye from '@lucide/svelte/icons/scan-eye';
import Pencil from '@lucide/svelte/icons/pencil';
import RotateCcwKey from '@lucide/svelte/icons/rotate-ccw-key';
import Trash from '@lucide/svelte/icons/trash-2';
import { linkFields, type LinkRow, type Offer } from '../../../src-main/contract/links';
import { m } from '$words';
import { sayReason } from '../../i18n/link-words';
import type { MenuItem } from '../../ui/Menu.svelte';
import type { LinksDesk } from './links-desk.svelte';

/** Why nothing of a link can be edited, in words; `null`: something can. */
export function whyNotEditable({ edit }: LinkRow): string | null {
  const offers = linkFields.map((field) => edit[field]);
  return offers.some(({ can }) => can) ? null : whyNot(offers[0]);
}

/** The entries of the menu about one link. */
export function linkItems(row: LinkRow, desk: LinksDesk): readonly MenuItem[] {
  const { url, removal } = row;
  const fixed = whyNotEditable(row);
  const stays = whyNot(removal.offer);
  const notThere = url === null ? m.links_reason_pending() : undefined;
  const revokes = removal.how === 'revoke';
  return [
    {
      label: m.links_edit(),
      icon: Pencil,
      disabled: fixed !== null,
      note: fixed ?? undefined,
      run: () => desk.ask({ kind: 'edit', row }),
    },
    {
      label: m.links_copy(),
      icon: Copy,
      disabled: url === null,
      note: notThere,
      run: () => void desk.copy(url ?? ''),
    },
    {
      label: m.links_check(),
      icon: Eye,
      disabled: url === null,
      note: notThere,
      run: () => desk.ask({ kind: 'check', row }),
    },
    {
      label: revokes ? m.links_revoke() : m.links_delete(),
      icon: revokes ? RotateCcwKey : Trash,
      danger: stays === null,
      divided: true,
      disabled: stays !== null,
      note: stays ?? undefined,
      run: () => desk.ask({ kind: 'remove', row }),
    },
  ];
}

const whyNot = (offer: Offer | undefined): string | null =>
  offer === undefined || offer.can ? null : sayReason(offer.reason);
