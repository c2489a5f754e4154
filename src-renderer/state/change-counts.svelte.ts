import type { PausedPortal } from '../../src-main/contract/changes';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

const answer = new LiveAnswer({
  topic: 'changes',
  ask: () => bridge.changes.counts(),
  concerns: () => true,
});

export interface OpenCount {
  readonly open: number;
  /** Those of them that wait for a person. */
  readonly review: number;
}

/** How many changes are open, for the badges. Started once, for as long as the window lives. */
export const changeCounts = {
  get all(): OpenCount {
    return { open: answer.value?.open ?? 0, review: answer.value?.review ?? 0 };
  },
  of(portalId: string): OpenCount {
    return {
      open: answer.value?.byPortal[portalId] ?? 0,
      review: answer.value?.reviewByPortal[portalId] ?? 0,
    };
  },
  get paused(): readonly PausedPortal[] {
    return answer.value?.paused ?? [];
  },
  start: () => answer.start(),
};
