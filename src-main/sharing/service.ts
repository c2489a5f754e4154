import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import { fail, ok } from '../contract/result';
import type { SharingSettings } from '../contract/sharing';
import type { Journal } from '../journal/service';
import type { Readings } from '../sync/readings';
import { externalSharingKey } from './external-sharing-operation';
import { settingsIn, sharingIntent } from './sharing-intent';

/** What main hands in. */
export interface SharingServiceOptions {
  readonly isSaved: (portalId: string) => boolean;
  readonly readings: Pick<Readings<SharingSettings>, 'look' | 'of' | 'refresh'>;
  readonly journal: Pick<Journal, 'record' | 'pendingFields'>;
}

/** The Sharing tab of every portal: it reads the portal, and writes only into the journal. */
export function createSharingService(options: SharingServiceOptions): Handlers<'sharing'> {
  const { isSaved, readings, journal } = options;

  return {
    async view({ portalId }) {
      if (!isSaved(portalId)) return fail(appError('saved.unknownPortal'));
      const { value, asOf, reading, problem } = await readings.look(portalId);
      const pending = settingsIn(journal.pendingFields(portalId, externalSharingKey));
      return ok({ portalId, settings: value, asOf, reading, problem, pending });
    },

    reload({ portalId }) {
      if (!isSaved(portalId)) return fail(appError('saved.unknownPortal'));
      void readings.refresh(portalId);
      return ok();
    },

    async set({ portalId, base, desired }) {
      if (!isSaved(portalId)) return fail(appError('saved.unknownPortal'));
      if (Object.keys(desired).length === 0) return fail(appError('change.nothing'));
      const { value, asOf } = await readings.of(portalId);
      const pending = settingsIn(journal.pendingFields(portalId, externalSharingKey));
      const seen = { settings: value ?? {}, pending, asOf };
      return journal.record(sharingIntent(portalId, { base, desired, seen }));
    },
  };
}
