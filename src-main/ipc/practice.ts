import type { Handlers } from '../contract';
import type { Practice } from '../portals';

/** Calls about the practice portal. */
export const practiceHandlers = (practice: Practice): Handlers<'practice'> => ({
  start: () => practice.start(),
});
