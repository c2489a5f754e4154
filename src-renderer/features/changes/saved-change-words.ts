import type { ChangeDetail } from '../../../src-main/contract/changes';
import { m } from '$words';
import { needsReview, sayChangeState } from '../../i18n/change-states';
import { sayError } from '../../i18n/error-words';
import { sayField, sayNews, sayWhat } from './change-words';

/** What a page says of a change that was just asked for there. */
export interface SaidChange {
  readonly tone: 'info' | 'ok' | 'warn' | 'danger';
  readonly title: string;
  readonly text: string;
}

/** Where a change stands that was just recorded. `null`: nothing was heard of it yet. */
export function saySavedChange(change: ChangeDetail | null): SaidChange {
  if (change === null) return savedHere('');
  const { state, result } = change;
  const what = sayWhat(change);
  const { text, sub } = sayChangeState(state);
  if (result?.kind === 'proved') {
    return result.kept.length > 0
      ? { tone: 'warn', title: m.changes_saved_kept_title(), text: sayKept(change, result.kept) }
      : {
          tone: 'ok',
          title: m.changes_saved_proved_title(),
          text: m.changes_saved_proved_text({ what }),
        };
  }
  if (result?.kind === 'discarded' && result.reason === 'setBack') {
    return {
      tone: 'info',
      title: m.changes_saved_set_back_title(),
      text: m.changes_saved_set_back_text(),
    };
  }
  if (result !== null) {
    return { tone: 'info', title: text, text: `${what}. ${sayNews(change) ?? ''}` };
  }
  if (needsReview(state)) return { tone: 'warn', title: sub ?? text, text: sayWhy(change) };
  if (state === 'queued') return savedHere(m.changes_saved_queued());
  return savedHere(m.changes_saved_now({ state: text }));
}

/** Which fields the portal holds otherwise than asked for. */
function sayKept(change: ChangeDetail, kept: readonly string[]): string {
  const fields = kept.map((field) => sayField(change.operation, field)).join(' · ');
  return m.changes_saved_kept_text({ what: sayWhat(change), fields });
}

function sayWhy({ state, error }: ChangeDetail): string {
  if (error) return `${sayError(error).title}. ${sayError(error).next}`;
  return state === 'conflict' ? `${m.changes_conflict_brief()}.` : '';
}

const savedHere = (text: string): SaidChange => ({
  tone: 'info',
  title: m.changes_saved_here(),
  text,
});
