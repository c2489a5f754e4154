import type { AppError } from '../../src-main/contract/app-error';
import type { PortalSummary } from '../../src-main/contract/portals';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

const answer = new LiveAnswer({
  topic: 'portals',
  ask: () => bridge.portals.list(),
  concerns: () => true,
});

/** The saved portals in the person's order. Started once, for as long as the window lives. */
export const portalList = {
  get portals(): readonly PortalSummary[] {
    return answer.value ?? [];
  },
  get error(): AppError | null {
    return answer.error;
  },
  /** The list is not known yet. */
  get loading(): boolean {
    return answer.loading;
  },
  find(portalId: string): PortalSummary | undefined {
    return answer.value?.find((portal) => portal.id === portalId);
  },
  start: () => answer.start(),
  reload: () => answer.reload(),
};
