import type { AppError } from '../../../src-main/contract/app-error';
import type { EntryRef } from '../../../src-main/contract/entries';
import type { LinkField, LinkRow, LinksView, Offer } from '../../../src-main/contract/links';
import { minuteClock } from '../../ui/minute-clock.svelte';
import {
  draftOfLink,
  draftOfNew,
  faultsOf,
  isFaultless,
  type DraftFaults,
  type LinkDraft,
} from './link-draft';
import { planEdit, type LinkPlan } from './link-plan';
import { recordLink } from './record-link';

/** The form of a new link, or of one that there is. */
export class LinkForm {
  readonly view: LinksView;
  readonly entry: EntryRef;
  /** The link as it was when the form was opened; `null`: a new one. */
  readonly row: LinkRow | null;
  draft: LinkDraft;
  saving = $state(false);
  problem: AppError | null = $state.raw(null);

  /** @param view as it was when the form was opened: what it offers must not change meanwhile. */
  constructor(view: LinksView, entry: EntryRef, row: LinkRow | null) {
    this.view = view;
    this.entry = entry;
    this.row = row;
    this.draft = $state.raw(row ? draftOfLink(row) : draftOfNew(view.create));
  }

  /** Whether the portal lets this field be set here. */
  offer(field: LinkField): Offer {
    return (this.row?.edit ?? this.view.create.fields)[field];
  }

  get faults(): DraftFaults {
    const { draft, row, view } = this;
    return faultsOf(draft, { rules: view.passwordRules, now: minuteClock.now, row });
  }

  /** What saving would change; `null` for a new link. */
  get plan(): LinkPlan | null {
    return this.row && planEdit(this.row, this.draft, minuteClock.now);
  }

  get canSave(): boolean {
    return isFaultless(this.faults) && this.plan?.effects.length !== 0;
  }

  readonly set = (changed: Partial<LinkDraft>): void => {
    this.draft = { ...this.draft, ...changed };
    this.problem = null;
  };

  /** Records the change; answers with its id, or with `null` and says why not. */
  readonly save = async (): Promise<string | null> => {
    if (this.saving || !this.canSave) return null;
    this.saving = true;
    this.problem = null;
    const answer = await recordLink(this);
    this.saving = false;
    if (answer.ok) return answer.value.changeId;
    this.problem = answer.error;
    return null;
  };

  /** What was typed as a password must not outlive the form. */
  readonly forget = (): void => {
    this.draft = { ...this.draft, password: '' };
  };
}
