/** The pages of the window. The welcome page is what **All portals** shows while there are none. */
export type Route =
  | { readonly page: 'portals' }
  | { readonly page: 'portal'; readonly portalId: string; readonly tab: PortalTab }
  | { readonly page: 'settings' };

const portalTabs = ['overview', 'license'] as const;
export type PortalTab = (typeof portalTabs)[number];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes a page as a link target; the address bar of the window, so to say. */
export function hrefOf(route: Route): string {
  return route.page === 'portal' ? `#/portal/${route.portalId}/${route.tab}` : `#/${route.page}`;
}

/** Reads what {@link hrefOf} wrote. Anything else leads to **All portals**. */
export function readHref(href: string): Route {
  const [, page, id = '', tab] = href.split('/');
  if (page === 'settings') return { page };
  if (page === 'portal' && uuid.test(id)) {
    const known = portalTabs.find((one) => one === tab);
    return { page, portalId: id, tab: known ?? 'overview' };
  }
  return { page: 'portals' };
}
