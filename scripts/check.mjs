/** Lint, types, format, dead code and unit tests. */
import { ensurePackages } from './lib/packages.mjs';
import { checkParts, runParts } from './lib/parts.mjs';
import { elapsed, main, say } from './lib/steps.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { compileWords } from './words.mjs';

await main(async () => {
  const start = Date.now();
  await ensurePackages();
  await ensureSystemLibraries(['unitTests']);
  await compileWords();
  const { passed, failed } = await runParts(checkParts);
  say(`${passed} passed, ${failed} failed, in ${elapsed(start)}`);
  if (failed > 0) process.exitCode = 1;
});
