import type { DocsServerDetail } from '../../../src-main/contract/docs-servers';
import { bridge } from '../../state/bridge';
import { showError } from '../../state/toasts';

export type DocsTask = 'edit' | 'replaceSecret' | 'remove';

/** The dialog about one saved Docs server that a page shows now, if any. */
export class DocsDialogState {
  shown: { readonly task: DocsTask; readonly server: DocsServerDetail } | null = $state.raw(null);

  /** Opens a dialog with the server as it is saved now. */
  readonly open = async (task: DocsTask, serverId: string): Promise<void> => {
    const server = await bridge.docsServers.detail({ serverId });
    if (server.ok) this.shown = { task, server: server.value };
    else showError(server.error);
  };
}
