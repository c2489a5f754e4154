/** What about sharing policies is asked of the person now, whatever page is shown. */
export type PolicyTask =
  /** Apply a policy; `policyId` when it is chosen already. */
  | { readonly kind: 'apply'; readonly portalIds: readonly string[]; readonly policyId?: string }
  /** The saved policies and the recent batches. */
  | { readonly kind: 'policies' }
  | { readonly kind: 'batch'; readonly batchId: string };

class PolicyDialogs {
  shown: PolicyTask | null = $state.raw(null);
}

/** The dialog about sharing policies that stands open, if any. */
export const policyDialogs = new PolicyDialogs();
