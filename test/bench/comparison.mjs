import { median } from './statistics.mjs';

/**
 * Gatehouse beside something to hold it against, measured in turns.
 * @typedef {object} Comparison
 * @property {string} what
 * @property {string} against
 * @property {'ms' | 'MB' | 'MB/s'} unit
 * @property {{ median: number, all: readonly number[] } | null} ours
 * @property {{ median: number, all: readonly number[] } | null} theirs
 * @property {number | null} ratio ours to theirs, by the medians
 * @property {{ is: 'at most' | 'at least', value: number }} goal
 * @property {boolean | null} met
 * @property {string | null} note why there are no figures
 */

/**
 * @param {Pick<Comparison, 'what' | 'against' | 'unit' | 'goal'>} about
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @returns {Comparison}
 */
export function compare(about, ours, theirs) {
  const ratio = median(ours) / median(theirs);
  const { is, value } = about.goal;
  return {
    ...about,
    ours: { median: median(ours), all: ours },
    theirs: { median: median(theirs), all: theirs },
    ratio,
    met: is === 'at most' ? ratio <= value : ratio >= value,
    note: null,
  };
}

/**
 * @param {Pick<Comparison, 'what' | 'against' | 'unit' | 'goal'>} about
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
  const sign = goal.is === 'at most' ? '≤' : '≥';
  return [
    what,
    ours === null ? '–' : figure(ours.median, unit),
    against,
    theirs === null ? '–' : figure(theirs.median, unit),
    ratio === null ? '–' : ratio.toFixed(2),
    `${sign} ${goal.value}`,
    note ?? (met === true ? 'met' : 'not met'),
  ];
}

/** @param {number} value @param {string} unit */
const figure = (value, unit) => `${Math.round(value)} ${unit}`;
