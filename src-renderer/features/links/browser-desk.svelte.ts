import {
  browsePage,
  type BrowsePage,
  type Entry,
  type Place,
} from '../../../src-main/contract/entries';
import { bridge } from '../../state/bridge';
import type { RowsPage } from '../../state/known-rows';
import { PagedList } from '../../state/paged-list.svelte';
import { showError } from '../../state/toasts';
import { entryKey } from './entry-key';

interface PlacePage extends RowsPage<Entry> {
  readonly place: BrowsePage;
}

export const firstPlaces = ['rooms', 'my', 'archive'] as const;
export type FirstPlace = (typeof firstPlaces)[number];

/** The browser over rooms, folders and files of one portal. */
export class BrowserDesk {
  readonly #portalId: string;
  /** The place that is wanted; `list.shown` is the one whose entries are there. */
  place: Place = $state.raw({ at: 'rooms' });
  readonly list: PagedList<Place, Entry, PlacePage>;
  /** Key of the entry at which the list begins: the one that was left. */
  startAt: string | null = $state(null);

  constructor(portalId: string) {
    this.#portalId = portalId;
    this.list = new PagedList(
      {
        topic: 'links',
        concerns: (ids) => ids.includes(portalId),
        pageSize: browsePage,
        keyOf: ({ ref }) => entryKey(ref),
        ask: (place, offset, limit) => this.#ask(place, offset, limit),
      },
      this.place,
    );
  }

  /** What is known of the place that is shown. */
  get page(): BrowsePage | null {
    return this.list.last?.place ?? null;
  }

  /** The entries of the wanted place are not there yet. */
  get leads(): boolean {
    return this.list.shown !== this.place;
  }

  /** The section in which the wanted place lies; `null` while that is not known. */
  get section(): FirstPlace | null {
    const first = this.leads ? this.place : this.page?.path[0]?.place;
    return firstPlaces.find((one) => one === first?.at) ?? null;
  }

  /** The place one step up; `null` in the first one. */
  get above(): Place | null {
    return this.page?.path.at(-2)?.place ?? null;
  }

  readonly goTo = (place: Place, startAt: string | null = null): void => {
    this.place = place;
    this.startAt = startAt;
    this.list.filter(place);
  };

  /** Goes to the place above, and there to the one that was left. */
  readonly goUp = (): void => {
    const { above, place, section } = this;
    if (!above || place.at !== 'folder') return;
    const kind = this.page?.path.length === 2 && section !== 'my' ? 'room' : 'folder';
    this.goTo(above, entryKey({ kind, id: place.id }));
  };

  /** Reads the place from the portal again. */
  readonly reload = async (): Promise<void> => {
    const asked = await bridge.links.reloadPlace({ portalId: this.#portalId, place: this.place });
    if (!asked.ok) showError(asked.error);
  };

  async #ask(place: Place, offset: number, limit: number) {
    const answer = await bridge.links.browse({ portalId: this.#portalId, place, offset, limit });
    if (!answer.ok) return answer;
    const { rows, total } = answer.value;
    const value = { rows, total: total ?? offset + rows.length, place: answer.value };
    return { ok: true, value } as const;
  }
}

/** The place whose content an entry is; `null` for files, which have none. */
export const placeOf = ({ ref }: Pick<Entry, 'ref'>): Place | null =>
  ref.kind === 'file' ? null : { at: 'folder', id: ref.id };
