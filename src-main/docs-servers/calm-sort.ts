import { setImmediate } from 'node:timers/promises';

/** Items that are worked on before other work of the process gets its turn. */
const atOnce = 2_000;

/** Sorts a long list without holding up the process; equal items keep their order. */
export async function calmSort<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    runs.push(items.slice(at, at + atOnce).sort(compare));
    await setImmediate();
  }
  while (runs.length > 1) {
    const next: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [first = [], second = []] = runs.slice(at, at + 2);
      next.push(await merge(first, second, compare));
    }
    runs = next;
  }
  return runs[0] ?? [];
}

async function merge<T>(
  first: readonly T[],
  second: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<readonly T[]> {
  if (second.length === 0) return first;
  const merged: T[] = [];
  let [left, right] = [0, 0];
  for (;;) {
    const [a, b] = [first[left], second[right]];
    if (a === undefined) return [...merged, ...second.slice(right)];
    if (b === undefined) return [...merged, ...first.slice(left)];
    if (compare(a, b) <= 0) {
      merged.push(a);
      left += 1;
    } else {
      merged.push(b);
      right += 1;
    }
    if (merged.length % atOnce === 0) await setImmediate();
  }
}
