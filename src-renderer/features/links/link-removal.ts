import type { LinkRow } from '../../../src-main/contract/links';
import { m } from '$words';

/** The question before a link is removed. */
export interface SaidRemoval {
  readonly title: string;
  /** What stops working. */
  readonly text: string;
  readonly confirm: string;
  /** What undo can and cannot bring back; `null`: there is nothing to bring back. */
  readonly undo: string | null;
}

export function sayRemoval({ title, url, removal }: LinkRow): SaidRemoval {
  if (removal.how === 'revoke') {
    return {
      title: m.links_revoke_title({ title }),
      text: m.links_revoke_text(),
      confirm: m.links_revoke(),
      undo: m.links_revoke_undo(),
    };
  }
  const isComing = url === null;
  return {
    title: m.links_delete_title({ title }),
    text: isComing ? m.links_delete_coming_text() : m.links_delete_text(),
    confirm: m.links_delete(),
    undo: isComing ? null : m.links_delete_undo(),
  };
}
