import type { ChangeDetail } from '../../../src-main/contract/changes';
import { m } from '$words';
import { sayError } from '../../i18n/error-words';
import { formatDateTime } from '../../i18n/format';
import { sayChangeState } from '../../i18n/change-states';
import { sayField, sayNews, sayValue, sayWhat, toldFields } from './change-words';

/** A change as plain text, for a mail or a ticket. */
export function describeChange(change: ChangeDetail): string {
  const { operation, steps } = change;
  const state = sayChangeState(change.state);
  const news = sayNews(change);
  return [
    `${sayWhat(change)} – ${change.portalName}`,
    [state.sub ?? state.text, news].filter((part) => part !== null).join(': '),
    `${m.changes_fact_id()}: ${change.id}`,
    ...(change.account === null ? [] : [`${m.changes_column_who()}: ${change.account}`]),
    '',
    ...toldFields(change).map((field) => {
      const from = inOneLine(sayValue(operation, field, field.base));
      const to = inOneLine(sayValue(operation, field, field.desired));
      return `${sayField(operation, field.field)}: ${from} → ${to}`;
    }),
    '',
    ...steps.map(({ at, state, error }) => {
      const { text, sub } = sayChangeState(state);
      const why = error ? `: ${sayError(error).title}` : '';
      return `${formatDateTime(at)}  ${sub ?? text}${why}`;
    }),
  ].join('\n');
}

const inOneLine = (value: string): string => value.replaceAll('\n', ', ');
