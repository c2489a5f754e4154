/** Points of the start that are worth knowing, in order. */
export type Mark = 'main' | 'ready' | 'window' | 'usable';

const marks: { name: Mark; atMs: number }[] = [];

/**
 * Notes that the start has come this far, in milliseconds since Node began in this process. With
 * `--perf` each is printed too, for `npm run bench`.
 */
export function mark(name: Mark): void {
  if (marks.some((known) => known.name === name)) return;
  const atMs = performance.now();
  marks.push({ name, atMs });
  if (process.argv.includes('--perf')) process.stdout.write(`[perf] ${name} ${atMs.toFixed(1)}\n`);
}

export const allMarks = (): readonly { readonly name: Mark; readonly atMs: number }[] => marks;
