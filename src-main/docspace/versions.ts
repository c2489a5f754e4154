/**
 * Orders product versions such as `3.7.1`: negative when `a` is older, 0 when equal, positive when
 * newer. A missing part counts as 0, and what does not begin with digits as well.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): number[] {
  return version
    .trim()
    .replace(/^v/i, '')
    .split('.')
    .map((part) => Number(/^\d{1,9}/.exec(part)?.[0] ?? 0));
}
