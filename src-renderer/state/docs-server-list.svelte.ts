import type { AppError } from '../../src-main/contract/app-error';
import type { DocsServerSummary } from '../../src-main/contract/docs-servers';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

/** The saved Docs servers in the person's order, kept up to date. */
export interface DocsServerList {
  readonly servers: readonly DocsServerSummary[];
  readonly error: AppError | null;
  /** The list is not known yet. */
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Follows the list for as long as the component lives. Call it while a component is set up. */
export function docsServerList(): DocsServerList {
  const answer = new LiveAnswer({
    topic: 'docsServers',
    ask: () => bridge.docsServers.list(),
    concerns: () => true,
  });
  $effect(() => answer.start());
  return {
    get servers() {
      return answer.value ?? [];
    },
    get error() {
      return answer.error;
    },
    get loading() {
      return answer.loading;
    },
    reload: () => answer.reload(),
  };
}
