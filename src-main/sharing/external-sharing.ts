import * as v from 'valibot';
import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import { fail, ok } from '../contract/result';
import { sharingSettings, type SharingSettings } from '../contract/sharing';
import type { Fields } from '../journal/change';
import { pick } from '../journal/fields';
import type { Journal } from '../journal/service';
import type { Readings } from '../sync/readings';
import { externalSharingKey } from './external-sharing-operation';

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

  /**
   * What must stay as it is for a change to make sense: without external sharing, a portal keeps
   * social media off and new links internal. Somebody who restricts it meanwhile makes a conflict.
   */
  const conditionOf = async (portalId: string, desired: SharingSettings): Promise<Fields> => {
    const { externalShare, externalShareSocialMedia, defaultShareLinkInternal } = desired;
    const needsSharing = externalShareSocialMedia === true || defaultShareLinkInternal === false;
    if (!needsSharing || externalShare !== undefined) return {};
    const { value } = await sharings.of(portalId);
    const pending = journal.pendingFields(portalId, externalSharingKey);
    const isOn = value?.externalShare === true && pending['externalShare'] !== false;
    return isOn ? { externalShare: true } : {};
  };

  return {
    async view({ portalId }) {
      const { value, asOf, reading, problem } = await sharings.look(portalId);
      const pending = settingsIn(journal.pendingFields(portalId, externalSharingKey));
      return ok({ portalId, settings: value, asOf, reading, problem, pending });
    },

    async set({ portalId, base, desired }) {
      if (Object.keys(desired).length === 0) return fail(appError('change.nothing'));
      const condition = await conditionOf(portalId, desired);
      const { asOf } = await sharings.of(portalId);
      return journal.record({
        portalId,
        operation: externalSharingKey,
        target: { kind: 'externalSharing', title: null },
        objectKey: externalSharingKey,
        base: { ...pick(base, Object.keys(desired)), ...condition },
        desired: { ...desired, ...condition },
        seenAt: asOf,
      });
    },
  };
}

/** Changes that another version of Gatehouse recorded may hold fields that this one cannot show. */
function settingsIn(fields: Fields): SharingSettings {
  const found = v.safeParse(sharingSettings, fields);
  return found.success ? found.output : {};
}
