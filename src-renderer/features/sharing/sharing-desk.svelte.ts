import type { AppError } from '../../../src-main/contract/app-error';
import type { ChangeRow } from '../../../src-main/contract/changes';
import type {
  SharingField,
  SharingSettings,
  SharingView,
} from '../../../src-main/contract/sharing';
import { bridge } from '../../state/bridge';
import { LiveAnswer, liveQuery, type Live } from '../../state/live-query.svelte';
import { portalList } from '../../state/portal-list.svelte';
import { showError } from '../../state/toasts';
import { planSharing, type SharingPlan } from './sharing-plan';

/** More open changes of these settings than anyone leaves lying about. */
const mostOpen = 50;

/**
 * The external sharing of one portal: what main knows of it, and what this window asks for. Make
 * it while a component is set up.
 */
export class SharingDesk {
  readonly #portalId: () => string;
  readonly #live: Live<SharingView, 'saved' | 'bridge' | 'store' | 'keychain'>;
  readonly #open: LiveAnswer<readonly ChangeRow[], 'bridge' | 'store' | 'keychain'>;
  /** What the person has switched and not saved yet. */
  edits: SharingSettings = $state.raw({});
  /** The change that was recorded last in this visit. */
  savedId: string | null = $state(null);
  saving = $state(false);
  saveProblem: AppError | null = $state.raw(null);

  constructor(portalId: () => string) {
    this.#portalId = portalId;
    this.#live = liveQuery({
      topic: 'sharing',
      id: portalId,
      ask: (id) => bridge.sharing.view({ portalId: id }),
    });
    this.#open = new LiveAnswer({
      topic: 'changes',
      ask: () => this.#askOpen(),
      concerns: () => true,
    });
    $effect(() => this.#open.start());
  }

  get view(): SharingView | null {
    return this.#live.value;
  }

  get viewError(): AppError | null {
    return this.#live.error;
  }

  get plan(): SharingPlan | null {
    const { settings, pending } = this.view ?? { settings: null, pending: {} };
    return settings && planSharing(settings, pending, this.edits);
  }

  /** Changes of these settings that are not on the portal yet, the newest first. */
  get open(): readonly ChangeRow[] {
    return this.#open.value ?? [];
  }

  get offline(): boolean {
    return portalList.find(this.#portalId())?.reach.state === 'offline';
  }

  readonly askAgain = (): void => this.#live.reload();

  readonly toggle = (field: SharingField, on: boolean): void => {
    this.edits = { ...this.edits, [field]: on };
    this.savedId = null;
    this.saveProblem = null;
  };

  readonly reset = (): void => {
    this.edits = {};
    this.saveProblem = null;
  };

  /** Reads the settings from the portal again; changes nothing there. */
  readonly reload = async (): Promise<void> => {
    const asked = await bridge.sharing.reload({ portalId: this.#portalId() });
    if (!asked.ok) showError(asked.error);
  };

  readonly save = async (): Promise<void> => {
    const { plan } = this;
    if (!plan || this.saving) return;
    this.saving = true;
    this.saveProblem = null;
    const { base, desired } = plan;
    const answer = await bridge.sharing.set({ portalId: this.#portalId(), base, desired });
    this.saving = false;
    if (answer.ok) {
      this.savedId = answer.value.changeId;
      this.edits = {};
    } else {
      this.saveProblem = answer.error;
    }
  };

  async #askOpen() {
    const answer = await bridge.changes.list({
      filter: { show: 'open', portalId: this.#portalId(), search: '' },
      offset: 0,
      limit: mostOpen,
    });
    if (!answer.ok) return answer;
    const own = answer.value.rows.filter(({ target }) => target.kind === 'externalSharing');
    return { ok: true, value: own } as const;
  }
}
