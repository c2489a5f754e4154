import * as v from 'valibot';

/** A link as the portal keeps it. Dates are ms since 1970. */
export const linkSchema = v.object({
  id: v.string(),
  /** Key of the entry that it is set on. */
  entry: v.string(),
  kind: v.picklist(['primary', 'additional', 'invitation']),
  access: v.number(),
  title: v.string(),
  expiresAt: v.nullable(v.number()),
  password: v.nullable(v.string()),
  denyDownload: v.boolean(),
  internal: v.boolean(),
  /** Invitations only. */
  maxUseCount: v.nullable(v.number()),
});
export type Link = Readonly<v.InferOutput<typeof linkSchema>>;
export type LinkKind = Link['kind'];

/** All links of a portal. */
export interface Links {
  /** Of one entry, in the order in which they were made. */
  of(entryKey: string): readonly Link[];
  find(entryKey: string, id: string): Link | null;
  /** By its id alone, as the visitor's key names it. */
  byId(id: string): Link | null;
  /** Adds a link, or puts it in the place of the one with the same entry and id. */
  set(link: Link): void;
  remove(link: Link): void;
  /** All links of an entry that is gone. */
  forget(entryKey: string): void;
  all(): Iterable<Link>;
  readonly count: number;
}

export function createLinks(): Links {
  const byEntry = new Map<string, Link[]>();
  const byId = new Map<string, Link>();
  const links: Links = {
    of: (entryKey) => byEntry.get(entryKey) ?? [],
    find: (entryKey, id) => links.of(entryKey).find((link) => link.id === id) ?? null,
    byId: (id) => byId.get(id) ?? null,
    set(link) {
      const own = byEntry.get(link.entry);
      const at = own?.findIndex(({ id }) => id === link.id) ?? -1;
      if (own === undefined) byEntry.set(link.entry, [link]);
      else if (at === -1) own.push(link);
      else own[at] = link;
      byId.set(link.id, link);
    },
    remove({ entry, id }) {
      const own = byEntry.get(entry);
      const at = own?.findIndex((link) => link.id === id) ?? -1;
      if (at !== -1) own?.splice(at, 1);
      if (byId.get(id)?.entry === entry) byId.delete(id);
    },
    forget(entryKey) {
      for (const link of [...links.of(entryKey)]) links.remove(link);
      byEntry.delete(entryKey);
    },
    all: () => byId.values(),
    get count() {
      return byId.size;
    },
  };
  return links;
}
