import type { AppError } from '../../../src-main/contract/app-error';
import type { EntryRef } from '../../../src-main/contract/entries';
import type { LinkRow, LinksView } from '../../../src-main/contract/links';
import { m } from '$words';
import { bridge } from '../../state/bridge';
import { liveQuery, type Live } from '../../state/live-query.svelte';
import { portalList } from '../../state/portal-list.svelte';
import { showDone, showError, showNews } from '../../state/toasts';
import { entryKey, readEntryKey } from './entry-key';

/** What the person is being asked, in a dialog of its own. */
export type LinkQuestion =
  | { readonly kind: 'create' }
  /** The link as the person saw it when the dialog was opened. */
  | { readonly kind: 'edit' | 'remove' | 'check'; readonly row: LinkRow };

/**
 * The external links of the chosen entry: what main knows of them, and what this window asks for.
 * Make it while a component is set up.
 */
export class LinksDesk {
  readonly portalId: string;
  readonly #entry: () => EntryRef | null;
  readonly #live: Live<LinksView, 'saved' | 'bridge' | 'store' | 'keychain'>;
  /** What is being asked, and about which entry. */
  #asked: { readonly about: string; readonly question: LinkQuestion } | null = $state.raw(null);
  /** The change that was recorded last in this visit, and of which entry. */
  #saved: { readonly about: string; readonly changeId: string } | null = $state.raw(null);

  constructor(portalId: string, entry: () => EntryRef | null) {
    this.portalId = portalId;
    this.#entry = entry;
    this.#live = liveQuery({
      topic: 'links',
      id: () => this.#key,
      hears: () => portalId,
      ask: (key) => bridge.links.view({ portalId, entry: readEntryKey(key) }),
    });
  }

  get entry(): EntryRef | null {
    return this.#entry();
  }

  get view(): LinksView | null {
    return this.#live.value;
  }

  get viewError(): AppError | null {
    return this.#live.error;
  }

  get offline(): boolean {
    return portalList.find(this.portalId)?.reach.state === 'offline';
  }

  get question(): LinkQuestion | null {
    return this.#asked?.about === this.#key ? (this.#asked?.question ?? null) : null;
  }

  get savedId(): string | null {
    return this.#saved?.about === this.#key ? (this.#saved?.changeId ?? null) : null;
  }

  get #key(): string | null {
    const entry = this.#entry();
    return entry && entryKey(entry);
  }

  readonly askAgain = (): void => this.#live.reload();

  /** Reads the links from the portal again; changes nothing there. */
  readonly reload = async (): Promise<void> => {
    const { entry, portalId } = this;
    if (!entry) return;
    const asked = await bridge.links.reload({ portalId, entry });
    if (!asked.ok) showError(asked.error);
  };

  readonly ask = (question: LinkQuestion): void => {
    const about = this.#key;
    this.#asked = about === null ? null : { about, question };
  };

  readonly close = (): void => {
    this.#asked = null;
  };

  /** A change was recorded: what becomes of it is told on the page. */
  readonly follow = (changeId: string): void => {
    const about = this.#key;
    this.#saved = about === null ? null : { about, changeId };
  };

  readonly copy = async (url: string): Promise<void> => {
    await navigator.clipboard.writeText(url).then(
      () => showDone(m.links_copied(), url),
      () => showNews({ title: m.ui_copy_failed(), tone: 'warn' }),
    );
  };
}
