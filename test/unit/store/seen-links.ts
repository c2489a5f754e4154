import type { Database } from '../../../src-main/store/database';
import { createEntryTable } from '../../../src-main/store/entry-table';
import { valueOf } from '../answers';

/** What a link of a test is; the rest is as the portal makes a new one. */
export interface SeenLink {
  readonly expiresAt?: string;
  readonly internal?: boolean;
  readonly password?: string;
  readonly access?: string;
}

const plain = { expiresAt: null, internal: false, password: null, access: 'read' };

/** Keeps links of one file of a portal, as a look at it does. */
export async function seeLinks(
  database: Database,
  portalId: string,
  section: string,
  links: readonly SeenLink[],
): Promise<void> {
  const ref = { kind: 'file', id: section } as const;
  const entry = { ref, title: 'File', body: { section }, roomType: null, own: null, path: null };
  const shown = links.map((link, at) => ({
    id: `link-${at}`,
    body: { ...plain, ...link },
    shareKey: null,
    url: `https://docs.example.com/s/${at}`,
  }));
  const kept = { shown, hidden: 0 };
  valueOf(await createEntryTable(database).putLinks(portalId, entry, kept, '2026-05-01T00:00:00Z'));
}
