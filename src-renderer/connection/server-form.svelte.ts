import type { AppError, ErrorGroup } from '../../src-main/contract/app-error';
import type { ConnectionInput, ConnectionView } from '../../src-main/contract/portals';
import type { Result } from '../../src-main/contract/result';
import { ConnectionForm } from './connection-form.svelte';
import type { ConnectionTest } from './connection-test.svelte';

/** What every draft of a server holds. */
export interface ServerDraft {
  readonly address: string;
  readonly connection: ConnectionInput;
}

/** A server as it is saved, as far as every form needs it. */
export interface SavedEntry {
  readonly summary: { readonly address: string; readonly name: string };
  readonly connection: ConnectionView;
}

/** Something main would not take, and what stood in the form then. */
interface Refusal<D> {
  readonly error: AppError;
  readonly draft: D;
}

/** What a person types about a server, its test, and what main said to it. */
export abstract class ServerForm<D extends ServerDraft, F extends { readonly step: string }> {
  address = $state('');
  saving = $state(false);
  readonly connection: ConnectionForm;
  readonly test: ConnectionTest<D, F>;
  /** `null`: the server's own title will do. */
  #typedName: string | null = $state(null);
  /** The address for which the person accepted that nothing is encrypted. */
  #plainHttpFor: string | null = $state(null);
  #refusedSave: Refusal<D> | null = $state.raw(null);

  /** @param saved the server to change; `null` for a new one. */
  constructor(saved: SavedEntry | null, test: ConnectionTest<D, F>) {
    this.test = test;
    this.connection = new ConnectionForm(saved?.connection ?? null);
    if (!saved) return;
    this.address = saved.summary.address;
    this.#typedName = saved.summary.name;
    if (saved.connection.allowPlainHttp) this.#plainHttpFor = saved.summary.address;
  }

  /** What is typed, as main tests it. */
  abstract draft(): D;

  /** Groups of errors that belong to the field of the key. */
  protected abstract readonly keyGroup: 'key' | 'secret';
  /** What a draft holds as its key. */
  protected abstract keyOf(draft: D): unknown;
  /** Forgets the typed key. */
  protected abstract forgetKey(): void;

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
    return this.#about(this.keyGroup);
  }

  /** What main said to saving, unless it belongs to a field that shows it. */
  get notice(): AppError | null {
    const error = this.#refusedSave?.error ?? null;
    return error && !isAbout(error, 'address') && !isAbout(error, this.keyGroup) ? error : null;
  }

  /** Something was changed after the test was started. */
  get testIsStale(): boolean {
    const { tested } = this.test;
    return tested !== null && JSON.stringify(tested) !== JSON.stringify(this.draft());
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
    this.forgetKey();
    this.connection.passphrase = '';
  }

  protected input(): ConnectionInput {
    return this.connection.input(this.allowPlainHttp);
  }

  /** The error about a field, as long as what it was said about still stands there. */
  #about(group: 'address' | 'key' | 'secret'): AppError | null {
    const { failure, tested } = this.test;
    const ofTest = failure && tested ? { error: failure, draft: tested } : null;
    const found = [this.#refusedSave, ofTest].find((one) => one && isAbout(one.error, group));
    if (!found) return null;
    const stands =
      group === 'address'
        ? found.draft.address === this.address
        : this.keyOf(found.draft) === this.keyOf(this.draft());
    return stands ? found.error : null;
  }
}

const isAbout = (error: AppError, group: ErrorGroup): boolean => error.code.startsWith(`${group}.`);
