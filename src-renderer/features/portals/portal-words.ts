import type { KeyPlace } from '../../../src-main/contract/portals';
import { m } from '$words';

/** Where an API key is, in a word or two. */
export function sayKeyPlace(place: KeyPlace): string {
  return {
    keychain: m.portals_key_keychain,
    session: m.portals_key_session,
    missing: m.portals_key_missing,
  }[place]();
}
