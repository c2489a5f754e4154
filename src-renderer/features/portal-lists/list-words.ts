import type {
  ListNote,
  ListOutcome,
  ListPlace,
  ListRow,
} from '../../../src-main/contract/portal-lists';
import { m } from '$words';
import { sayError } from '../../i18n/error-words';
import type { Tone } from '../../ui/tone';

export function sayPlace({ at, number }: ListPlace): string {
  return at === 'line' ? m.lists_line({ number }) : m.lists_entry({ number });
}

const notes: Readonly<Record<ListNote, () => string>> = {
  proxy: m.lists_note_proxy,
  authority: m.lists_note_authority,
  fingerprint: m.lists_note_fingerprint,
  plainHttp: m.lists_note_plainHttp,
};

/** What an import makes of a row: a word, and what is special about it. */
export function sayOutcome(outcome: ListOutcome): {
  readonly tone: Tone;
  readonly word: string;
  readonly more: string;
} {
  switch (outcome.kind) {
    case 'new':
      return {
        tone: outcome.notes.includes('plainHttp') ? 'warn' : 'ok',
        word: m.lists_new(),
        more: outcome.notes.map((note) => notes[note]()).join(', '),
      };
    case 'merge':
      return { tone: 'info', word: m.lists_merge(), more: sayMerge(outcome) };
    case 'same':
      return { tone: 'neutral', word: m.lists_same(), more: outcome.savedName };
    case 'duplicate':
      return {
        tone: 'off',
        word: m.lists_duplicate(),
        more: m.lists_duplicate_of({ place: sayPlace(outcome.of) }),
      };
    case 'bad':
      return { tone: 'danger', word: m.lists_bad(), more: sayError(outcome.error).title };
  }
}

function sayMerge(outcome: Extract<ListOutcome, { readonly kind: 'merge' }>): string {
  const { savedName, name, tags, account } = outcome;
  const gains = [
    name === null ? null : m.lists_gains_name({ name }),
    tags.length === 0 ? null : m.lists_gains_tags({ tags: tags.join(', ') }),
    account === null ? null : m.lists_gains_account({ account }),
  ].filter((gain) => gain !== null);
  return `${savedName}: ${gains.join('; ')}`;
}

/** The rows counted by what becomes of them. */
export function countOutcomes(
  rows: readonly ListRow[],
): Readonly<Record<ListOutcome['kind'], number>> {
  const counts = { new: 0, merge: 0, same: 0, duplicate: 0, bad: 0 };
  for (const { outcome } of rows) counts[outcome.kind] += 1;
  return counts;
}

/** The counts in a sentence; what there is none of is left out. */
export function sayCounts(rows: readonly ListRow[]): string {
  const { new: added, merge, same, duplicate, bad } = countOutcomes(rows);
  return [
    added > 0 ? m.lists_count_new({ count: added }) : null,
    merge > 0 ? m.lists_count_merge({ count: merge }) : null,
    same > 0 ? m.lists_count_same({ count: same }) : null,
    duplicate > 0 ? m.lists_count_duplicate({ count: duplicate }) : null,
    bad > 0 ? m.lists_count_bad({ count: bad }) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
