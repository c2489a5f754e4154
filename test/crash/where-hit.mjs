/**
 * One kill.
 * @typedef {object} Kill
 * @property {number} at milliseconds since 1970
 * @property {'starting' | 'opening' | 'open'} phase before the app's own code ran, before its store
 *   was seen open, or after that
 * @property {boolean} recording a change that was asked for had not been answered
 *
 * @typedef {Pick<import('../../src-main/contract/changes').ChangeDetail, 'steps'>} Told
 */

/** The first of these that fits says what a kill hit. */
const tenderest = ['sending', 'verifying', 'unknown', 'checking'];

/**
 * What a kill hit, told by the journal: the most delicate thing that was under way.
 * @param {Kill} kill
 * @param {readonly Told[]} changes
 * @returns {string}
 */
export function whereHit({ at, phase, recording }, changes) {
  if (phase === 'starting') return 'start of the process';
  if (phase === 'opening') return 'opening the window and the store';
  /** @type {Set<string | null>} */
  const states = new Set(changes.map(({ steps }) => stateAt(steps, at)));
  const found = tenderest.find((state) => states.has(state));
  if (found !== undefined) return found;
  if (recording) return 'recording';
  return states.has('queued') ? 'waiting' : 'at rest';
}

/** @param {Told['steps']} steps @param {number} instant */
const stateAt = (steps, instant) =>
  steps.findLast(({ at }) => Date.parse(at) <= instant)?.state ?? null;
