import KeyRound from '@lucide/svelte/icons/key-round';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { m } from '$words';
import type { MenuItem } from '../../ui/Menu.svelte';
import type { DocsDialogState } from './docs-dialogs.svelte';

/** The entries that every menu about a saved Docs server has. */
export const docsItems = (serverId: string, dialogs: DocsDialogState): readonly MenuItem[] => [
  { label: m.portals_edit(), icon: Pencil, run: () => void dialogs.open('edit', serverId) },
  {
    label: m.docs_replace_secret(),
    icon: KeyRound,
    run: () => void dialogs.open('replaceSecret', serverId),
  },
  {
    label: m.portals_remove(),
    icon: Trash2,
    danger: true,
    divided: true,
    run: () => void dialogs.open('remove', serverId),
  },
];
