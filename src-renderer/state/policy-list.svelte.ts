import type { AppError } from '../../src-main/contract/app-error';
import type { PolicyRow } from '../../src-main/contract/policies';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';

const answer = new LiveAnswer({
  topic: 'policies',
  ask: () => bridge.policies.list(),
  concerns: () => true,
});
let users = 0;
let stop = (): void => undefined;

/** The saved sharing policies by name. Followed while anything shows them; kept in between. */
export const policyList = {
  get policies(): readonly PolicyRow[] {
    return answer.value ?? [];
  },
  get error(): AppError | null {
    return answer.error;
  },
  get loading(): boolean {
    return answer.loading;
  },
  find(policyId: string): PolicyRow | undefined {
    return answer.value?.find(({ id }) => id === policyId);
  },
  /** Follows the list; the answer stops that, unless somebody else follows it too. */
  start(): () => void {
    users += 1;
    if (users === 1) stop = answer.start();
    return () => {
      users -= 1;
      if (users === 0) stop();
    };
  },
  reload: answer.reload,
};
