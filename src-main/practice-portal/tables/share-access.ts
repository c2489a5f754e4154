/** `FileShare` on the wire. DocSpace server: FileShare. */
export const shareAccess = {
  none: 0,
  readWrite: 1,
  read: 2,
  restrict: 3,
  varies: 4,
  review: 5,
  comment: 6,
  fillForms: 7,
  customFilter: 8,
  roomManager: 9,
  editing: 10,
  contentCreator: 11,
} as const;

/** The name of an access, as the server writes it: `FillForms`. */
export function accessName(access: number): string {
  const name = Object.entries(shareAccess).find(([, number]) => number === access)?.[0] ?? 'none';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/**
 * An access as a body has it: a number, also as text, or a name in exactly its case. Everything
 * else, `view` and `read` too, is None without a word: on a link that deletes it.
 */
export function readAccess(sent: unknown): number {
  const number = typeof sent === 'string' && /^\d+$/.test(sent) ? Number(sent) : sent;
  const found = Object.values(shareAccess).find(
    (access) => access === number || accessName(access) === sent,
  );
  return found ?? shareAccess.none;
}
