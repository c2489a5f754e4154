import * as v from 'valibot';
import type {
  PolicyFields,
  PreviewRow,
  SeenSharing,
  SkipReason,
  SwitchMove,
} from '../contract/policies';
import { sharingFields, sharingSettings } from '../contract/sharing';
import { pick } from '../journal/fields';
import type { SharingWish } from '../sharing/sharing-intent';
import { driftOf, movesAlong, settingsOf } from './drift';
import { expectedOf, type SavedPortal, type KnownSharing } from './known-sharing';

/** What is to be recorded for one portal of a batch. */
export type How =
  | { readonly kind: 'set'; readonly wish: SharingWish }
  | { readonly kind: 'takeBack'; readonly changeId: string };

/** What is to become of one portal of a batch. */
export interface Plan {
  /** Of a portal that is skipped: what stands otherwise and stays so. */
  readonly moves: readonly SwitchMove[];
  /** `null`: nothing is recorded. */
  readonly how: How | null;
}

/** A plan as it is made, with why nothing is recorded. */
export interface Planned extends Plan {
  readonly skipped: SkipReason | null;
}

const move = v.object({ field: v.picklist(sharingFields), from: v.boolean(), to: v.boolean() });
const seen = v.object({
  settings: sharingSettings,
  pending: sharingSettings,
  asOf: v.nullable(v.string()),
});

/** A plan as it is kept. */
export const planSchema: v.GenericSchema<unknown, Plan> = v.object({
  moves: v.array(move),
  how: v.nullable(
    v.variant('kind', [
      v.object({
        kind: v.literal('set'),
        wish: v.object({ base: sharingSettings, desired: sharingSettings, seen }),
      }),
      v.object({ kind: v.literal('takeBack'), changeId: v.string() }),
    ]),
  ),
});

/** What applying a policy would make of a portal. */
export function previewOf(policy: PolicyFields, portal: KnownSharing): PreviewRow {
  const { id, name, version, seen } = portal;
  const expected = expectedOf(seen);
  const drift = driftOf(policy, expected, version);
  const along = expected === null ? [] : movesAlong(expected, drift.differs);
  return { portalId: id, portalName: name, version, seen, drift, along };
}

/**
 * What is to be recorded to make a portal follow, by what the person saw of it.
 * @param portal `null`: it is not saved any more.
 */
export function planFor(
  policy: PolicyFields,
  portal: SavedPortal | null,
  seen: SeenSharing,
): Planned {
  if (portal === null) return { moves: [], how: null, skipped: 'portalRemoved' };
  const drift = driftOf(policy, expectedOf(seen), portal.version);
  if (drift.differs.length === 0 || seen.settings === null) {
    const { state, forced } = drift;
    return { moves: forced, how: null, skipped: state === 'differs' ? 'needsSharing' : state };
  }
  const { settings, pending, asOf } = seen;
  const base = pick(
    settings,
    drift.differs.map(({ field }) => field),
  );
  const desired = settingsOf(drift.differs, 'to');
  const wish = { base: v.parse(sharingSettings, base), desired, seen: { settings, pending, asOf } };
  return { moves: drift.differs, how: { kind: 'set', wish }, skipped: null };
}
