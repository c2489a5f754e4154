import * as v from 'valibot';
import { appError } from '../contract/app-error';
import {
  contradictionsIn,
  fieldsIn,
  longestPolicyName,
  mostPolicies,
  type PolicyFields,
  type SharingPolicy,
} from '../contract/policies';
import { fail, ok, type Result } from '../contract/result';
import { sharingSettings } from '../contract/sharing';
import type { PolicyRecord, PolicyTable } from '../store/policy-table';

/** Policies under names. Every change is on disk before it is answered. */
export interface SavedPolicies {
  /** By name. */
  all(): Promise<Result<readonly SharingPolicy[], 'store'>>;
  /** Errors: `policy.unknown`. */
  byId(policyId: string): Promise<Result<SharingPolicy, 'policy' | 'store'>>;
  /**
   * Makes a policy (`policyId: null`) or changes one. Errors: those of {@link checkFields};
   * `policy.nameEmpty`, `policy.nameTooLong`, `policy.nameTaken`, `policy.tooMany`,
   * `policy.unknown`.
   */
  save(wanted: {
    readonly policyId: string | null;
    readonly name: string;
    readonly fields: PolicyFields;
  }): Promise<Result<SharingPolicy, 'policy' | 'store'>>;
  remove(policyId: string): Promise<Result<void, 'policy' | 'store'>>;
}

export interface SavedPoliciesOptions {
  readonly table: PolicyTable;
  /** Hears the id of each policy that was made, changed or removed. */
  readonly changed: (policyId: string) => void;
  readonly now: () => Date;
  readonly uuid: () => string;
}

const body = v.object({
  name: v.string(),
  fields: sharingSettings,
  createdAt: v.string(),
  changedAt: v.string(),
});

export function createSavedPolicies(options: SavedPoliciesOptions): SavedPolicies {
  const { table, changed, now, uuid } = options;
  let queue: Promise<unknown> = Promise.resolve();

  /** One after the other, so that no two get the same name. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const all: SavedPolicies['all'] = async () => {
    const records = await table.all();
    return records.ok ? ok(records.value.flatMap((record) => policyOf(record) ?? [])) : records;
  };

  const byId: SavedPolicies['byId'] = async (policyId) => {
    const policies = await all();
    if (!policies.ok) return policies;
    const found = policies.value.find(({ id }) => id === policyId);
    return found ? ok(found) : fail(appError('policy.unknown'));
  };

  return {
    all,
    byId,

    save: ({ policyId, name, fields }) =>
      inTurn(async () => {
        const sound = checkFields(fields);
        if (!sound.ok) return sound;
        const named = checkName(name);
        if (!named.ok) return named;
        // Also those that this version cannot read take a name and a place.
        const records = await table.all();
        if (!records.ok) return records;
        const others = records.value.filter(({ id }) => id !== policyId);
        const folded = foldedName(name);
        if (others.some((one) => one.folded === folded)) return fail(appError('policy.nameTaken'));
        const before = policyId === null ? null : await byId(policyId);
        if (before?.ok === false) return before;
        if (!before && others.length >= mostPolicies) return fail(appError('policy.tooMany'));
        const at = now().toISOString();
        const { id, createdAt } = before?.value ?? { id: uuid(), createdAt: at };
        const kept = { name, fields, createdAt, changedAt: at };
        const written = await table.put({ id, folded, body: kept });
        if (!written.ok) return written;
        changed(id);
        return ok({ id, ...kept });
      }),

    remove: (policyId) =>
      inTurn(async () => {
        const known = await byId(policyId);
        if (!known.ok) return known;
        const removed = await table.remove(policyId);
        if (removed.ok) changed(policyId);
        return removed;
      }),
  };
}

/**
 * Whether a portal can follow at all. Errors: `policy.empty` when nothing is set,
 * `policy.contradicts` when something is set that comes to nothing by something else.
 */
export function checkFields(fields: PolicyFields): Result<void, 'policy'> {
  if (fieldsIn(fields).length === 0) return fail(appError('policy.empty'));
  if (contradictionsIn(fields).length > 0) return fail(appError('policy.contradicts'));
  return ok();
}

function checkName(name: string): Result<void, 'policy'> {
  if (name.trim() === '') return fail(appError('policy.nameEmpty'));
  return [...name].length > longestPolicyName ? fail(appError('policy.nameTooLong')) : ok();
}

const foldedName = (name: string): string => name.normalize('NFKC').toLowerCase();

/** What another version of Gatehouse kept and this one cannot show is left alone. */
function policyOf({ id, body: stored }: PolicyRecord): SharingPolicy | null {
  const parsed = v.safeParse(body, stored);
  return parsed.success ? { id, ...parsed.output } : null;
}
