/**
 * Measures the app beside things to hold it against, prints a table and writes it as JSON. Gives
 * figures, never a verdict: they depend on the machine and on what else it does.
 *
 * Usage: npm run bench -- [--runs N]
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareUpload } from '../test/bench/upload.mjs';
import { compareWindows } from '../test/bench/windows.mjs';
import { tableOf } from '../test/bench/comparison.mjs';
import { build } from './build.mjs';
import { withDesktop } from './lib/desktop-session.mjs';
import { hasDisplay } from './lib/display.mjs';
import { inRoot } from './lib/paths.mjs';
import { sandboxFlags } from './lib/root-user.mjs';
import { setUp } from './lib/setup.mjs';
import { main, PlainError, say, step } from './lib/steps.mjs';

const results = inRoot('bench', 'results');
/** An upload takes a tenth of a second: so many more of them for steadier figures. */
const uploadsPerRun = 3;

await main(async () => {
  const runs = wantedRuns();
  const { electronPath, version } = await setUp({ desktop: 'private' });
  await build();
  const flags = [...sandboxFlags(), ...(hasDisplay() ? [] : ['--disable-gpu'])];
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'gatehouse-bench-'));
  try {
    const windows = await step('Start and memory', (progress) =>
      withDesktop({ keyring: true }, (env) =>
        compareWindows({ electronPath, flags, env, folder, runs, progress }),
      ),
    );
    const upload = await step('Upload', (progress) =>
      compareUpload({ folder, runs: runs * uploadsPerRun, progress }),
    );
    const comparisons = [...windows, upload];
    say(`\n${tableOf(comparisons)}\n`);
    say(
      `Medians of ${runs} runs (uploads: ${runs * uploadsPerRun}) in turns, Electron ${version}, Node ${process.versions.node}.`,
    );
    await write({ runs, electron: version, comparisons });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});

function wantedRuns() {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new PlainError('--runs takes a number from 1 on.');
  return runs;
}

/** @param {object} measured */
async function write(measured) {
  const machine = {
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processor: os.cpus()[0]?.model ?? '',
    cores: os.cpus().length,
  };
  const file = path.join(results, 'latest.json');
  const text = JSON.stringify({ at: new Date().toISOString(), machine, ...measured }, null, 2);
  await fs.mkdir(results, { recursive: true });
  await fs.writeFile(file, `${text}\n`);
}
