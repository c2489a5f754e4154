/** Opens the app and renews it while its sources are edited. */
import fs from 'node:fs';
import { hasDisplay } from './lib/display.mjs';
import { inRoot } from './lib/paths.mjs';
import { sandboxFlags } from './lib/root-user.mjs';
import { setUp } from './lib/setup.mjs';
import { main, notice, PlainError } from './lib/steps.mjs';
import { runTool } from './lib/tool.mjs';
import { compileWords } from './words.mjs';

const settleMs = 200;

await main(async () => {
  if (!hasDisplay()) throw new PlainError('There is no display to open a window on.');
  const { electronPath } = await setUp({ desktop: 'own' });
  await compileWords();
  watchWords();
  const flags = sandboxFlags();
  const { code } = await runTool('electron-vite', ['dev', '--watch', '--', ...flags], {
    output: 'stream',
    env: { ...process.env, ELECTRON_EXEC_PATH: electronPath },
  });
  process.exitCode = code;
});

/** An editor saves in several steps: the catalog is compiled once it has come to rest. */
function watchWords() {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  fs.watch(inRoot('src-renderer', 'i18n', 'messages'), () => {
    clearTimeout(timer);
    timer = setTimeout(() => compileWords().catch((error) => notice(error.message)), settleMs);
  }).unref();
}
