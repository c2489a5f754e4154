import { is } from 'valibot';
import {
  tokenHeader,
  type DocsAuth,
  type DocsServerDetail,
  type DocsServerEdit,
  type DocsTestDraft,
  type DocsTestFinding,
  type NewDocsServer,
} from '../../../src-main/contract/docs-servers';
import { ServerForm } from '../../connection/server-form.svelte';
import { docsTest } from './docs-test.svelte';
import { TypedSecret } from './typed-secret.svelte';

/** In which header a server looks for tokens unless it was set up otherwise. */
const usualHeader = 'Authorization';

/** What a person types about a Docs server, its test, and what main said to it. */
export class DocsServerForm extends ServerForm<DocsTestDraft, DocsTestFinding> {
  readonly typed = new TypedSecret();
  authForm: DocsAuth['form'] = $state('body');
  header = $state(usualHeader);
  protected readonly keyGroup = 'secret';
  readonly #serverId: string | null;

  /**
   * Call it while a component is set up.
   * @param saved the server to change; `null` for a new one.
   */
  constructor(saved: DocsServerDetail | null) {
    super(saved, docsTest());
    this.#serverId = saved?.summary.id ?? null;
    if (!saved) return;
    const { auth } = saved.summary;
    this.authForm = auth.form;
    if (auth.form === 'header') this.header = auth.header;
  }

  get auth(): DocsAuth {
    if (this.authForm !== 'header') return { form: this.authForm };
    return { form: 'header', header: this.header.trim() };
  }

  /** What main would not take as a header's name. */
  get headerIsWrong(): boolean {
    return this.authForm === 'header' && !is(tokenHeader, this.header);
  }

  /** As main tests it: a saved server with its stored secret, a new one with the typed one. */
  draft(): DocsTestDraft {
    const { address, auth } = this;
    const connection = this.input();
    const { secret, keepSpaces } = this.typed;
    return this.#serverId === null
      ? { address, auth, secret, keepSpaces, connection }
      : { serverId: this.#serverId, address, auth, keepSpaces: false, connection };
  }

  newServer(): NewDocsServer {
    const { address, auth, name } = this;
    const { secret, keepSpaces } = this.typed;
    return { address, auth, secret, keepSpaces, name, connection: this.input() };
  }

  edit(serverId: string): DocsServerEdit {
    const { address, auth, name } = this;
    return { serverId, address, auth, name, connection: this.input() };
  }

  protected keyOf({ secret, keepSpaces }: DocsTestDraft): unknown {
    return `${keepSpaces} ${secret}`;
  }

  protected forgetKey(): void {
    this.typed.forget();
  }
}
