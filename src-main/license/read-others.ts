import type { LicenseJob } from '../contract/license';
import type { Readings } from '../sync/readings';
import type { LicenseReading } from './license-reading';
import { mayShareLicense, sameAddress, type SavedPortal } from './same-installation';

/**
 * Reads the other saved portals of an installation again, after a license was activated on one.
 * @param found hears the names of those that share the license, each time there is one more.
 */
export async function readOthers(
  portal: SavedPortal,
  saved: readonly SavedPortal[],
  job: Pick<LicenseJob, 'before' | 'after'>,
  readings: Pick<Readings<LicenseReading>, 'peek' | 'refresh'>,
  found: (names: readonly string[]) => void,
): Promise<void> {
  const portals = saved.map((one) => ({
    ...one,
    customerId: readings.peek(one.id).value?.state.customerId ?? one.customerId,
  }));
  const candidates = mayShareLicense(portal, portals, job);
  const sharing = new Set<string>();
  await Promise.all(
    candidates.map(async (other) => {
      const read = await readings.refresh(other.id, { refresh: true });
      if (!read.ok) return;
      const { customerId } = read.value.state;
      const same = customerId !== null && customerId === job.after?.customerId;
      if (!same && !sameAddress(portal, other)) return;
      sharing.add(other.id);
      found(candidates.filter(({ id }) => sharing.has(id)).map(({ name }) => name));
    }),
  );
}
