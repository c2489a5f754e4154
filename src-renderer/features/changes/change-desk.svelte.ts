import type { AppError } from '../../../src-main/contract/app-error';
import type { ChangeFilter, ChangeRow, exportFormats } from '../../../src-main/contract/changes';
import type { Result } from '../../../src-main/contract/result';
import { m } from '$words';
import { bridge } from '../../state/bridge';
import { showDone, showError } from '../../state/toasts';
import type { Choices } from './conflict-choices';

export type ExportFormat = (typeof exportFormats)[number];

/** What the person asks for on the page of changes, one thing after the other. */
export class ChangeDesk {
  /** The change whose details are shown. */
  openId: string | null = $state(null);
  /** The change that is to be discarded, if the person says so. */
  discarding: Pick<ChangeRow, 'id' | 'state'> | null = $state.raw(null);
  /** The person's answers in the conflict that is shown. */
  choices: Choices = $state.raw({});
  /** Something asked for is being handed to main. */
  busy = $state(false);
  /** Why main would not, as long as there is a dialog to say it in. */
  problem: AppError | null = $state.raw(null);

  readonly open = (changeId: string): void => {
    this.openId = changeId;
    this.choices = {};
    this.problem = null;
  };

  readonly close = (): void => {
    this.openId = null;
    this.problem = null;
  };

  readonly retry = (changeId: string): Promise<void> =>
    this.#ask(() => bridge.changes.retry({ changeId }));

  readonly sendNow = (changeId: string): Promise<void> =>
    this.#ask(() => bridge.changes.sendNow({ changeId }));

  readonly undo = async (changeId: string): Promise<void> => {
    await this.#ask(
      () => bridge.changes.undo({ changeId }),
      () => showDone(m.changes_undo_saved(), m.changes_undo_saved_text()),
    );
  };

  readonly discard = async (): Promise<void> => {
    const change = this.discarding;
    if (!change) return;
    await this.#ask(() => bridge.changes.discard({ changeId: change.id }));
    this.discarding = null;
  };

  readonly resolve = async (changeId: string, mine: readonly string[]): Promise<void> => {
    await this.#ask(
      () => bridge.changes.resolve({ changeId, mine: [...mine] }),
      () => (this.choices = {}),
    );
  };

  readonly pause = (portalId: string): Promise<void> =>
    this.#ask(() => bridge.changes.pausePortal({ portalId }));

  readonly resume = (portalId: string): Promise<void> =>
    this.#ask(() => bridge.changes.resumePortal({ portalId }));

  readonly exportTo = (format: ExportFormat, filter: ChangeFilter): Promise<void> =>
    this.#ask(
      () => bridge.changes.exportTo({ format, filter }),
      (written) => {
        if (!written) return;
        const { fileName, count } = written;
        showDone(m.changes_exported({ count }), fileName);
      },
    );

  async #ask<T>(call: () => Promise<Result<T>>, then?: (value: T) => void): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    const answer = await call();
    this.busy = false;
    if (answer.ok) then?.(answer.value);
    else if (this.openId === null) showError(answer.error);
    else this.problem = answer.error;
  }
}
