import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import { fail, ok } from '../contract/result';
import type { SharingSettings } from '../contract/sharing';
import type { Journal } from '../journal/service';
import type { Readings } from '../sync/readings';
import { externalSharingKey } from './external-sharing-operation';
import { settingsIn, sharingIntent } from './sharing-intent';

/** What main hands in. */
export interface ExternalSharingOptions {
  readonly sharings: Pick<Readings<SharingSettings>, 'look' | 'of' | 'refresh'>;
  readonly journal: Pick<Journal, 'record' | 'pendingFields'>;
}

/** External sharing of every saved portal: it reads the portal, and writes only into the journal. */
export function externalSharingCalls(
  options: ExternalSharingOptions,
): Pick<Handlers<'sharing'>, 'view' | 'set'> {
  const { sharings, journal } = options;

  return {
    async view({ portalId }) {
      const { value, asOf, reading, problem } = await sharings.look(portalId);
      const pending = settingsIn(journal.pendingFields(portalId, externalSharingKey));
      return ok({ portalId, settings: value, asOf, reading, problem, pending });
    },

    async set({ portalId, base, desired }) {
      if (Object.keys(desired).length === 0) return fail(appError('change.nothing'));
      const { value, asOf } = await sharings.of(portalId);
      const pending = settingsIn(journal.pendingFields(portalId, externalSharingKey));
      const seen = { settings: value ?? {}, pending, asOf };
      return journal.record(sharingIntent(portalId, { base, desired, seen }));
    },
  };
}
