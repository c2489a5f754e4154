import KeyRound from '@lucide/svelte/icons/key-round';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { m } from '$words';
import type { MenuItem } from '../../ui/Menu.svelte';
import type { PortalDialogState, PortalTask } from './portal-dialogs.svelte';

/** The entries about a saved portal that every menu about one has. */
export function changeItems(portalId: string, dialogs: PortalDialogState): readonly MenuItem[] {
  return [
    { label: m.portals_edit(), icon: Pencil, run: opens('edit') },
    { label: m.portals_replace_key(), icon: KeyRound, run: opens('replaceKey') },
  ];

  function opens(task: PortalTask): () => void {
    return () => void dialogs.open(task, portalId);
  }
}

/** The last entry of every menu about a saved portal. */
export function removeItem(portalId: string, dialogs: PortalDialogState): MenuItem {
  return {
    label: m.portals_remove(),
    icon: Trash2,
    danger: true,
    divided: true,
    run: () => void dialogs.open('remove', portalId),
  };
}
