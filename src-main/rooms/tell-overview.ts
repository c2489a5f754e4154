import type { Topic } from '../contract/topics';
import type { Publish } from '../ipc/publish';

/** Topics about things that the overview of all portals shows. */
const shown: ReadonlySet<Topic> = new Set<Topic>([
  'portals',
  'license',
  'sharing',
  'links',
  'docsServers',
]);

/**
 * Tells of the overview as well when something that it shows changes; `licenses` hears when that
 * may be the end of a license.
 */
export function alsoTellOverview(publish: Publish, licenses: () => void): Publish {
  return (topic, item) => {
    publish(topic, item);
    if (!shown.has(topic)) return;
    publish('overview', 'overview');
    if (topic !== 'sharing' && topic !== 'links') licenses();
  };
}
