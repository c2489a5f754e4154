/** Builds the app into out/, if its sources have changed. */
import fs from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { ensurePackages } from './lib/packages.mjs';
import { inRoot } from './lib/paths.mjs';
import { unlessUnchanged } from './lib/stamp.mjs';
import { main, PlainError, step } from './lib/steps.mjs';
import { runTool } from './lib/tool.mjs';
import { compileWords, wordSources } from './words.mjs';

/** Makes sure that out/ fits the sources. Needs the npm packages. */
export async function build() {
  await compileWords();
  const about = JSON.parse(await fs.readFile(inRoot('package.json'), 'utf8'));
  await unlessUnchanged(
    {
      stamp: 'out/.stamp',
      sources: [
        'src-main',
        'src-renderer',
        'electron.vite.config.ts',
        'tsconfig.json',
        'package.json',
        'package-lock.json',
        ...wordSources,
      ],
      results: [about.main, 'out/preload', 'out/renderer/index.html'],
    },
    () =>
      step('Build', async () => {
        const { code, output } = await runTool('electron-vite', ['build']);
        if (code !== 0) throw new PlainError(`${output.trim()}\n\nThe app could not be built.`);
      }),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await ensurePackages();
    await build();
  });
}
