import type { Result } from '../contract/result';
import type { Log } from '../diagnostics/log';
import type { Publish } from '../ipc/publish';
import type { Journal } from '../journal/service';
import type { Portals } from '../portals';
import type { Snapshots, SnapshotKind } from '../store/snapshots';
import { createSync, type Sync, type SyncOptions } from '../sync/service';
import type { Refresher } from '../sync/tracks';
import type { PortalReadings } from './portal-readings';

export interface BackgroundOptions {
  readonly portals: Portals;
  readonly readings: PortalReadings;
  /** What is looked after in the same beat. */
  readonly alongside: NonNullable<SyncOptions['alongside']>;
  readonly snapshots: Snapshots;
  readonly journal: Pick<Journal, 'resume'>;
  /** Minutes between two readings of a portal by itself; 0: never. */
  readonly refreshMinutes: () => number;
  /** Whether to spare the battery now. */
  readonly isOnBattery: () => boolean;
  readonly publish: Publish;
  readonly log: Log;
}

/** The background refresh of all portals; links are read when somebody looks at them only. */
export function openBackground(options: BackgroundOptions): Sync {
  const { portals, readings, snapshots, journal, publish, log } = options;
  const { registry, reach, facts } = portals;
  return createSync({
    reach,
    portalIds: () => registry.all().map(({ id }) => id),
    refreshers: [
      refresherOf('facts', facts),
      refresherOf('license', readings.licenses),
      refresherOf('sharing', readings.sharings),
    ],
    snapshots,
    intervalMinutes: options.refreshMinutes,
    isOnBattery: options.isOnBattery,
    resumeChanges: journal.resume,
    alongside: options.alongside,
    nameOf(portalId) {
      const record = registry.byId(portalId);
      return record.ok ? record.value.name : null;
    },
    changed: () => publish('sync', 'sync'),
    report: log,
  });
}

/** What the background refresh needs of something that is read of portals. */
function refresherOf(
  kind: SnapshotKind,
  readings: {
    peek(portalId: string): { readonly asOf: string | null };
    refresh(portalId: string): Promise<Result<unknown>>;
  },
): Refresher {
  return {
    kind,
    asOf: (portalId) => readings.peek(portalId).asOf,
    refresh: (portalId) => readings.refresh(portalId),
  };
}
