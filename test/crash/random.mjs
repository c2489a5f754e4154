/**
 * Chance that can be repeated.
 * @typedef {object} Random
 * @property {(from: number, to: number) => number} between a whole number, both ends included
 * @property {(share: number) => boolean} chance true in that share of all cases
 * @property {<T>(items: readonly T[]) => T} pick one of a list that is not empty
 */

/**
 * The same name gives the same numbers, whatever was asked of others before.
 * @param {string} name
 * @returns {Random}
 */
export function randomOf(name) {
  let state = hash(name);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} from @param {number} to */
  const between = (from, to) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    chance: (share) => next() < share,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

/** FNV-1a. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
