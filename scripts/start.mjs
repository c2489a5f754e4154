/** Builds the app and opens it. Arguments go to the app. */
import { build } from './build.mjs';
import { hasDisplay } from './lib/display.mjs';
import { root } from './lib/paths.mjs';
import { sandboxFlags } from './lib/root-user.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { main, PlainError } from './lib/steps.mjs';

await main(async () => {
  if (!hasDisplay()) {
    throw new PlainError('There is no display to open a window on. Try: npm run demo');
  }
  const { electronPath } = await setUp({ desktop: 'own' });
  await build();
  const args = [...sandboxFlags(), root, ...process.argv.slice(2)];
  process.exitCode = (await run(electronPath, args, { output: 'stream' })).code;
});
