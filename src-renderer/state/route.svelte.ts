import { hrefOf, readHref, type Route } from './pages';

export { hrefOf, type DocsTab, type PortalRoute, type Route } from './pages';

let current: Route = $state.raw(readHref(location.hash));

/** The page shown now. */
export const route = {
  get current(): Route {
    return current;
  },
  /** Follows the links of the window; calls `remember` with each new page. */
  start(remember: (href: string) => void): () => void {
    const follow = () => {
      current = readHref(location.hash);
      remember(hrefOf(current));
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  },
};

export function goTo(target: Route): void {
  location.hash = hrefOf(target);
}

/** Shows the page of the last time, without a step back to an empty one. */
export function restore(lastPage: string | null): void {
  if (lastPage === null) return;
  current = readHref(lastPage);
  history.replaceState(null, '', hrefOf(current));
}
