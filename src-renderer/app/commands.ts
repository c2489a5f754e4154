import type { MenuCommand } from '../../src-main/contract/topics';
import { dialogs } from '../state/dialogs.svelte';
import { pageActions } from '../state/page-actions.svelte';
import { portalList } from '../state/portal-list.svelte';
import { goTo } from '../state/route.svelte';
import { openDialogs } from '../ui/open-dialogs.svelte';

/** Carries out a command of the keyboard or of the application menu. */
export function runCommand(command: MenuCommand): void {
  // What lies behind a dialog must not change while the person answers it.
  if (openDialogs.count > 0 && !(command === 'palette' && dialogs.palette)) return;
  switch (command) {
    case 'palette':
      dialogs.palette = !dialogs.palette;
      return;
    case 'addPortal':
      dialogs.addPortal = true;
      return;
    case 'settings':
      goTo({ page: 'settings' });
      return;
    case 'refresh':
      pageAction('refresh')?.run();
      return;
    case 'find':
      (pageAction('find')?.run ?? focusSearch)();
      return;
    default:
      goToPortal(Number(command.slice('portal'.length)));
  }
}

const pageAction = (id: 'refresh' | 'find') => pageActions.all.find((action) => action.id === id);

/** The search field of the page where it has one, else the one of the sidebar. */
function focusSearch(): void {
  const field =
    document.querySelector<HTMLInputElement>('main input[type="search"]') ??
    document.querySelector<HTMLInputElement>('nav input[type="search"]');
  field?.focus();
  field?.select();
}

function goToPortal(place: number): void {
  const portal = portalList.portals[place - 1];
  if (portal) goTo({ page: 'portal', portalId: portal.id, tab: 'overview' });
}
