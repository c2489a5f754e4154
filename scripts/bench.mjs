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
import { measureApp } from '../test/bench/app.mjs';
import { tableOf } from '../test/bench/comparison.mjs';
import { compareUpload } from '../test/bench/upload.mjs';
import { build } from './build.mjs';
import { withDesktop } from './lib/desktop-session.mjs';
import { hasDisplay } from './lib/display.mjs';
import { canStartKeyring } from './lib/keyring.mjs';
import { inRoot } from './lib/paths.mjs';
import { sandboxFlags } from './lib/root-user.mjs';
import { setUp } from './lib/setup.mjs';
import { main, notice, PlainError, say, step } from './lib/steps.mjs';

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
    const app = await whereKeysAreOurs((env) =>
      measureApp({ runtime: { electronPath, flags, env }, folder, runs }),
    );
    const upload = await step('Upload', (progress) =>
      compareUpload({ folder, runs: runs * uploadsPerRun, progress }),
    );
    const comparisons = [...app.comparisons, upload];
    const notes = [
      ...app.notes,
      `Medians of ${runs} runs in turns, Electron ${version}, Node ${process.versions.node}.`,
    ];
    say(`\n${tableOf(comparisons)}\n`);
    notes.forEach(say);
    await write({ runs, electron: version, comparisons, notes });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
});

/**
 * The made-up data needs a keychain to put its keys into, and never a person's own: there, the key
 * to the person's own data lies under the same name.
 * @param {(env: NodeJS.ProcessEnv) => ReturnType<typeof measureApp>} work
 */
async function whereKeysAreOurs(work) {
  if (canStartKeyring()) return withDesktop({ keyring: true }, work);
  notice('Without a keyring of its own (Linux, gnome-keyring), only the upload is measured.');
  return { comparisons: [], notes: [] };
}

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
