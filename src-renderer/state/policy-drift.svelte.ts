import type { Drift, PolicyRow } from '../../src-main/contract/policies';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';
import { policyList } from './policy-list.svelte';

/** The policy that the person chose; `''`: none, `null`: the person has not chosen. */
let chosenId: string | null = $state(null);

/** Without a choice, or after the chosen one was removed, the first that there is. */
const policy = $derived<PolicyRow | null>(
  chosenId === '' ? null : (policyList.find(chosenId ?? '') ?? policyList.policies[0] ?? null),
);
const answer = $derived.by(() => {
  const policyId = policy?.id;
  if (policyId === undefined) return null;
  return new LiveAnswer({
    topic: 'policies',
    ask: () => bridge.policies.drift({ policyId }),
    concerns: (ids) => ids.includes('drift') || ids.includes(policyId),
  });
});

/** How each portal stands to the policy that they are compared with. */
export const policyDrift = {
  /** `null`: they are compared with none. */
  get policy(): PolicyRow | null {
    return policy;
  },
  choose(policyId: string): void {
    chosenId = policyId;
  },
  of(portalId: string): Drift | null {
    return answer?.value?.[portalId] ?? null;
  },
  /** Follows all of it for as long as the component lives. Call it while a component is set up. */
  follow(): void {
    $effect(() => policyList.start());
    $effect(() => answer?.start());
  },
};
