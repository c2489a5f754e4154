import fc from 'fast-check';
import { expect, it } from 'vitest';
import { calmSort } from '../../../src-main/docs-servers/calm-sort';

const byKey = (a: { key: number }, b: { key: number }): number => a.key - b.key;

it('sorts as the built-in sort does, equal items in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 9_000 }), fc.integer(), async (length, seed) => {
      const items = Array.from({ length }, (_, n) => ({
        key: Math.abs((n * 7919 + seed) % 97),
        n,
      }));
      expect(await calmSort(items, byKey)).toEqual([...items].sort(byKey));
    }),
    { numRuns: 25 },
  );
});

it('gives other work its turn', async () => {
  let turns = 0;
  let sorting = true;
  const items = Array.from({ length: 50_000 }, (_, n) => ({ key: (n * 7919) % 50_000 }));
  const sorted = calmSort(items, byKey).finally(() => (sorting = false));
  while (sorting) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await sorted).map(({ key }) => key)).toEqual(Array.from({ length: 50_000 }, (_, n) => n));
  expect(turns).toBeGreaterThan(50);
});
