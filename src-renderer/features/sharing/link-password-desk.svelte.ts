import type { AppError } from '../../../src-main/contract/app-error';
import { passwordFaultsIn, type PasswordRules } from '../../../src-main/contract/passwords';
import type { KeyCheck, KeyedLink } from '../../../src-main/contract/sharing';
import { bridge } from '../../state/bridge';
import { portalList } from '../../state/portal-list.svelte';
import { handOver, takeOver } from '../links/handed-over';

/** What came of the last thing that was asked for; it goes away with the next keystroke. */
export type KeyOutcome =
  | { readonly kind: 'checked'; readonly check: KeyCheck }
  | { readonly kind: 'fixed'; readonly found: KeyedLink }
  /** The link has the password already. */
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly error: AppError; readonly again: () => void };

/** What is wrong with a field. */
type Missing = 'link' | 'password' | 'rules' | null;

/** The password of a link that a person has the address of: tried as a visitor, or set. */
export class LinkPasswordDesk {
  readonly #portalId: string;
  readonly #rules: () => PasswordRules | null;
  /** Counts what was asked for: an answer to something older is not shown. */
  #asked = 0;
  #linkOrKey = $state('');
  #password = $state('');
  working: 'check' | 'find' | 'set' | null = $state(null);
  outcome: KeyOutcome | null = $state.raw(null);
  missing: Missing = $state(null);
  /** The link that the person is asked about. */
  question: KeyedLink | null = $state.raw(null);
  questionProblem: AppError | null = $state.raw(null);
  /** The change that was recorded last. */
  savedId: string | null = $state(null);

  /** @param rules what the portal asks of passwords; `null`: not known, so it judges them itself. */
  constructor(portalId: string, rules: () => PasswordRules | null) {
    this.#portalId = portalId;
    this.#linkOrKey = takeOver(portalId);
    this.#rules = rules;
  }

  get offline(): boolean {
    return portalList.find(this.#portalId)?.reach.state === 'offline';
  }

  get linkOrKey(): string {
    return this.#linkOrKey;
  }

  set linkOrKey(text: string) {
    this.#linkOrKey = text;
    this.savedId = null;
    this.#forget();
  }

  get password(): string {
    return this.#password;
  }

  set password(text: string) {
    this.#password = text;
    this.#forget();
  }

  /** The saved portal to which a link of another host belongs. */
  get otherPortal(): { readonly id: string; readonly name: string } | null {
    const { outcome } = this;
    if (outcome?.kind !== 'failed' || outcome.error.code !== 'link.foreignHost') return null;
    const { host } = outcome.error.params;
    return portalList.portals.find((one) => new URL(one.address).host === host) ?? null;
  }

  /** Shows the link on the portal that it belongs to. */
  readonly handOverTo = (portalId: string): void => handOver(portalId, this.#linkOrKey);

  /** Tries the password as a visitor; an empty one only looks at the link. */
  readonly check = async (): Promise<void> => {
    if (!this.#begin('check', this.#linkOrKey.trim() === '' ? 'link' : null)) return;
    const turn = this.#asked;
    const answer = await bridge.sharing.checkKey({
      portalId: this.#portalId,
      linkOrKey: this.#linkOrKey,
      password: this.#password,
    });
    if (turn !== this.#asked) return;
    this.working = null;
    this.outcome = answer.ok
      ? { kind: 'checked', check: answer.value }
      : { kind: 'failed', error: answer.error, again: () => void this.check() };
  };

  /** Finds the link and asks whether its password is to be set. */
  readonly find = async (): Promise<void> => {
    if (!this.#begin('find', this.#lacking())) return;
    const turn = this.#asked;
    const answer = await bridge.sharing.linkByKey({
      portalId: this.#portalId,
      linkOrKey: this.#linkOrKey,
    });
    if (turn !== this.#asked) return;
    this.working = null;
    if (!answer.ok) {
      this.outcome = { kind: 'failed', error: answer.error, again: () => void this.find() };
    } else if (!answer.value.link.edit.password.can) {
      this.outcome = { kind: 'fixed', found: answer.value };
    } else {
      this.questionProblem = null;
      this.question = answer.value;
    }
  };

  /** The person has said yes. */
  readonly set = async (): Promise<void> => {
    if (this.question === null || this.working !== null) return;
    this.working = 'set';
    const answer = await bridge.sharing.setPasswordByKey({
      portalId: this.#portalId,
      linkOrKey: this.#linkOrKey,
      password: this.#password,
    });
    this.working = null;
    if (answer.ok) {
      this.question = null;
      this.savedId = answer.value.changeId;
    } else if (answer.error.code === 'change.nothing') {
      this.question = null;
      this.outcome = { kind: 'same' };
    } else {
      this.questionProblem = answer.error;
    }
  };

  #lacking(): Missing {
    if (this.#linkOrKey.trim() === '') return 'link';
    if (this.#password === '') return 'password';
    const rules = this.#rules();
    return rules !== null && passwordFaultsIn(this.#password, rules).length > 0 ? 'rules' : null;
  }

  #begin(work: 'check' | 'find', missing: Missing): boolean {
    if (this.working !== null) return false;
    this.#forget();
    this.missing = missing;
    if (missing !== null) return false;
    if (work === 'find') this.savedId = null;
    this.working = work;
    return true;
  }

  #forget(): void {
    this.#asked += 1;
    this.working = null;
    this.outcome = null;
    this.missing = null;
  }
}
