import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, nothing, text, uuid } from './call';
import type { DiscardReason } from './changes';
import { sharingFields, sharingSettings, type SharingField, type SharingSettings } from './sharing';

/** How many policies can be saved. */
export const mostPolicies = 100;
/** Longest name of a policy, in characters. */
export const longestPolicyName = 80;
/** More portals than anyone saves. */
const mostPortals = 1_000;

/** Which switches a policy sets, and how; those that are not there it leaves alone. */
export type PolicyFields = SharingSettings;

/**
 * While external sharing is off, a portal keeps these so, whatever it is asked for.
 * DocSpace server: FilesSettings, ExternalSharingSettings.
 */
export const whileSharingIsOff: SharingSettings = {
  externalShareSocialMedia: false,
  defaultShareLinkInternal: true,
};

/** The switches that a policy sets. */
export const fieldsIn = (policy: PolicyFields): readonly SharingField[] =>
  sharingFields.filter((field) => policy[field] !== undefined);

/** Switches that no portal could set as the policy wants, because it switches external sharing off. */
export function contradictionsIn(policy: PolicyFields): readonly SharingField[] {
  if (policy.externalShare !== false) return [];
  return fieldsIn(policy).filter((field) => {
    const kept = whileSharingIsOff[field];
    return kept !== undefined && kept !== policy[field];
  });
}

/** A sharing policy under a name. */
export interface SharingPolicy {
  readonly id: string;
  readonly name: string;
  readonly fields: PolicyFields;
  /** ISO instants. */
  readonly createdAt: string;
  readonly changedAt: string;
}

/** One switch, as it is and as it would be. */
export interface SwitchMove {
  readonly field: SharingField;
  readonly from: boolean;
  readonly to: boolean;
}

export const driftStates = ['follows', 'differs', 'notSupported', 'notKnown'] as const;
export type DriftState = (typeof driftStates)[number];

/** How a portal stands to a policy. */
export interface Drift {
  /**
   * - `differs`: at least one switch stands otherwise, whatever else holds.
   * - `notSupported`: its version lacks some of the switches, and follows in all others.
   * - `notKnown`: what it holds was never read, or only before it was updated.
   */
  readonly state: DriftState;
  /** What applying the policy would set. */
  readonly differs: readonly SwitchMove[];
  /** Stands otherwise, and stays so: external sharing is off there and the policy leaves it alone. */
  readonly forced: readonly SwitchMove[];
  /** Switches that its version lacks. */
  readonly notSupported: readonly SharingField[];
}

/** A policy as the list shows it, with how many portals stand how to it. */
export interface PolicyRow extends SharingPolicy {
  readonly counts: Readonly<Record<DriftState, number>>;
}

/** Where the switches of a policy come from. */
const source = v.variant('kind', [
  v.object({ kind: v.literal('policy'), policyId: uuid }),
  /** As they are on that portal. */
  v.object({ kind: v.literal('portal'), portalId: uuid }),
  v.object({ kind: v.literal('fields'), fields: sharingSettings }),
]);
export type PolicySource = v.InferOutput<typeof source>;

/** What a batch was made from: the name of a policy or portal, or switches chosen for it. */
export const batchTitle = v.object({
  kind: v.picklist(['policy', 'portal', 'fields']),
  name: text(200),
});
export type BatchTitle = v.InferOutput<typeof batchTitle>;

/** What a person saw of a portal when deciding; goes back with the decision. */
const seen = v.object({
  /** `null`: never read. */
  settings: v.nullable(sharingSettings),
  /** What changes that are not on the portal yet will make of it. */
  pending: sharingSettings,
  /** When the settings were read. */
  asOf: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
});
export type SeenSharing = Readonly<v.InferOutput<typeof seen>>;

/** What would become of one portal. */
export interface PreviewRow {
  readonly portalId: string;
  readonly portalName: string;
  readonly version: string | null;
  readonly seen: SeenSharing;
  readonly drift: Drift;
  /** What the portal changes by itself along with `drift.differs`. */
  readonly along: readonly SwitchMove[];
}

export interface PolicyPreview {
  readonly title: BatchTitle;
  readonly fields: PolicyFields;
  readonly rows: readonly PreviewRow[];
}

/** Why nothing was recorded for a portal. */
export const skipReasons = [
  'follows',
  'notSupported',
  'notKnown',
  /** External sharing is off there, and the policy leaves it alone. */
  'needsSharing',
  'portalRemoved',
  /** It had been taken back already, or somebody was about to. */
  'undone',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Where the part of a batch that concerns one portal stands; told by the journal. */
export const batchOutcomes = [
  'done',
  /** Done, and the portal holds some of it otherwise. */
  'keptOtherwise',
  'conflict',
  /** It left, and nobody knows what became of it. */
  'unknown',
  'failed',
  'held',
  'paused',
  /** It goes on by itself: in its turn, when the portal answers again, or at the time told. */
  'waiting',
  /** Being checked, sent or read back. */
  'underWay',
  /** Not recorded yet. */
  'notRecorded',
  /** The batch was stopped before it was recorded. */
  'notStarted',
  /** The batch was stopped before it left. */
  'stopped',
  'discarded',
  /** A later change of the same portal sets it otherwise. */
  'replaced',
  'skipped',
] as const;
export type BatchOutcome = (typeof batchOutcomes)[number];

export interface BatchRow {
  readonly portalId: string;
  /** As it was called then. */
  readonly portalName: string;
  readonly outcome: BatchOutcome;
  readonly moves: readonly SwitchMove[];
  /** The change that tells; a later one where that one carries it on. `null`: none. */
  readonly changeId: string | null;
  /** Of `keptOtherwise`: these. */
  readonly kept: readonly SharingField[];
  readonly error: AppError | null;
  /** Since when the portal cannot be reached, while it waits for that. */
  readonly offlineSince: string | null;
  readonly nextAttemptAt: string | null;
  readonly skipped: SkipReason | null;
  /** Of `discarded`. */
  readonly reason: DiscardReason | null;
  /** It can be taken back with the batch. */
  readonly canUndo: boolean;
}

/** One batch in the list of recent ones. */
export interface BatchSummary {
  readonly id: string;
  readonly title: BatchTitle;
  readonly createdAt: string;
  readonly stoppedAt: string | null;
  /** The batch that this one takes back. */
  readonly undoOf: string | null;
  readonly portals: number;
  /** Portals of which a change was to be recorded. */
  readonly changes: number;
  /** Those of the changes that are not over. */
  readonly open: number;
}

/** What became of a batch, portal by portal. */
export interface BatchReport extends Omit<BatchSummary, 'portals' | 'changes' | 'open'> {
  readonly fields: PolicyFields;
  readonly rows: readonly BatchRow[];
  /** Something of it can still be kept from leaving. */
  readonly canStop: boolean;
  /** How many portals an undo would go back on. */
  readonly canUndo: number;
  /** Why the rest is not being recorded. */
  readonly problem: AppError | null;
}

const batchId = v.object({ batchId: uuid });
const many = <Item>(item: v.GenericSchema<unknown, Item>) =>
  v.pipe(v.array(item), v.maxLength(mostPortals));

/** Sharing policies: saved, compared with portals, and applied to many of them at once. */
export const policyCalls = {
  /** By name. */
  list: call<readonly PolicyRow[]>()(nothing),
  /** `policyId: null` makes a new one. */
  save: call<SharingPolicy, 'policy'>()(
    v.object({
      policyId: v.nullable(uuid),
      name: v.pipe(text(200), v.trim()),
      fields: sharingSettings,
    }),
  ),
  remove: call<void, 'policy'>()(v.object({ policyId: uuid })),
  /** How every saved portal stands to a policy, by portal id. */
  drift: call<Readonly<Record<string, Drift>>, 'policy'>()(v.object({ policyId: uuid })),
  /** What a source would set. */
  fieldsOf: call<PolicyFields, 'policy' | 'saved'>()(source),
  preview: call<PolicyPreview, 'policy' | 'saved'>()(v.object({ source, portalIds: many(uuid) })),
  /** Records one change per portal that differs; answers once all of it is sure to be recorded. */
  apply: call<{ readonly batchId: string }, 'policy' | 'change'>()(
    v.object({
      title: batchTitle,
      fields: sharingSettings,
      portals: many(v.object({ portalId: uuid, portalName: text(200), seen })),
    }),
  ),
  /** The newest first. */
  batches: call<readonly BatchSummary[]>()(nothing),
  batch: call<BatchReport, 'policy'>()(batchId),
  /** Ends what has not left yet; what is on its way comes to its end. */
  stop: call<void, 'policy'>()(batchId),
  /** Goes on recording after the store failed. */
  goOn: call<void, 'policy'>()(batchId),
  /** Takes back what was done, as a batch of its own. */
  undo: call<{ readonly batchId: string }, 'policy' | 'change'>()(batchId),
};
