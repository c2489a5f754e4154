import type { PendingLink } from '../../contract/links';

/** Names of the operations on links; they stay the same for good. */
export const linkOperations = {
  create: 'link.create',
  update: 'link.update',
  delete: 'link.delete',
  revoke: 'link.revoke',
  setPasswordByKey: 'link.setPasswordByKey',
} as const;

const kinds: ReadonlyMap<string, PendingLink['kind']> = new Map([
  [linkOperations.create, 'create'],
  [linkOperations.update, 'update'],
  [linkOperations.setPasswordByKey, 'update'],
  [linkOperations.delete, 'delete'],
  [linkOperations.revoke, 'revoke'],
]);

/** What a change does to a link; `null`: another version of Gatehouse knows. */
export const kindOfChange = (operation: string): PendingLink['kind'] | null =>
  kinds.get(operation) ?? null;
