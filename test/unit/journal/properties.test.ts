import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeStates, type ChangeState } from '../../../src-main/contract/changes';
import { createBook, type Book } from '../../../src-main/journal/book';
import { memoryDatabase } from '../store/memory-database';
import { createMemoryBook } from './model/memory-book';
import { play } from './model/run';

/**
 * The journal against model portals, in which everything can happen at any point: see `model/`.
 *
 * One thing is left out on purpose. DocSpace replaces settings as a whole and knows no versions of
 * them, so nobody can protect what somebody else changes between our last look and the arrival of
 * our request; the model lets outside edits happen anywhere but there.
 *
 * More runs on demand: `PROPERTY_RUNS=200000 npx vitest run test/unit/journal/properties.test.ts`.
 */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);
const runsOnDatabase = Math.ceil(runs / 40);

const script = fc.array(fc.nat(2 ** 31 - 1), { maxLength: 36, size: 'max' });
const chance = fc.nat(2 ** 31 - 1);

async function bookInDatabase(portalIds: readonly string[]): Promise<Book> {
  const database = await memoryDatabase();
  await database.write(
    portalIds.map((id, position) => ({
      sql: 'INSERT INTO portals (id, position, body) VALUES (?, ?, ?)',
      values: [id, position, '{}'],
    })),
  );
  return createBook(database);
}

describe('the journal, whatever happens', () => {
  it(
    'loses nothing, does nothing twice, and changes nothing that nobody asked for',
    async () => {
      const states = new Map<ChangeState, number>();
      let applied = 0;
      let followed = 0;
      await fc.assert(
        fc.asyncProperty(script, chance, async (commands, seed) => {
          const outcome = await play(commands, seed, () => Promise.resolve(createMemoryBook()));
          expect(outcome.breaches).toEqual([]);
          for (const [state, times] of outcome.states) {
            states.set(state, (states.get(state) ?? 0) + times);
          }
          applied += outcome.applied;
          followed += outcome.followed;
        }),
        { numRuns: runs },
      );
      // The runs have been everywhere, and not just by accident.
      const often = changeStates.filter((state) => (states.get(state) ?? 0) >= runs / 200);
      expect(often).toEqual(changeStates);
      expect(applied).toBeGreaterThan(runs);
      expect(followed).toBeGreaterThan(runs / 3);
    },
    60_000 + runs * 20,
  );

  it(
    'does so over the real database',
    () =>
      fc.assert(
        fc.asyncProperty(script, chance, async (commands, seed) => {
          const outcome = await play(commands, seed, bookInDatabase);
          expect(outcome.breaches).toEqual([]);
        }),
        { numRuns: runsOnDatabase },
      ),
    60_000 + runsOnDatabase * 200,
  );
});
