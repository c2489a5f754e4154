import type { EntryRef } from '../../../src-main/contract/entries';
import type { LinkRow, LinksView } from '../../../src-main/contract/links';
import { bridge } from '../../state/bridge';
import { newLinkOf, type LinkDraft } from './link-draft';
import { planEdit } from './link-plan';

interface Wish {
  readonly view: LinksView;
  readonly entry: EntryRef;
  /** `null`: a new link. */
  readonly row: LinkRow | null;
  readonly draft: LinkDraft;
}

/** Records a new link, or what was changed of one; an end in 12 hours counts from now. */
export function recordLink({ view, entry, row, draft }: Wish) {
  const now = new Date();
  const { portalId, create } = view;
  if (row === null) {
    return bridge.links.create({ portalId, entry, link: newLinkOf(draft, create, now) });
  }
  const { base, desired } = planEdit(row, draft, now);
  return bridge.links.update({ portalId, entry, linkId: row.id, base, desired });
}
