import FileDown from '@lucide/svelte/icons/file-down';
import FileUp from '@lucide/svelte/icons/file-up';
import LayoutList from '@lucide/svelte/icons/layout-list';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Plus from '@lucide/svelte/icons/plus';
import Server from '@lucide/svelte/icons/server';
import ServerCog from '@lucide/svelte/icons/server-cog';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Settings from '@lucide/svelte/icons/settings';
import Zap from '@lucide/svelte/icons/zap';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import type { LucideIcon } from '@lucide/svelte';
import type { PortalSummary } from '../../src-main/contract/portals';
import { m } from '$words';
import type { DocsServerSummary } from '../../src-main/contract/docs-servers';
import { dialogs } from '../state/dialogs.svelte';
import type { PageAction } from '../state/page-actions.svelte';
import { exportPortalList, importPortalList } from '../state/portal-lists.svelte';
import { policyDialogs } from '../state/policy-dialogs.svelte';
import { tryPracticePortal } from '../state/practice';
import { goTo } from '../state/route.svelte';

export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** A second, quieter text that is searched too. */
  readonly note?: string;
  readonly keys?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** Everything that the command palette offers, in the order of its groups. */
export function paletteEntries(
  actions: readonly PageAction[],
  portals: readonly PortalSummary[],
  docsServers: readonly DocsServerSummary[],
): readonly PaletteEntry[] {
  return [
    ...actions.map((action) => ({ ...action, group: m.app_group_page(), icon: Zap })),
    {
      id: 'add-portal',
      group: m.app_group_actions(),
      label: m.app_add_portal(),
      keys: 'Mod+N',
      icon: Plus,
      run: () => (dialogs.addPortal = true),
    },
    {
      id: 'add-docs-server',
      group: m.app_group_actions(),
      label: m.docs_add(),
      icon: Plus,
      run: () => (dialogs.addDocsServer = true),
    },
    {
      id: 'practice',
      group: m.app_group_actions(),
      label: m.app_try_practice(),
      icon: GraduationCap,
      run: () => void tryPracticePortal(),
    },
    {
      id: 'import-list',
      group: m.app_group_actions(),
      label: m.lists_import(),
      icon: FileDown,
      run: () => void importPortalList(),
    },
    {
      id: 'export-list',
      group: m.app_group_actions(),
      label: m.lists_export(),
      icon: FileUp,
      run: () => void exportPortalList(),
    },
    ...(portals.length > 0 ? policyEntries(portals) : []),
    {
      id: 'portals',
      group: m.app_group_pages(),
      label: m.app_all_portals(),
      icon: LayoutList,
      run: () => goTo({ page: 'portals' }),
    },
    {
      id: 'changes',
      group: m.app_group_pages(),
      label: m.changes_title(),
      icon: ListChecks,
      run: () => goTo({ page: 'changes', portalId: null }),
    },
    {
      id: 'docs-servers',
      group: m.app_group_pages(),
      label: m.docs_title(),
      icon: ServerCog,
      run: () => goTo({ page: 'docsServers' }),
    },
    {
      id: 'settings',
      group: m.app_group_pages(),
      label: m.app_settings(),
      keys: 'Mod+,',
      icon: Settings,
      run: () => goTo({ page: 'settings' }),
    },
    ...portals.map((portal, index) => ({
      id: portal.id,
      group: m.app_portals(),
      label: portal.name,
      note: portal.host,
      ...(index < 9 ? { keys: `Mod+${index + 1}` } : {}),
      icon: Server,
      run: () => goTo({ page: 'portal', portalId: portal.id, tab: 'overview' }),
    })),
    ...docsServers.map(({ id, name, host }) => ({
      id,
      group: m.docs_title(),
      label: name,
      note: host,
      icon: ServerCog,
      run: () => goTo({ page: 'docsServer', serverId: id, tab: 'overview' }),
    })),
  ];
}

function policyEntries(portals: readonly PortalSummary[]): readonly PaletteEntry[] {
  const portalIds = portals.map(({ id }) => id);
  const common = { group: m.app_group_actions(), icon: ShieldCheck };
  return [
    {
      ...common,
      id: 'apply-policy',
      label: m.policies_apply(),
      run: () => (policyDialogs.shown = { kind: 'apply', portalIds }),
    },
    {
      ...common,
      id: 'policies',
      label: m.policies_open(),
      run: () => (policyDialogs.shown = { kind: 'policies' }),
    },
  ];
}
