import type { AppError } from '../../src-main/contract/app-error';
import type { PortalSummary } from '../../src-main/contract/portals';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

let painted = false;

const answer = new LiveAnswer({
  topic: 'portals',
  ask: async () => {
    const list = await bridge.portals.list();
    if (!painted) tellUsable();
    return list;
  },
  concerns: () => true,
});

/** The second frame from here begins when the one with the first list is on the screen. */
function tellUsable(): void {
  painted = true;
  requestAnimationFrame(() => requestAnimationFrame(() => void bridge.app.usable()));
}

/** The saved portals in the person's order. The frame starts it once for the whole window. */
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
