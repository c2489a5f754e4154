import * as v from 'valibot';
import type { SeenSharing } from '../contract/policies';
import { ok, type Result } from '../contract/result';
import { sharingSettings, type SharingSettings } from '../contract/sharing';
import type { Journal } from '../journal/service';
import { externalSharingKey } from '../sharing/external-sharing-operation';
import { settingsIn } from '../sharing/sharing-intent';
import type { Snapshots } from '../store/snapshots';
import type { Readings } from '../sync/readings';
import { inEffect } from './drift';

/** A saved portal, as far as policies are concerned. */
export interface SavedPortal {
  readonly id: string;
  readonly name: string;
  /** As last seen; `null`: never. */
  readonly version: string | null;
}

/** What is known of a portal's external sharing. */
export interface KnownSharing extends SavedPortal {
  readonly seen: SeenSharing;
}

export interface KnownSharingOptions {
  readonly portals: () => readonly SavedPortal[];
  readonly snapshots: Pick<Snapshots, 'many'>;
  readonly readings: Pick<Readings<SharingSettings>, 'peek'>;
  readonly journal: Pick<Journal, 'pendingFields'>;
}

/** Makes what tells of all saved portals: with one question to the store. */
export function createKnownSharing({ portals, snapshots, readings, journal }: KnownSharingOptions) {
  return async (): Promise<Result<readonly KnownSharing[], 'store'>> => {
    const saved = portals();
    const unread = saved.filter(({ id }) => readings.peek(id).asOf === null);
    const stored = await snapshots.many(
      unread.map(({ id }) => id),
      'sharing',
    );
    if (!stored.ok) return stored;

    const settingsOf = (portalId: string): Pick<SeenSharing, 'settings' | 'asOf'> => {
      const { value, asOf } = readings.peek(portalId);
      if (value !== null) return { settings: value, asOf };
      const snapshot = stored.value.get(portalId);
      const parsed = v.safeParse(sharingSettings, snapshot?.body);
      // Written by another version of Gatehouse: as good as absent.
      if (!snapshot || !parsed.success) return { settings: null, asOf: null };
      return { settings: parsed.output, asOf: snapshot.asOf };
    };

    return ok(
      saved.map((portal) => ({
        ...portal,
        seen: {
          ...settingsOf(portal.id),
          pending: settingsIn(journal.pendingFields(portal.id, externalSharingKey)),
        },
      })),
    );
  };
}

/** What a portal will hold once all that is on its way to it has arrived. */
export function expectedOf({ settings, pending }: SeenSharing): SharingSettings | null {
  if (settings === null) return null;
  const coming = Object.entries(pending).filter(([field]) => field in settings);
  const expected = { ...settings, ...Object.fromEntries(coming) };
  return pending.externalShare === false ? inEffect(expected) : expected;
}
