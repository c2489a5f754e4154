import type {
  NewPortal,
  PortalDetail,
  PortalEdit,
  TestDraft,
  TestFinding,
} from '../../../src-main/contract/portals';
import { ServerForm } from '../../connection/server-form.svelte';
import { portalTest } from './portal-test.svelte';

/** What a person types about a portal, its test, and what main said to it. */
export class PortalForm extends ServerForm<TestDraft, TestFinding> {
  apiKey = $state('');
  tags: readonly string[] = $state.raw([]);
  protected readonly keyGroup = 'key';
  readonly #portalId: string | null;

  /**
   * Call it while a component is set up.
   * @param saved the portal to change; `null` for a new one.
   */
  constructor(saved: PortalDetail | null) {
    super(saved, portalTest());
    this.#portalId = saved?.summary.id ?? null;
    this.tags = saved?.summary.tags ?? [];
  }

  /** As main tests it: a saved portal with its stored key, a new one with the typed key. */
  draft(): TestDraft {
    const { address } = this;
    const connection = this.input();
    return this.#portalId === null
      ? { address, apiKey: this.apiKey, connection }
      : { portalId: this.#portalId, address, connection };
  }

  newPortal(): NewPortal {
    const { address, apiKey, name, tags } = this;
    return { address, apiKey, name, tags: [...tags], connection: this.input() };
  }

  edit(portalId: string): PortalEdit {
    const { address, name, tags } = this;
    return { portalId, address, name, tags: [...tags], connection: this.input() };
  }

  protected keyOf({ apiKey }: TestDraft): unknown {
    return apiKey;
  }

  protected forgetKey(): void {
    this.apiKey = '';
  }
}
