import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import FileDown from '@lucide/svelte/icons/file-down';
import FileUp from '@lucide/svelte/icons/file-up';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import PanelRight from '@lucide/svelte/icons/panel-right';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import { m } from '$words';
import type { PortalSummary } from '../../../src-main/contract/portals';
import { bridge } from '../../state/bridge';
import { policyDialogs } from '../../state/policy-dialogs.svelte';
import { exportPortalList, importPortalList } from '../../state/portal-lists.svelte';
import { tryPracticePortal } from '../../state/practice';
import { goTo } from '../../state/route.svelte';
import { showError } from '../../state/toasts';
import type { MenuItem } from '../../ui/Menu.svelte';
import type { PortalDialogState } from './portal-dialogs.svelte';
import { changeItems, removeItem } from './portal-menu';

/** What can be done to the list of portals as a whole. */
export function pageItems(): readonly MenuItem[] {
  return [
    { label: m.app_try_practice(), icon: FlaskConical, run: () => void tryPracticePortal() },
    {
      label: m.policies_open(),
      icon: ShieldCheck,
      run: () => (policyDialogs.shown = { kind: 'policies' }),
    },
    { label: m.lists_import(), icon: FileDown, divided: true, run: () => void importPortalList() },
    { label: m.lists_export(), icon: FileUp, run: () => void exportPortalList() },
  ];
}

interface RowContext {
  /** All portals in the person's order. */
  readonly all: readonly PortalSummary[];
  /** The list shows that order, and all of it. */
  readonly inOwnOrder: boolean;
  readonly about: PortalDialogState;
}

/** What can be done to one portal of the list. */
export function rowItems(
  portal: PortalSummary,
  { all, inOwnOrder, about }: RowContext,
): readonly MenuItem[] {
  const place = all.indexOf(portal);
  const note = inOwnOrder ? undefined : m.portals_move_note();
  const open: MenuItem = {
    label: m.portals_open(),
    icon: PanelRight,
    run: () => goTo({ page: 'portal', portalId: portal.id, tab: 'overview' }),
  };
  const order: readonly MenuItem[] = [
    {
      label: m.portals_move_up(),
      icon: ArrowUp,
      divided: true,
      disabled: !inOwnOrder || place === 0,
      note,
      run: () => void move(portal, all[place - 1]),
    },
    {
      label: m.portals_move_down(),
      icon: ArrowDown,
      disabled: !inOwnOrder || place === all.length - 1,
      note,
      run: () => void move(portal, all[place + 2]),
    },
  ];
  return [
    open,
    ...changeItems(portal.id, about),
    // A single portal has no order.
    ...(all.length > 1 ? order : []),
    removeItem(portal.id, about),
  ];
}

async function move(portal: PortalSummary, before: PortalSummary | undefined): Promise<void> {
  const moved = await bridge.portals.move({ portalId: portal.id, before: before?.id ?? null });
  if (!moved.ok) showError(moved.error);
}
