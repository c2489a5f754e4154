import type { AppError } from '../../../src-main/contract/app-error';
import type { Entry, Found, Place } from '../../../src-main/contract/entries';
import { bridge } from '../../state/bridge';

/** Milliseconds after the last key before the portal is asked. */
const typingPause = 350;

/** What a search can lead to without a further question. */
export interface FinderWays {
  readonly entry: (entry: Entry, linkId: string | null) => void;
  readonly place: (place: Place) => void;
}

/** The search field of the tab: asks when the person pauses, and only shows the newest answer. */
export class Finder {
  readonly #portalId: string;
  readonly #ways: FinderWays;
  #text = $state('');
  busy = $state(false);
  found: Found | null = $state.raw(null);
  problem: AppError | null = $state.raw(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions, so that an answer knows whether it is still wanted. */
  #turn = 0;

  constructor(portalId: string, ways: FinderWays) {
    this.#portalId = portalId;
    this.#ways = ways;
  }

  get text(): string {
    return this.#text;
  }

  /** Something is looked for: what was found stands in place of the browser. */
  get active(): boolean {
    return this.#text.trim() !== '';
  }

  readonly type = (text: string): void => {
    this.#text = text;
    this.cancel();
    this.found = null;
    this.problem = null;
    if (!this.active) return;
    // What was pasted is complete; what is typed may go on.
    if (isAddress(text)) void this.#ask(true);
    else this.#pause = setTimeout(() => void this.#ask(false), typingPause);
  };

  /** Looks now, and opens what is found if it is only one thing. */
  readonly enter = (): void => {
    if (!this.active || this.busy) return;
    const { found } = this;
    if (found) this.#follow(found, true);
    else void this.#ask(true);
  };

  /** Stops waiting for an answer. */
  readonly cancel = (): void => {
    clearTimeout(this.#pause);
    this.#turn += 1;
    this.busy = false;
  };

  readonly clear = (): void => this.type('');

  async #ask(opens: boolean): Promise<void> {
    this.cancel();
    const turn = this.#turn;
    this.busy = true;
    const answer = await bridge.links.find({ portalId: this.#portalId, text: this.#text.trim() });
    if (turn !== this.#turn) return;
    this.busy = false;
    this.found = answer.ok ? answer.value : null;
    this.problem = answer.ok ? null : answer.error;
    if (this.found) this.#follow(this.found, opens);
  }

  /** Opens what was found, if it is one thing and the person wants that. */
  #follow(found: Found, opens: boolean): void {
    // A number that is being typed may become another one; nothing else is found by itself.
    const isNamed = opens || !/^\d*$/.test(this.#text.trim());
    if (found.kind === 'entry' && isNamed) {
      this.#leave(() => this.#ways.entry(found.entry, found.linkId));
    } else if (found.kind === 'place') {
      this.#leave(() => this.#ways.place(found.place));
    } else if (found.kind === 'entries' && opens) {
      const [only, second] = found.rows;
      if (only && !second) this.#leave(() => this.#ways.entry(only, null));
    }
  }

  #leave(go: () => void): void {
    this.clear();
    go();
  }
}

/** A pasted address, in any form; names of entries have no slashes. */
const isAddress = (text: string): boolean => text.includes('/');
