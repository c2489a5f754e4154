/** Characters that a terminal or a window could mistake for commands, bidi overrides included. */
const controls = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const tags = /<\/?[a-z!][^<>]*>/gi;
const anyKey = /sk-[0-9a-f]{16,}/gi;
const hidden = '[hidden]';

/**
 * Turns the other side's words into plain text for a person: no tags, no control characters, and
 * no API key, should the portal repeat the one it was sent.
 */
export function plainText(words: string, key: string | null): string {
  const plain = words.replace(tags, ' ').replace(controls, ' ');
  const safe = key ? plain.replaceAll(key, hidden) : plain;
  return safe.replace(anyKey, hidden).replace(/\s+/g, ' ').trim();
}
