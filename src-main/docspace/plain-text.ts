import { plainText as plainTextWithout } from '../net/plain-text';

const anyKey = /sk-[0-9a-f]{16,}/gi;

/**
 * Turns the other side's words into plain text for a person: no tags, no control characters, and
 * no API key, should the portal repeat the one it was sent.
 */
export const plainText = (words: string, key: string | null): string =>
  plainTextWithout(words, [key ?? '', anyKey]);
