/** Compiles the message catalog into generated/messages, if it has changed. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from './lib/paths.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { run } from './lib/run.mjs';
import { unlessUnchanged } from './lib/stamp.mjs';
import { main, PlainError, step } from './lib/steps.mjs';

const compiler = fileURLToPath(new URL('lib/compile-words.mjs', import.meta.url));

export const wordSources = [
  'src-renderer/i18n/messages',
  'src-renderer/i18n/project.inlang/settings.json',
];

/** Makes sure that the compiled messages fit the catalog. Needs the npm packages. */
export const compileWords = () =>
  unlessUnchanged(
    {
      stamp: 'generated/.stamp',
      sources: [...wordSources, 'scripts/lib/compile-words.mjs', 'package-lock.json'],
      results: ['generated/messages/messages.js', 'generated/messages/runtime.js'],
    },
    () =>
      step('Messages', async () => {
        const { code, output } = await run(process.execPath, [compiler], { cwd: root });
        // The compiler only warns when it could not read the catalog, and then writes nothing.
        if (code !== 0 || /\bWARN\b|Error/.test(output)) throw new PlainError(output.trim());
      }),
  );

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await ensurePackages();
    await compileWords();
  });
}
