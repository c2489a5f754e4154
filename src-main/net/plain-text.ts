/** Characters that a terminal or a window could mistake for commands, bidi overrides included. */
const controls = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const tags = /<\/?[a-z!][^<>]*>/gi;
const hidden = '[hidden]';

/**
 * Turns the other side's words into plain text for a person: no tags, no control characters, and
 * no secret that was sent, should the other side repeat it.
 */
export function plainText(words: string, secrets: readonly (string | RegExp)[]): string {
  const plain = words.replace(tags, ' ').replace(controls, ' ');
  const safe = secrets.reduce<string>(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, hidden)),
    plain,
  );
  return safe.replace(/\s+/g, ' ').trim();
}
