import type { AppError } from '../../../src-main/contract/app-error';
import type { BatchReport } from '../../../src-main/contract/policies';
import type { Result } from '../../../src-main/contract/result';
import { bridge } from '../../state/bridge';
import { LiveAnswer } from '../../state/live-query.svelte';

/** Milliseconds between two readings of a report, however much happens. */
const restMs = 250;

/** What became of a batch, kept up to date, and what is asked about it. */
export class BatchDesk {
  readonly batchId: string;
  readonly #live: LiveAnswer<BatchReport, 'policy' | 'bridge' | 'store' | 'keychain'>;
  busy = $state(false);
  problem: AppError | null = $state.raw(null);

  constructor(batchId: string) {
    this.batchId = batchId;
    this.#live = new LiveAnswer({
      topic: 'policies',
      ask: () => bridge.policies.batch({ batchId }),
      concerns: () => false,
    });
  }

  get report(): BatchReport | null {
    return this.#live.value;
  }

  get error(): AppError | null {
    return this.#live.error;
  }

  readonly reload = (): void => this.#live.reload();

  /** Reads the report and follows it; the answer stops that. */
  start(): () => void {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        this.#live.reload();
      }, restMs);
    };
    const stops = [
      this.#live.start(),
      bridge.on('policies', (ids) => {
        if (ids.includes(this.batchId)) soon();
      }),
      bridge.on('changes', soon),
      // Whether a portal can be reached.
      bridge.on('portals', soon),
    ];
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }

  readonly stop = (): Promise<void> =>
    this.#ask(() => bridge.policies.stop({ batchId: this.batchId }));

  readonly goOn = (): Promise<void> =>
    this.#ask(() => bridge.policies.goOn({ batchId: this.batchId }));

  /** `done` hears the id of the batch that takes this one back. */
  readonly undo = (done: (batchId: string) => void): Promise<void> =>
    this.#ask(async () => {
      const undone = await bridge.policies.undo({ batchId: this.batchId });
      if (undone.ok) done(undone.value.batchId);
      return undone;
    });

  async #ask(call: () => Promise<Result<unknown>>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    const answer = await call();
    this.busy = false;
    this.problem = answer.ok ? null : answer.error;
    this.reload();
  }
}
