import type { Recovery } from '../../src-main/contract/sync';
import { m } from '$words';

/** What happened when portals came back, in two short sentences. */
export function sayRecovery({ portals, done, review, waiting }: Recovery): {
  readonly title: string;
  readonly text: string;
} {
  const [only] = portals;
  const parts = [
    done > 0 ? m.app_recovery_done({ count: done }) : null,
    review > 0 ? m.app_recovery_review({ count: review }) : null,
    waiting > 0 ? m.app_recovery_waiting({ count: waiting }) : null,
  ].filter((part) => part !== null);
  return {
    title:
      portals.length === 1 && only !== undefined
        ? m.app_recovery_one({ name: only })
        : m.app_recovery_many({ count: portals.length }),
    text: parts.length > 0 ? m.app_recovery_parts({ parts: parts.join(', ') }) : '',
  };
}
