/**
 * @param {import('./crash-run.mjs').CrashReport} report
 * @returns {string} a table for the terminal
 */
export function tableOf(report) {
  const { hits, unanswered, ends, detours, recorded, edits, writes, requests, sentAgain } = report;
  const rows = [
    ...section('Kills that hit', hits),
    ['Kills before the answer “recorded”', unanswered],
    ['Changes recorded', recorded],
    ...section('Changes that ended as', ends),
    ...section('Changes that passed through', detours),
    ['Settings changed behind its back', edits],
    ['Writes sent', writes],
    ['Sent again over an outside edit', sentAgain],
    ['Requests', requests],
  ];
  const width = Math.max(...rows.map(([name]) => String(name).length));
  return rows.map(([name, count]) => `${String(name).padEnd(width)}  ${count}`).join('\n');
}

/** @param {string} title @param {Readonly<Record<string, number>>} counts */
const section = (title, counts) =>
  Object.entries(counts).map(([name, count]) => [`${title}: ${name}`, count]);
