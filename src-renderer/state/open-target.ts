import type { OpenTarget } from '../../src-main/contract/topics';
import type { Route } from './pages';

/** The page of something that main asks to show, e.g. after a click on a notification. */
export function routeOf(target: OpenTarget): Route {
  const [kind, id] = target.split(':');
  if (id === undefined) return { page: 'portals' };
  return kind === 'license'
    ? { page: 'portal', portalId: id, tab: 'license' }
    : { page: 'docsServer', serverId: id, tab: 'overview' };
}
