/**
 * Kills the real app at random moments while it sends changes to practice portals, and holds what
 * its journal says afterwards against the portals' own logs.
 *
 * Usage: npm run test:crash -- [--kills 200] [--seed TEXT]
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { withDesktop } from './lib/desktop-session.mjs';
import { hasDisplay } from './lib/display.mjs';
import { sandboxFlags } from './lib/root-user.mjs';
import { setUp } from './lib/setup.mjs';
import { main, PlainError, say, step } from './lib/steps.mjs';

await main(async () => {
  const { kills, seed } = wanted();
  const { electronPath } = await setUp({ desktop: 'private' });
  await build();
  const { crashRun } = await import('../test/crash/crash-run.mjs');
  const { tableOf } = await import('../test/crash/report.mjs');
  const flags = [...sandboxFlags(), ...(hasDisplay() ? [] : ['--disable-gpu'])];
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'gatehouse-crash-'));
  say(`Seed ${seed}`);
  try {
    const report = await step(`Kill the app ${kills} times`, (progress) =>
      withDesktop({ keyring: true }, (env) =>
        crashRun({ electronPath, flags, env, folder, kills, seed, progress }),
      ),
    );
    say(`\n${tableOf(report)}\n`);
    for (const problem of report.problems) say(`FAIL ${problem}`);
    if (report.problems.length > 0) process.exitCode = 1;
    else say('PASS every change is accounted for');
    say(`Again: npm run test:crash -- --kills ${kills} --seed ${seed}`);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});

function wanted() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: randomBytes(4).toString('hex') },
    },
  });
  const kills = Number(values.kills);
  if (!Number.isInteger(kills) || kills < 1) {
    throw new PlainError('--kills takes a number from 1 on.');
  }
  return { kills, seed: values.seed };
}
