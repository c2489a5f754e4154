import type { EntryKind, EntryRef } from '../../src-main/contract/entries';

/** The pages of the window. The welcome page is what **All portals** shows while there are none. */
export type Route =
  | { readonly page: 'portals' }
  | PortalRoute
  /** `portalId`: only the changes of this portal. */
  | { readonly page: 'changes'; readonly portalId: string | null }
  | { readonly page: 'docsServers' }
  | { readonly page: 'docsServer'; readonly serverId: string; readonly tab: DocsTab }
  | { readonly page: 'settings' };

export interface PortalRoute {
  readonly page: 'portal';
  readonly portalId: string;
  readonly tab: PortalTab;
  /** What the tab **File links** shows the links of. */
  readonly entry?: EntryRef;
  /** The link of that entry that the person was looking for. */
  readonly linkId?: string;
}

const portalTabs = ['overview', 'license', 'sharing', 'links'] as const;
type PortalTab = (typeof portalTabs)[number];

// Not from the contract: the window's start does not need its schemas.
const entryKinds = ['file', 'folder', 'room'] as const satisfies readonly EntryKind[];

const docsTabs = ['overview', 'users', 'answer'] as const;
export type DocsTab = (typeof docsTabs)[number];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes a page as a link target; the address bar of the window, so to say. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'portal':
      return ['#/portal', route.portalId, route.tab, ...entryParts(route)].join('/');
    case 'changes':
      return route.portalId === null ? '#/changes' : `#/changes/${route.portalId}`;
    case 'docsServers':
      return '#/docs-servers';
    case 'docsServer':
      return `#/docs-server/${route.serverId}/${route.tab}`;
    case 'portals':
    case 'settings':
      return `#/${route.page}`;
  }
}

function entryParts({ entry, linkId }: PortalRoute): readonly string[] {
  if (!entry) return [];
  const link = linkId === undefined ? [] : [linkId];
  return [entry.kind, encodeURIComponent(entry.id), ...link];
}

/** Reads what {@link hrefOf} wrote. Anything else leads to **All portals**. */
export function readHref(href: string): Route {
  const [, page, id = '', tab, ...entry] = href.split('/');
  if (page === 'settings') return { page };
  if (page === 'changes') return { page, portalId: uuid.test(id) ? id : null };
  if (page === 'docs-servers') return { page: 'docsServers' };
  if (page === 'docs-server' && uuid.test(id)) {
    const known = docsTabs.find((one) => one === tab);
    return { page: 'docsServer', serverId: id, tab: known ?? 'overview' };
  }
  if (page === 'portal' && uuid.test(id)) {
    const known = portalTabs.find((one) => one === tab) ?? 'overview';
    return { page, portalId: id, tab: known, ...(known === 'links' ? readEntry(entry) : {}) };
  }
  return { page: 'portals' };
}

function readEntry([kind, id = '', linkId = '']: readonly string[]): Partial<PortalRoute> {
  const known = entryKinds.find((one) => one === kind);
  const plain = decoded(id);
  if (known === undefined || plain === '') return {};
  return { entry: { kind: known, id: plain }, ...(uuid.test(linkId) ? { linkId } : {}) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Nothing that was ever written here.
    return '';
  }
}
