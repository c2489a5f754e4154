import { expect, it } from 'vitest';
import { routeOf } from '../../../src-renderer/state/open-target';

it('leads to the license of a portal, and to a Docs server', () => {
  expect(routeOf('license:p1')).toEqual({ page: 'portal', portalId: 'p1', tab: 'license' });
  expect(routeOf('docsServer:d1')).toEqual({
    page: 'docsServer',
    serverId: 'd1',
    tab: 'overview',
  });
  expect(routeOf('portals')).toEqual({ page: 'portals' });
});
