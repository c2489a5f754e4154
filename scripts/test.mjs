/** Everything that can be tested, from nothing: set-up, checks, real Electron, packaged app. */
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { withDesktop } from './lib/desktop-session.mjs';
import { checkParts, playwrightPart, runParts } from './lib/parts.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { main, say } from './lib/steps.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { compileWords } from './words.mjs';

const packager = fileURLToPath(new URL('package.mjs', import.meta.url));
const sum = { passed: 0, failed: 0 };

await main(async () => {
  try {
    await testAll();
  } catch (error) {
    sum.failed += 1;
    say(error instanceof Error ? error.message : String(error));
  }
  say(`${sum.passed} passed, ${sum.failed} failed`);
  if (sum.failed > 0) process.exitCode = 1;
});

async function testAll() {
  const { electronPath } = await setUp({ desktop: 'private' });
  await ensureSystemLibraries(['unitTests']);
  await compileWords();
  await add(checkParts);
  await build();
  await withDesktop({ keyring: false }, async (desktop) => {
    const env = { ...desktop, ELECTRON_EXEC_PATH: electronPath };
    await add([playwrightPart('End to end', 'test/e2e/playwright.config.ts', env)]);
    await add([{ name: 'Package', work: packageApp }]);
    await add([playwrightPart('Packaged app', 'test/packaged/playwright.config.ts', env)]);
  });
}

/** @param {readonly import('./lib/parts.mjs').Part[]} parts */
async function add(parts) {
  const { passed, failed } = await runParts(parts);
  sum.passed += passed;
  sum.failed += failed;
}

async function packageApp() {
  const { code, output } = await run(process.execPath, [packager, '--dir'], { cwd: root });
  return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
}
