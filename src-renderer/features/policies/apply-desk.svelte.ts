import type { AppError } from '../../../src-main/contract/app-error';
import {
  contradictionsIn,
  fieldsIn,
  type PolicyFields,
  type PolicyPreview,
  type PolicySource,
} from '../../../src-main/contract/policies';
import { bridge } from '../../state/bridge';
import { policyList } from '../../state/policy-list.svelte';

export type SourceKind = PolicySource['kind'];

/** What the person decides about applying a policy to some portals, step by step. */
export class ApplyDesk {
  readonly portalIds: readonly string[];
  #kind: SourceKind | null = $state(null);
  #policyId: string | null = $state(null);
  /** `''`: none chosen yet. */
  sourcePortalId = $state('');
  fields: PolicyFields = $state.raw({});
  /** What is chosen anew is saved under this name as well. */
  saveToo = $state(false);
  name = $state('');
  preview: PolicyPreview | null = $state.raw(null);
  busy = $state(false);
  problem: AppError | null = $state.raw(null);

  constructor(portalIds: readonly string[], policyId: string | null) {
    this.portalIds = portalIds;
    this.#policyId = policyId;
  }

  get kind(): SourceKind {
    return this.#kind ?? (policyList.policies.length > 0 ? 'policy' : 'fields');
  }
  set kind(kind: SourceKind) {
    this.#kind = kind;
    this.problem = null;
  }

  get policyId(): string {
    const known = this.#policyId === null ? undefined : policyList.find(this.#policyId);
    return (known ?? policyList.policies[0])?.id ?? '';
  }
  set policyId(policyId: string) {
    this.#policyId = policyId;
  }

  /** `null`: something is missing yet. */
  get source(): PolicySource | null {
    const { kind, policyId, sourcePortalId, fields } = this;
    switch (kind) {
      case 'policy':
        return policyId === '' ? null : { kind, policyId };
      case 'portal':
        return sourcePortalId === '' ? null : { kind, portalId: sourcePortalId };
      case 'fields':
        return isSound(fields) ? { kind, fields } : null;
    }
  }

  /** Compares the portals with what was chosen; changes nothing anywhere. */
  readonly look = (): Promise<void> =>
    this.#ask(async () => {
      const source = await this.#saved();
      if (!source?.ok) return source;
      const portalIds = [...this.portalIds];
      const preview = await bridge.policies.preview({ source: source.value, portalIds });
      if (preview.ok) this.preview = preview.value;
      return preview;
    });

  readonly back = (): void => {
    this.preview = null;
    this.problem = null;
  };

  /** Asks for the changes; `done` hears the id of the batch. */
  readonly apply = (done: (batchId: string) => void): Promise<void> =>
    this.#ask(async () => {
      const { preview } = this;
      if (!preview) return undefined;
      const { title, fields, rows } = preview;
      const portals = rows.map(({ portalId, portalName, seen }) => ({
        portalId,
        portalName,
        seen,
      }));
      const applied = await bridge.policies.apply({ title, fields, portals });
      if (applied.ok) done(applied.value.batchId);
      return applied;
    });

  /** The source; what is to be saved too is a saved policy by then. */
  async #saved() {
    const { source, name, fields } = this;
    if (source === null) return undefined;
    if (source.kind !== 'fields' || !this.saveToo) return { ok: true, value: source } as const;
    const saved = await bridge.policies.save({ policyId: null, name, fields });
    if (!saved.ok) return saved;
    const policyId = saved.value.id;
    this.saveToo = false;
    this.#policyId = policyId;
    this.#kind = 'policy';
    return { ok: true, value: { kind: 'policy', policyId } } as const;
  }

  async #ask(
    work: () => Promise<{ readonly ok: boolean; readonly error?: AppError } | undefined>,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    const answer = await work();
    this.busy = false;
    if (answer?.ok === false) this.problem = answer.error ?? null;
  }
}

/** Whether a portal could follow. */
export const isSound = (fields: PolicyFields): boolean =>
  fieldsIn(fields).length > 0 && contradictionsIn(fields).length === 0;
