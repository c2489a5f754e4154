import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBook } from '../../../src-main/journal/book';
import { memoryDatabase } from '../store/memory-database';
import { createMemoryBook } from './model/memory-book';
import { play } from './model/run';

/** More on demand: `PROPERTY_RUNS=200000 npx vitest run test/unit/journal/properties.test.ts`. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);

const script = fc.array(fc.nat(2 ** 31 - 1), { maxLength: 40, size: 'max' });
const seed = fc.nat(2 ** 31 - 1);

describe('the journal, whatever happens', () => {
  it(
    'loses nothing, does nothing twice, and changes nothing that nobody asked for',
    async () => {
      const c0 = process.cpuUsage(); const t = performance.now(); const tot: Record<string, number> = {n:0,rec:0,app:0,len:0};
      await fc.assert(
        fc.asyncProperty(script, seed, async (commands, chance) => {
          const outcome = await play(commands, chance, () => Promise.resolve(createMemoryBook()));
          expect(outcome.breaches).toEqual([]); tot.n++; tot.app+=outcome.applied; tot.fol=(tot.fol??0)+outcome.followed; for (const [st,n] of outcome.states) tot[st]=(tot[st]??0)+n; tot.len+=commands.length;
        }),
        { numRuns: runs },
      );
      console.log(performance.now() - t, process.cpuUsage(c0), tot);
    },
    60_000 + runs * 20,
  );
});
export const x = [createBook, memoryDatabase];
