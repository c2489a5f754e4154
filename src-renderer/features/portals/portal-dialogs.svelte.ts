import type { PortalDetail } from '../../../src-main/contract/portals';
import { bridge } from '../../state/bridge';
import { showError } from '../../state/toasts';

export type PortalTask = 'edit' | 'replaceKey' | 'remove';

/** The dialog about one saved portal that a page shows now, if any. */
export class PortalDialogState {
  shown: { readonly task: PortalTask; readonly portal: PortalDetail } | null = $state.raw(null);

  /** Opens a dialog with the portal as it is saved now. */
  readonly open = async (task: PortalTask, portalId: string): Promise<void> => {
    const portal = await bridge.portals.detail({ portalId });
    if (portal.ok) this.shown = { task, portal: portal.value };
    else showError(portal.error);
  };
}
