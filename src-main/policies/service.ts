import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import type { DriftState, PolicyFields, PolicySource } from '../contract/policies';
import type { Reach } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import type { Journal } from '../journal/service';
import { createBatchTable } from '../store/batch-table';
import type { Database } from '../store/database';
import type { SetTimer } from '../sync/timer';
import { createPolicyTable } from '../store/policy-table';
import { createBatchReports } from './batch-reports';
import { batchOf, createBatches, type Batches } from './batches';
import { driftOf, inEffect } from './drift';
import { planFor, previewOf } from './plan';
import { checkFields, createSavedPolicies } from './saved-policies';
import { createKnownSharing, type KnownSharing, type KnownSharingOptions } from './known-sharing';

/** What main hands in. */
export interface PolicyServiceOptions extends Omit<KnownSharingOptions, 'journal'> {
  readonly database: Database;
  readonly journal: Pick<
    Journal,
    'record' | 'takeBack' | 'canTakeBack' | 'withdraw' | 'byIds' | 'pendingFields'
  >;
  readonly reachOf: (portalId: string) => Reach;
  /** Hears the id of every policy and batch that changed. */
  readonly publish: (id: string) => void;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly setTimer: SetTimer;
  readonly report: (line: string, cause?: unknown) => void;
}

/** Sharing policies, and what was asked of many portals at once. */
export interface PolicyService extends Pick<Batches, 'settle' | 'start' | 'close'> {
  readonly calls: Handlers<'policies'>;
  /** The sharing settings of a portal were read: how portals stand may be otherwise now. */
  sharingRead(): void;
}

/** Batches that are listed. */
const newest = 50;
/** While hundreds of portals are read, all of them are compared once in so many milliseconds. */
const driftRestMs = 1_000;

/** Puts the room together. Nothing is recorded before `start`, or before a person asks. */
export function createPolicyService(options: PolicyServiceOptions): PolicyService {
  const { database, journal, reachOf, publish, portals } = options;
  const common = { ...options, changed: publish };
  const policies = createSavedPolicies({ ...common, table: createPolicyTable(database) });
  const batchTable = createBatchTable(database);
  const batches = createBatches({ ...common, table: batchTable });
  const reports = createBatchReports({ batches, journal, reachOf });
  const sharingOfAll = createKnownSharing(options);

  /** The switches of a source, and what it is called. */
  async function resolve(
    source: PolicySource,
    known: readonly KnownSharing[],
  ): Promise<
    Result<{ readonly name: string; readonly fields: PolicyFields }, 'policy' | 'saved' | 'store'>
  > {
    switch (source.kind) {
      case 'fields': {
        const sound = checkFields(source.fields);
        return sound.ok ? ok({ name: '', fields: source.fields }) : sound;
      }
      case 'policy':
        return policies.byId(source.policyId);
      case 'portal': {
        const portal = known.find(({ id }) => id === source.portalId);
        if (!portal) return fail(appError('saved.unknownPortal'));
        const { settings } = portal.seen;
        if (settings === null) return fail(appError('policy.portalNotRead'));
        return ok({ name: portal.name, fields: inEffect(settings) });
      }
    }
  }

  const calls: Handlers<'policies'> = {
    async list() {
      const saved = await policies.all();
      if (!saved.ok) return saved;
      const known = await sharingOfAll();
      if (!known.ok) return known;
      const groups = alike(known.value);
      return ok(saved.value.map((one) => ({ ...one, counts: countsOf(one.fields, groups) })));
    },

    save: (wanted) => policies.save(wanted),
    remove: ({ policyId }) => policies.remove(policyId),

    async drift({ policyId }) {
      const policy = await policies.byId(policyId);
      if (!policy.ok) return policy;
      const known = await sharingOfAll();
      if (!known.ok) return known;
      const { fields } = policy.value;
      return ok(
        Object.fromEntries(
          known.value.map(({ id, seen, version }) => [id, driftOf(fields, seen.settings, version)]),
        ),
      );
    },

    async fieldsOf(source) {
      const known = await sharingOfAll();
      if (!known.ok) return known;
      const found = await resolve(source, known.value);
      return found.ok ? ok(found.value.fields) : found;
    },

    async preview({ source, portalIds }) {
      const known = await sharingOfAll();
      if (!known.ok) return known;
      const found = await resolve(source, known.value);
      if (!found.ok) return found;
      const { name, fields } = found.value;
      const chosen = new Set(portalIds);
      const rows = known.value
        .filter(({ id }) => chosen.has(id))
        .map((portal) => previewOf(fields, portal));
      return ok({ title: { kind: source.kind, name }, fields, rows });
    },

    async apply({ title, fields, portals: decided }) {
      const sound = checkFields(fields);
      if (!sound.ok) return sound;
      const saved = new Map(portals().map((portal) => [portal.id, portal]));
      const planned = decided.map(({ portalId, portalName, seen }) => {
        const portal = saved.get(portalId) ?? null;
        const name = portal?.name ?? portalName;
        return { portalId, portalName: name, planned: planFor(fields, portal, seen) };
      });
      if (planned.every((one) => one.planned.how === null)) return fail(appError('change.nothing'));
      const added = await batches.add({ title, fields, undoOf: null, portals: planned });
      return added.ok ? ok({ batchId: added.value }) : added;
    },

    async batches() {
      const found = await batchTable.newest(newest);
      if (!found.ok) return found;
      return ok(
        found.value.map(({ batch, ...counted }) => {
          const { id, title, createdAt, stoppedAt, undoOf } = batchOf(batch);
          return { id, title, createdAt, stoppedAt, undoOf, ...counted };
        }),
      );
    },

    batch: ({ batchId }) => reports.report(batchId),

    async stop({ batchId }) {
      const found = await batches.find(batchId);
      return found.ok ? batches.stop(batchId) : found;
    },

    async goOn({ batchId }) {
      const found = await batches.find(batchId);
      if (!found.ok) return found;
      if (found.value.batch.stoppedAt === null) batches.goOn(batchId);
      return ok();
    },

    async undo({ batchId }) {
      const back = await reports.wayBack(batchId);
      if (!back.ok) return back;
      const added = await batches.add(back.value);
      return added.ok ? ok({ batchId: added.value }) : added;
    },
  };

  let stopTimer: (() => void) | null = null;
  return {
    calls,
    sharingRead() {
      stopTimer ??= options.setTimer(driftRestMs, () => {
        stopTimer = null;
        publish('drift');
      });
    },
    settle: batches.settle,
    start: batches.start,
    close() {
      stopTimer?.();
      return batches.close();
    },
  };
}

/** Portals that hold the same settings in the same version. */
interface Alike {
  readonly portal: KnownSharing;
  count: number;
}

/** Few among many: what one of each comes to is found out once. */
function alike(portals: readonly KnownSharing[]): readonly Alike[] {
  const groups = new Map<string, Alike>();
  for (const portal of portals) {
    const key = JSON.stringify([portal.seen.settings, portal.version]);
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { portal, count: 1 });
  }
  return [...groups.values()];
}

function countsOf(
  policy: PolicyFields,
  groups: readonly Alike[],
): Readonly<Record<DriftState, number>> {
  const counts = { follows: 0, differs: 0, notSupported: 0, notKnown: 0 };
  for (const { portal, count } of groups) {
    counts[driftOf(policy, portal.seen.settings, portal.version).state] += count;
  }
  return counts;
}
