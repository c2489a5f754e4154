import Ban from '@lucide/svelte/icons/ban';
import PanelRight from '@lucide/svelte/icons/panel-right';
import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Send from '@lucide/svelte/icons/send';
import Undo2 from '@lucide/svelte/icons/undo-2';
import type { ChangeRow, PausedPortal } from '../../../src-main/contract/changes';
import type { PortalSummary } from '../../../src-main/contract/portals';
import { m } from '$words';
import type { MenuItem } from '../../ui/Menu.svelte';
import type { ChangeDesk } from './change-desk.svelte';
import { sayUndoLoss } from './change-words';

/** As many portals as a menu can hold; the filter narrows them down. */
const most = 12;

/** The entries of the menu about one change. */
export function changeItems(
  change: ChangeRow,
  desk: ChangeDesk,
  portal: { readonly saved: boolean; readonly paused: boolean },
): readonly MenuItem[] {
  const { id, actions } = change;
  const can = (action: ChangeRow['actions'][number]): boolean => actions.includes(action);
  return [
    { label: m.changes_details(), icon: PanelRight, run: () => desk.open(id) },
    ...(can('sendNow')
      ? [{ label: m.changes_send_now(), icon: Send, run: () => void desk.sendNow(id) }]
      : []),
    ...(can('retry')
      ? [{ label: m.changes_retry(), icon: RotateCw, run: () => void desk.retry(id) }]
      : []),
    ...(can('undo')
      ? [
          {
            label: m.changes_undo(),
            icon: Undo2,
            note: sayUndoLoss(change.undo) ?? undefined,
            run: () => void desk.undo(id),
          },
        ]
      : []),
    ...(can('discard')
      ? [
          {
            label: m.changes_discard(),
            icon: Ban,
            danger: true,
            run: () => void (desk.discarding = change),
          },
        ]
      : []),
    ...(portal.saved
      ? [{ ...pauseItem(change.portalId, change.portalName, portal.paused, desk), divided: true }]
      : []),
  ];
}

/** Pauses the changes of a portal, or lets them go on. */
function pauseItem(portalId: string, name: string, paused: boolean, desk: ChangeDesk): MenuItem {
  return paused
    ? {
        label: m.changes_resume_portal({ name }),
        icon: Play,
        run: () => void desk.resume(portalId),
      }
    : {
        label: m.changes_pause_portal({ name }),
        icon: Pause,
        run: () => void desk.pause(portalId),
      };
}

/** What the page's menu offers to pause or resume: the filtered portal, else all it concerns. */
export function pauseItems(
  portals: readonly PortalSummary[],
  paused: readonly PausedPortal[],
  desk: ChangeDesk,
): readonly MenuItem[] {
  const shown = portals.slice(0, most).map((portal) => ({
    ...pauseItem(
      portal.id,
      portal.name,
      paused.some(({ portalId }) => portalId === portal.id),
      desk,
    ),
    // Portals may bear the same name.
    note: portal.host,
  }));
  if (portals.length > most) {
    return [...shown, { label: m.changes_pause_more(), disabled: true, run: () => undefined }];
  }
  if (shown.length > 0) return shown;
  return [{ label: m.changes_pause_none(), disabled: true, run: () => undefined }];
}
