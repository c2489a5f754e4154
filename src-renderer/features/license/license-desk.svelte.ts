import type { AppError } from '../../../src-main/contract/app-error';
import type { LicenseAction, LicenseView } from '../../../src-main/contract/license';
import type { Failed, Ok } from '../../../src-main/contract/result';
import { bridge } from '../../state/bridge';
import { liveQuery, type Live } from '../../state/live-query.svelte';
import { portalList } from '../../state/portal-list.svelte';
import { showError } from '../../state/toasts';
import type { Obstacle } from './license-words';

/** Why the last try to choose a file gave none; the file chosen before stays. */
export type FileProblem = AppError | 'severalFiles';

/**
 * The license work of one portal: what main knows of it, and what this window asks for. Make it
 * while a component is set up.
 */
export class LicenseDesk {
  readonly #portalId: () => string;
  readonly #live: Live<LicenseView, 'saved' | 'bridge'>;
  /** A file is being picked or read. */
  choosing = $state(false);
  fileProblem: FileProblem | null = $state.raw(null);
  /** The action that is being handed to main. */
  starting: LicenseAction | null = $state(null);
  /** Why the last action was not even begun. */
  startProblem: AppError | null = $state.raw(null);
  cancelling = $state(false);

  constructor(portalId: () => string) {
    this.#portalId = portalId;
    this.#live = liveQuery({
      topic: 'license',
      id: portalId,
      ask: (id) => bridge.license.view({ portalId: id }),
    });
  }

  get view(): LicenseView | null {
    return this.#live.value;
  }

  /** Why main could not tell the view. */
  get viewError(): AppError | null {
    return this.#live.error;
  }

  get portalName(): string {
    return portalList.find(this.#portalId())?.name ?? '';
  }

  get offline(): boolean {
    return portalList.find(this.#portalId())?.reach.state === 'offline';
  }

  /** A job is being handed over or is under way. */
  get running(): boolean {
    const job = this.view?.job;
    return this.starting !== null || (job ? job.outcome === null : false);
  }

  /** Whether it makes sense to choose a file at all. */
  get refusesFiles(): boolean {
    return this.obstacle === 'saas' || this.obstacle === 'community';
  }

  /** Why nothing can be sent now. */
  get obstacle(): Obstacle | null {
    const takes = this.view?.takesFiles;
    if (takes?.yes === false && takes.reason !== 'notKnown') return takes.reason;
    if (this.offline) return 'offline';
    return takes?.yes === true ? null : 'notKnown';
  }

  readonly askAgain = (): void => this.#live.reload();

  /** Reads the license from the portal again; changes nothing there. */
  readonly reload = async (): Promise<void> => {
    this.#tell(await bridge.license.reload({ portalId: this.#portalId() }));
  };

  readonly choose = (): Promise<void> =>
    this.#take(() => bridge.license.chooseFile({ portalId: this.#portalId() }));

  readonly drop = async (files: readonly File[]): Promise<void> => {
    const [file, ...more] = files;
    if (!file || this.refusesFiles || this.running) return;
    if (more.length > 0) this.fileProblem = 'severalFiles';
    else await this.#take(() => bridge.license.takeDropped({ portalId: this.#portalId(), file }));
  };

  readonly forget = async (): Promise<void> => {
    this.fileProblem = null;
    this.startProblem = null;
    this.#tell(await bridge.license.forgetFile({ portalId: this.#portalId() }));
  };

  readonly start = async (action: LicenseAction): Promise<void> => {
    this.starting = action;
    this.startProblem = null;
    const answer = await bridge.license.start({ portalId: this.#portalId(), action });
    if (!answer.ok) this.startProblem = answer.error;
    this.starting = null;
  };

  readonly cancel = async (): Promise<void> => {
    this.cancelling = true;
    this.#tell(await bridge.license.cancel({ portalId: this.#portalId() }));
    this.cancelling = false;
  };

  readonly dismiss = async (): Promise<void> => {
    this.#tell(await bridge.license.dismissJob({ portalId: this.#portalId() }));
  };

  async #take(ask: () => Promise<Ok<unknown> | Failed>): Promise<void> {
    if (this.choosing) return;
    this.choosing = true;
    const answer = await ask();
    this.choosing = false;
    // A picker that was closed is no news, but neither does an old problem help any longer.
    this.fileProblem = answer.ok ? null : answer.error;
    if (answer.ok && answer.value !== false) await this.#beginAnew();
  }

  /** With a new file the report about the one before is out of date. */
  async #beginAnew(): Promise<void> {
    this.startProblem = null;
    if (this.view?.job) await this.dismiss();
  }

  /** These fail only when the portal was removed meanwhile: there is no place left to say it. */
  #tell(answer: Ok<void> | Failed): void {
    if (!answer.ok) showError(answer.error);
  }
}
