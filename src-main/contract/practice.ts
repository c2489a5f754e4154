import { call, nothing } from './call';

/** The practice portal that comes with the app. */
export const practiceCalls = {
  /** Starts it and saves it as a portal; answers with that portal's id. */
  start: call<{ readonly portalId: string }, 'store' | 'keychain' | 'net'>()(nothing),
};
