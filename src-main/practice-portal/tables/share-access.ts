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

const names = new Map<number, string>(
  Object.entries(shareAccess).map(([name, access]) => [
    access,
    `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  ]),
);

/** The name of an access, as the server writes it: `FillForms`. */
export function accessName(access: number): string {
  return names.get(access) ?? String(access);
}

/**
 * An access as a body has it: a number, also as text, or a name in exactly its case. Every other
 * text, `view` and `read` too, is None without a word: on a link that deletes it. `null`: it is
 * no access at all. DocSpace server: the converter of FileShare.
 */
export function readAccess(sent: unknown): number | null {
  if (typeof sent === 'number') return Number.isInteger(sent) ? sent : null;
  if (typeof sent !== 'string') return null;
  if (/^\d{1,9}$/.test(sent)) return Number(sent);
  return Object.values(shareAccess).find((access) => accessName(access) === sent) ?? 0;
}
