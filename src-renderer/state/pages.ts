/** The pages of the window. The welcome page is what **All portals** shows while there are none. */
export type Route =
  | { readonly page: 'portals' }
  | { readonly page: 'portal'; readonly portalId: string; readonly tab: PortalTab }
  /** `portalId`: only the changes of this portal. */
  | { readonly page: 'changes'; readonly portalId: string | null }
  | { readonly page: 'docsServers' }
  | { readonly page: 'docsServer'; readonly serverId: string; readonly tab: DocsTab }
  | { readonly page: 'settings' };

const portalTabs = ['overview', 'license', 'sharing'] as const;
export type PortalTab = (typeof portalTabs)[number];

const docsTabs = ['overview', 'users', 'answer'] as const;
export type DocsTab = (typeof docsTabs)[number];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes a page as a link target; the address bar of the window, so to say. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'portal':
      return `#/portal/${route.portalId}/${route.tab}`;
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

/** Reads what {@link hrefOf} wrote. Anything else leads to **All portals**. */
export function readHref(href: string): Route {
  const [, page, id = '', tab] = href.split('/');
  if (page === 'settings') return { page };
  if (page === 'changes') return { page, portalId: uuid.test(id) ? id : null };
  if (page === 'docs-servers') return { page: 'docsServers' };
  if (page === 'docs-server' && uuid.test(id)) {
    const known = docsTabs.find((one) => one === tab);
    return { page: 'docsServer', serverId: id, tab: known ?? 'overview' };
  }
  if (page === 'portal' && uuid.test(id)) {
    const known = portalTabs.find((one) => one === tab);
    return { page, portalId: id, tab: known ?? 'overview' };
  }
  return { page: 'portals' };
}
