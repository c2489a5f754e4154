import type { Log } from '../diagnostics/log';
import type { Publish } from '../ipc/publish';
import { licenseReading, readLicenseState, type LicenseReading } from '../license/license-reading';
import type { Portals } from '../portals';
import { createSharingReadings, type SharingReadings } from '../sharing/sharing-readings';
import type { Snapshots } from '../store/snapshots';
import { createReadings, type Readings } from '../sync/readings';

/** What is read of every portal besides its facts, and kept as one snapshot each. */
export interface PortalReadings extends SharingReadings {
  readonly licenses: Readings<LicenseReading>;
}

export interface PortalReadingsOptions {
  readonly portals: Portals;
  readonly snapshots: Snapshots;
  readonly publish: Publish;
  /** Hears that the sharing of some portal was read. */
  readonly sharingRead: () => void;
  readonly now: () => Date;
  readonly log: Log;
}

/** Makes the keepers of what is read of portals. */
export function openPortalReadings(options: PortalReadingsOptions): PortalReadings {
  const { portals, snapshots, publish, sharingRead, now, log } = options;
  const { sessionFor } = portals.sessions;
  const common = { sessionFor, snapshots, now, heard: portals.reach.notePart, report: log };
  return {
    licenses: createReadings<LicenseReading>({
      ...common,
      kind: 'license',
      schema: licenseReading,
      read: readLicenseState,
      changed: (portalId) => publish('license', portalId),
    }),
    ...createSharingReadings({
      ...common,
      changed(portalId) {
        publish('sharing', portalId);
        // What can be asked of links depends on it.
        publish('links', portalId);
        sharingRead();
      },
    }),
  };
}
