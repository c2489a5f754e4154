import type { KeyCheck, KeyedLink } from '../../../src-main/contract/sharing';
import { m } from '$words';
import { formatDateTime } from '../../i18n/format';
import {
  sayAccess,
  sayEntryKind,
  sayLinkField,
  sayVisitorStatus,
  sayWho,
  type SaidVisit,
} from '../../i18n/link-words';
import type { KeyValue } from '../../ui/KeyValueList.svelte';

/** What came of trying a password on a link. */
export function sayKeyCheck({ status, hasPassword }: KeyCheck): SaidVisit {
  if (status === 'ok' && hasPassword) {
    return { tone: 'ok', title: m.sharing_key_right(), text: m.sharing_key_right_text() };
  }
  if (status === 'ok') {
    return { tone: 'info', title: m.sharing_key_none(), text: m.sharing_key_none_text() };
  }
  if (status === 'passwordWrong') {
    return { tone: 'warn', title: m.sharing_key_wrong(), text: m.sharing_key_wrong_text() };
  }
  if (status === 'denied' && hasPassword) {
    return {
      tone: 'warn',
      title: m.sharing_key_right_denied(),
      text: m.sharing_key_right_denied_text(),
    };
  }
  return sayVisitorStatus(status);
}

/** What a link leads to, as far as a visitor is told. `null`: not at all. */
export function sayLeadsTo({ title, kind }: KeyCheck): string | null {
  if (title === null) return null;
  const what = kind === null ? title : `${sayEntryKind(kind)} · ${title}`;
  return m.sharing_key_leads_to({ what });
}

/** External sharing is restricted there: whatever changes of the link, this changes too. */
export const turnsInternal = ({ restricted, link }: KeyedLink): boolean =>
  restricted && !link.internal;

/** What comes of setting the password. */
export function sayQuestion(found: KeyedLink | null): string {
  if (found === null) return '';
  const visitors = found.link.hasPassword
    ? m.sharing_key_question_other()
    : m.sharing_key_question_new();
  return turnsInternal(found) ? visitors : `${visitors} ${m.sharing_key_rest_stays()}`;
}

/** What somebody should see of a link before its password is set. */
export function factsOf({ entry, link }: KeyedLink): readonly KeyValue[] {
  return [
    {
      label: m.sharing_key_target(),
      value: `${sayEntryKind(entry.ref.kind)} · ${entry.title}`,
    },
    { label: m.sharing_key_link(), value: link.title },
    { label: sayLinkField('access'), value: sayAccess(link.access) },
    { label: sayLinkField('internal'), value: sayWho(link.internal) },
    {
      label: sayLinkField('expiresAt'),
      value: link.expiresAt === null ? m.links_never() : formatDateTime(link.expiresAt),
    },
    {
      label: m.sharing_key_password_now(),
      value: link.hasPassword ? m.sharing_key_has_password() : m.sharing_key_has_no_password(),
    },
  ];
}
