import { SvelteSet } from 'svelte/reactivity';

/** The portals that a person picked in the list, for what is done to several at once. */
export class Selection {
  readonly #ids = new SvelteSet<string>();
  /** Where a range begins. */
  #anchor: string | null = null;

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Those of `shown` that are picked: nothing is done to what a filter hides. */
  among(shown: readonly string[]): readonly string[] {
    return shown.filter((id) => this.#ids.has(id));
  }

  /**
   * Picks or drops one; with `range`, everything from the one before to this one becomes like this
   * one.
   * @param shown ids in the order of the screen
   */
  toggle(id: string, range: boolean, shown: readonly string[]): void {
    const picked = !this.#ids.has(id);
    const from = range && this.#anchor !== null ? shown.indexOf(this.#anchor) : -1;
    const to = shown.indexOf(id);
    const span = from === -1 ? [id] : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const one of span) this.#set(one, picked);
    this.#anchor = id;
  }

  /** Picks all that are shown, or drops them when they are picked already. */
  toggleAll(shown: readonly string[]): void {
    const all = this.among(shown).length === shown.length;
    for (const id of shown) this.#set(id, !all);
    this.#anchor = null;
  }

  clear(): void {
    this.#ids.clear();
    this.#anchor = null;
  }

  #set(id: string, picked: boolean): void {
    if (picked) this.#ids.add(id);
    else this.#ids.delete(id);
  }
}
