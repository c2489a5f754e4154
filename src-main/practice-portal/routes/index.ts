import type { Handlers } from '../call';
import type { RouteName } from '../tables/access';
import { browsingRoutes } from './browsing';
import { filesSettingsRoutes } from './files-settings';
import { keyRoutes } from './keys';
import { licenseRoutes } from './license';
import { linkRoutes } from './links';
import { peopleRoutes } from './people';
import { portalRoutes } from './portal';
import { primaryLinkRoutes } from './primary-link';
import { shareKeyRoutes } from './share-key';
import { settingsRoutes } from './settings';

/** Every route of the table of access rights, with what it does. */
export const handlers: Handlers<RouteName> = {
  ...settingsRoutes,
  ...licenseRoutes,
  ...peopleRoutes,
  ...keyRoutes,
  ...portalRoutes,
  ...filesSettingsRoutes,
  ...browsingRoutes,
  ...linkRoutes,
  ...primaryLinkRoutes,
  ...shareKeyRoutes,
};
