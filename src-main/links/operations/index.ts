import { registered, type RegisteredOperation } from '../../journal/registered';
import { createLinkOperation } from './create';
import { deleteLinkOperation, revokeLinkOperation } from './remove';
import { setPasswordOperation, updateLinkOperation } from './update';

/** All that the journal can do with external links. */
export const linkOperationsFor = (now: () => Date): readonly RegisteredOperation[] => [
  registered(createLinkOperation(now)),
  registered(updateLinkOperation(now)),
  registered(setPasswordOperation(now)),
  registered(deleteLinkOperation),
  registered(revokeLinkOperation),
];
