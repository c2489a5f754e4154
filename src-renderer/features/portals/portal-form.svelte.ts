import type { AppError, ErrorGroup } from '../../../src-main/contract/app-error';
import type {
  NewPortal,
  PortalDetail,
  PortalEdit,
  TestDraft,
} from '../../../src-main/contract/portals';
import type { Result } from '../../../src-main/contract/result';
import { ConnectionForm } from './connection-form.svelte';
import { ConnectionTest } from './connection-test.svelte';

/** Something main would not take, and what stood in the form then. */
interface Refusal {
  readonly error: AppError;
  readonly draft: TestDraft;
}

/** What a person types about a portal, its test, and what main said to it. */
export class PortalForm {
  address = $state('');
  apiKey = $state('');
  tags: readonly string[] = $state.raw([]);
  saving = $state(false);
  readonly connection: ConnectionForm;
  readonly test = new ConnectionTest();
  readonly #portalId: string | null;
  /** `null`: the portal's own title will do. */
  #typedName: string | null = $state(null);
  /** The address for which the person accepted that nothing is encrypted. */
  #plainHttpFor: string | null = $state(null);
  #refusedSave: Refusal | null = $state.raw(null);

  /**
   * Call it while a component is set up.
   * @param saved the portal to change; `null` for a new one.
   */
  constructor(saved: PortalDetail | null) {
    this.#portalId = saved?.summary.id ?? null;
    this.connection = new ConnectionForm(saved?.connection ?? null);
    if (!saved) return;
    this.address = saved.summary.address;
    this.tags = saved.summary.tags;
    this.#typedName = saved.summary.name;
    if (saved.connection.allowPlainHttp) this.#plainHttpFor = saved.summary.address;
  }

  get name(): string {
    return this.#typedName ?? this.test.report?.suggestedName ?? '';
  }

  set name(typed: string) {
    this.#typedName = typed;
  }

  /** Bound to the address as it stands: another one is another question. */
  get allowPlainHttp(): boolean {
    return this.#plainHttpFor === this.address;
  }

  set allowPlainHttp(allowed: boolean) {
    this.#plainHttpFor = allowed ? this.address : null;
  }

  /** Whether to ask about http: main would not take it, or the person agreed to it. */
  get asksAboutPlainHttp(): boolean {
    return this.allowPlainHttp || this.#about('address')?.code === 'address.plainHttp';
  }

  get addressError(): AppError | null {
    const error = this.#about('address');
    return this.allowPlainHttp && error?.code === 'address.plainHttp' ? null : error;
  }

  get keyError(): AppError | null {
    return this.#about('key');
  }

  /** What main said to saving, unless it belongs to a field that shows it. */
  get notice(): AppError | null {
    const error = this.#refusedSave?.error ?? null;
    return error && !isAbout(error, 'address') && !isAbout(error, 'key') ? error : null;
  }

  /** Something was changed after the test was started. */
  get testIsStale(): boolean {
    const { tested } = this.test;
    return tested !== null && JSON.stringify(tested) !== JSON.stringify(this.draft());
  }

  /** As main tests it: a saved portal with its stored key, a new one with the typed key. */
  draft(): TestDraft {
    const { address } = this;
    const connection = this.connection.input(this.allowPlainHttp);
    return this.#portalId === null
      ? { address, apiKey: this.apiKey, connection }
      : { portalId: this.#portalId, address, connection };
  }

  newPortal(): NewPortal {
    const { address, apiKey, name, tags } = this;
    return { address, apiKey, name, tags: [...tags], connection: this.#input() };
  }

  edit(portalId: string): PortalEdit {
    const { address, name, tags } = this;
    return { portalId, address, name, tags: [...tags], connection: this.#input() };
  }

  startTest(): void {
    this.#refusedSave = null;
    // A name that was emptied may be filled again.
    if (this.#typedName === '') this.#typedName = null;
    void this.test.start(this.draft());
  }

  /** Saves, and keeps what main said against it. */
  async save<T, G extends ErrorGroup>(write: () => Promise<Result<T, G>>): Promise<Result<T, G>> {
    this.saving = true;
    const draft = this.draft();
    const answer = await write();
    this.saving = false;
    this.#refusedSave = answer.ok ? null : { error: answer.error, draft };
    return answer;
  }

  /** Ends the test and forgets all secrets. */
  forget(): void {
    this.test.stop();
    this.#refusedSave = null;
    this.apiKey = '';
    this.connection.passphrase = '';
  }

  #input() {
    return this.connection.input(this.allowPlainHttp);
  }

  /** The error about a field, as long as what it was said about still stands there. */
  #about(group: 'address' | 'key'): AppError | null {
    const { failure, tested } = this.test;
    const ofTest = failure && tested ? { error: failure, draft: tested } : null;
    const found = [this.#refusedSave, ofTest].find((one) => one && isAbout(one.error, group));
    if (!found) return null;
    const stands =
      group === 'address'
        ? found.draft.address === this.address
        : found.draft.apiKey === this.draft().apiKey;
    return stands ? found.error : null;
  }
}

const isAbout = (error: AppError, group: ErrorGroup): boolean => error.code.startsWith(`${group}.`);
