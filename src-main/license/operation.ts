import type { LicenseState } from '../contract/license';
import { ok, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { Change, Fields } from '../journal/change';
import type { Operation, ReadOrder, Verdict } from '../journal/operation';
import type { Readings } from '../sync/readings';
import { licenseOperation, portalFields, seenIn, stateIn, wishOf } from './license-fields';
import { mayHaveActivated, progressOf } from './license-progress';
import { differs, hasOtherTerms, otherwise, type LicenseReading } from './license-reading';
import { sendLicense } from './send';
import type { StagedLicenses } from './staged-licenses';

/** What main hands in. */
export interface LicenseOperationOptions {
  readonly readings: Pick<Readings<LicenseReading>, 'readWith'>;
  readonly staged: Pick<StagedLicenses, 'remember' | 'forget'>;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Pauses between the looks at a portal whose answer was lost, in milliseconds. It may go on working
 * without us: it asks its editors' server up to four times in seven seconds.
 */
const pausesBetweenLooks = [2_000, 8_000] as const;

/**
 * Everything that Gatehouse does to the license of a portal: uploading a file, activating it, both,
 * or letting the portal read its license again. Never sent without a person's word in this run.
 */
export function createLicenseOperation(
  options: LicenseOperationOptions,
): Operation<LicenseState, LicenseState> {
  return {
    name: licenseOperation,
    version: 1,
    needsConfirmation: true,
    replaces: true,
    accepts: ({ desired }) => wishOf(desired) !== null,
    read: (order) => readState(order, options),
    base: portalFields,
    judge(fields, change, phase) {
      const state = stateIn(fields);
      if (!state) return 'other';
      return phase === 'check' ? checked(state, change) : settled(state, change);
    },
    merge: (state) => state,
    send: (order) => sendLicense(order, options),
    verify: keptOtherwise,
    // A portal tells nobody the license file that it had before.
    undo: () => ({ can: false, reason: 'noWayBack' }),
  };
}

async function readState(
  { session, change, phase, signal }: ReadOrder,
  { readings, wait }: LicenseOperationOptions,
): Promise<Result<LicenseState>> {
  switch (phase) {
    case 'check':
      return look(readings, change, session, signal);
    case 'verify':
      return look(readings, change, session);
    case 'settle':
      break;
  }
  let found = await look(readings, change, session);
  // Where it was never asked to activate, the portal does nothing that could be waited for.
  if (!mayHaveActivated(progressOf(change))) return found;
  for (const pause of pausesBetweenLooks) {
    if (found.ok && settled(found.value, change) !== 'base') break;
    await wait(pause);
    const next = await look(readings, change, session);
    if (next.ok || !found.ok) found = next;
  }
  return found;
}

async function look(
  readings: LicenseOperationOptions['readings'],
  { portalId }: Change,
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<LicenseState>> {
  const asked = { refresh: true, ...(signal ? { signal } : {}) };
  const read = await readings.readWith(portalId, session, asked);
  return read.ok ? ok(read.value.state) : read;
}

/**
 * Before sending. Never `desired`: another file may show the same dates. That the portal dates its
 * license anew is no conflict: it does so whenever anybody lets it read its license again.
 */
function checked(state: LicenseState, change: Pick<Change, 'base' | 'desired'>): Verdict {
  return contradicts(state, change) ? 'other' : 'base';
}

/** Whether the portal shows another license than the person saw, and than the file brings. */
export function contradicts(
  state: LicenseState,
  { base, desired }: Pick<Change, 'base' | 'desired'>,
): boolean {
  const seen = seenIn(base);
  const file = wishOf(desired)?.file;
  return Boolean(seen && file && hasOtherTerms(seen, state) && otherwise(state, file));
}

/** After an answer was lost, or the app was. */
function settled(state: LicenseState, change: Change): Verdict {
  const before = stateIn(change.before);
  const wish = wishOf(change.desired);
  if (!before || !wish) return 'other';
  if (!differs(before, state)) return 'base';
  if (wish.file === null || !otherwise(state, wish.file)) return 'desired';
  return hasOtherTerms(before, state) ? 'other' : 'base';
}

function keptOtherwise(fields: Fields, { desired }: Change): readonly string[] {
  const state = stateIn(fields);
  const wish = wishOf(desired);
  // An upload alone leaves the license as it is.
  if (!state || !wish?.file || wish.action === 'upload') return [];
  return otherwise(state, wish.file) ? Object.keys(desired) : [];
}
