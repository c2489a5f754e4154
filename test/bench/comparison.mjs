import { median } from './statistics.mjs';

/**
 * Gatehouse beside something to hold it against, measured in turns.
 * @typedef {object} Comparison
 * @property {string} what
 * @property {string} against
 * @property {'ms' | 'MB' | 'MB/s'} unit
 * @property {{ median: number, all: readonly number[] } | null} ours
 * @property {{ median: number, all: readonly number[] } | null} theirs
 * @property {number | null} ratio ours to theirs, by the medians; `null` where it says nothing
 * @property {Goal | null} goal
 * @property {boolean | null} met
 * @property {string | null} note why there are no figures, or what they do not tell
 *
 * @typedef {object} Goal
 * @property {'at most' | 'at least'} is
 * @property {number} value
 * @property {'ratio' | 'figure'} of what is held against it; a figure is our own median
 */

/** @typedef {Pick<Comparison, 'what' | 'against' | 'unit' | 'goal'>} About */

/**
 * @param {About} about
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @returns {Comparison}
 */
export function compare(about, ours, theirs) {
  const ratio = median(ours) / median(theirs);
  return { ...besides(about, ours, theirs), ratio, met: isMet(about.goal, ratio, median(ours)) };
}

/**
 * Two figures of which one is not measured by the other: it only says what else is going on.
 * @param {About} about
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @param {string | null} [note]
 * @returns {Comparison}
 */
export function besides(about, ours, theirs, note = null) {
  return {
    ...about,
    ours: { median: median(ours), all: ours },
    theirs: { median: median(theirs), all: theirs },
    ratio: null,
    met: isMet(about.goal, null, median(ours)),
    note,
  };
}

/** @param {Goal | null} goal @param {number | null} ratio @param {number} figure */
function isMet(goal, ratio, figure) {
  const value = goal?.of === 'ratio' ? ratio : figure;
  if (goal === null || value === null) return null;
  return goal.is === 'at most' ? value <= goal.value : value >= goal.value;
}

/**
 * @param {About} about
 * @param {string} note
 * @returns {Comparison}
 */
export const notMeasured = (about, note) => ({
  ...about,
  ours: null,
  theirs: null,
  ratio: null,
  met: null,
  note,
});

/** @param {readonly Comparison[]} comparisons @returns {string} a table for the terminal */
export function tableOf(comparisons) {
  const head = ['What', 'Gatehouse', 'Against', '', 'Ratio', 'Goal', ''];
  const rows = [head, ...comparisons.map(rowOf)];
  const widths = head.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return lines.join('\n');
}

/** @param {Comparison} one @returns {string[]} */
function rowOf({ what, against, unit, ours, theirs, ratio, goal, met, note }) {
  const verdict = met === null ? '' : met ? 'met' : 'not met';
  return [
    what,
    ours === null ? '–' : figure(ours.median, unit),
    against,
    theirs === null ? '–' : figure(theirs.median, unit),
    ratio === null ? '–' : ratio.toFixed(2),
    goal === null ? '–' : wordsOf(goal, unit),
    [verdict, note ?? ''].filter((part) => part !== '').join('; '),
  ];
}

/** @param {Goal} goal @param {string} unit */
function wordsOf({ is, value, of }, unit) {
  const sign = is === 'at most' ? '≤' : '≥';
  return `${sign} ${value}${of === 'figure' ? ` ${unit}` : ''}`;
}

/** @param {number} value @param {string} unit */
const figure = (value, unit) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
