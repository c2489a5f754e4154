import type { LicenseJob } from '../contract/license';

/** A saved portal, as far as the license needs it. */
export interface SavedPortal {
  readonly id: string;
  readonly name: string;
  /** Base address, e.g. `https://docs.example.com`. */
  readonly address: string;
  /** Customer ID that the portal showed last, in this run of the app or an earlier one. */
  readonly customerId: string | null;
}

/**
 * Other saved portals that may share the license which a job brought onto `portal`: one license
 * serves all portals of an installation. Those at the same address do; those that showed the
 * customer of the old or the new license may.
 */
export function mayShareLicense(
  portal: SavedPortal,
  portals: readonly SavedPortal[],
  { before, after }: Pick<LicenseJob, 'before' | 'after'>,
): readonly SavedPortal[] {
  const customers = [before?.customerId, after?.customerId];
  return portals.filter(
    (other) =>
      other.id !== portal.id &&
      (sameAddress(portal, other) ||
        (other.customerId !== null && customers.includes(other.customerId))),
  );
}

/** Whether two saved portals are the same one, saved twice. */
export function sameAddress(one: SavedPortal, other: SavedPortal): boolean {
  return new URL(one.address).origin === new URL(other.address).origin;
}
