import type { AppError } from '../../src-main/contract/app-error';
import type { DocsServerLicense, PortalOverview } from '../../src-main/contract/overview';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

const answer = new LiveAnswer({
  topic: 'overview',
  ask: () => bridge.overview.view(),
  concerns: () => true,
});

const byId = $derived(new Map(answer.value?.portals.map((one) => [one.portalId, one])));

/** What is known of all portals together. Followed while a page shows it; kept in between. */
export const overview = {
  of(portalId: string): PortalOverview | null {
    return byId.get(portalId) ?? null;
  },
  get docsServers(): readonly DocsServerLicense[] {
    return answer.value?.docsServers ?? [];
  },
  get error(): AppError | null {
    return answer.error;
  },
  start: () => answer.start(),
};
