import type { LinksView } from '../contract/links';
import { createOffer } from './create-offer';
import { allAccesses } from './ground';
import type { Known } from './known';
import { comingLink, shownLink } from './rows';
import { shownEntry, shownPath } from './shown';

/** What the view shows of what is known. */
export function shownLinks({
  entry,
  ground,
  links,
  changes,
}: Pick<Known, 'entry' | 'ground' | 'links' | 'changes'>): Pick<
  LinksView,
  'entry' | 'path' | 'links' | 'create' | 'accesses'
> {
  const present = new Set(links.map(({ id }) => id));
  const others = [...changes].filter(([linkId]) => !present.has(linkId));
  return {
    entry: entry && shownEntry(entry),
    path: entry?.path ? shownPath(entry.path) : [],
    links: [
      ...links.map((link) => shownLink(link, ground, changes.get(link.id))),
      ...others.flatMap(([linkId, one]) => comingLink(linkId, one, ground, links) ?? []),
    ],
    create: createOffer(ground, {
      links,
      coming: others.filter(([, { isComing }]) => isComing).length,
    }),
    accesses: ground ? allAccesses(ground) : [],
  };
}
