import type { StoreState } from '../../src-main/contract/app';
import type { AppError } from '../../src-main/contract/app-error';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

const answer = new LiveAnswer({
  topic: 'store',
  ask: () => bridge.app.store(),
  concerns: () => true,
});

/** The encrypted store on this computer. Started once, for as long as the window lives. */
export const storeState = {
  /** `null` until main has told. */
  get value(): StoreState | null {
    return answer.value;
  },
  /** What went wrong with single things in a store that is open. */
  get problems(): readonly AppError[] {
    return answer.value?.state === 'open' ? answer.value.problems : [];
  },
  /** Nothing is kept when Gatehouse quits. */
  get forgets(): boolean {
    return answer.value?.state === 'open' && !answer.value.keeps;
  },
  start: () => answer.start(),
};
