import type { AppError, ErrorGroup } from '../../../src-main/contract/app-error';
import type { LicenseAction, LicenseView, NoFilesReason } from '../../../src-main/contract/license';
import type { Failed, Ok } from '../../../src-main/contract/result';
import { m } from '$words';
import { bridge } from '../../state/bridge';
import { liveQuery, type Live } from '../../state/live-query.svelte';
import { portalList } from '../../state/portal-list.svelte';
import { showError } from '../../state/toasts';
import { isUnsettled, type Retry } from './job-words';
import { sayReasonAgainst } from './license-words';

/** Why the last try to choose a file gave none; the file chosen before stays. */
export type FileProblem = AppError | 'severalFiles';

/**
 * The license work of one portal: what main knows of it, and what this window asks for. Make it
 * while a component is set up.
 */
export class LicenseDesk {
  readonly #portalId: () => string;
  readonly #live: Live<LicenseView, ErrorGroup>;
  /** A file is being picked or read. */
  choosing = $state(false);
  fileProblem: FileProblem | null = $state.raw(null);
  /** The action that is being handed to main. */
  starting: LicenseAction | null = $state(null);
  /** Why the last action was not even begun. */
  startProblem: AppError | null = $state.raw(null);
  cancelling = $state(false);
  /** What the person decided about a change is being handed to main. */
  deciding = $state(false);

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

  /** Why the portal takes nothing from this key. */
  get obstacle(): NoFilesReason | null {
    const takes = this.view?.takesFiles;
    if (!takes) return 'notKnown';
    return takes.yes ? null : takes.reason;
  }

  /** Why an action cannot be taken now, in words; `null`: it can. */
  readonly reasonAgainst = (action: LicenseAction): string | null => {
    const { obstacle, offline, running, view } = this;
    return sayReasonAgainst(action, {
      obstacle,
      offline,
      running,
      unsettled: view?.job ? isUnsettled(view.job) : false,
      hasChosen: Boolean(view?.chosen),
      hasStaged: Boolean(view?.staged),
    });
  };

  /** Why a recorded change cannot be sent now, in words. */
  get reasonAgainstSending(): string | null {
    if (this.offline) return m.license_reason_offline();
    return this.running ? m.license_reason_running() : null;
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
    const answer = await bridge.license.start({
      portalId: this.#portalId(),
      action,
      hold: this.offline,
    });
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

  readonly retry = async (retry: Retry): Promise<void> => {
    if (retry.how === 'start') return this.start(retry.action);
    const { how } = retry;
    await this.#decide((changeId) => bridge.changes[how]({ changeId }));
  };

  /** The person's word for a change that is held. */
  readonly sendNow = (): Promise<void> =>
    this.#decide((changeId) => bridge.changes.sendNow({ changeId }));

  readonly discard = (): Promise<void> =>
    this.#decide((changeId) => bridge.changes.discard({ changeId }));

  /** Looks at once what became of a change, instead of at the appointed time. */
  readonly settle = (): Promise<void> =>
    this.#decide((changeId) => bridge.changes.retry({ changeId }));

  async #decide(ask: (changeId: string) => Promise<Ok<unknown> | Failed>): Promise<void> {
    const changeId = this.view?.job?.id ?? this.view?.held?.changeId;
    if (changeId === undefined || this.deciding) return;
    this.deciding = true;
    const answer = await ask(changeId);
    this.deciding = false;
    if (!answer.ok) showError(answer.error);
  }

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

  /** These hardly ever fail; when the portal was removed there is no place left to say it. */
  #tell(answer: Ok<void> | Failed): void {
    if (!answer.ok) showError(answer.error);
  }
}
