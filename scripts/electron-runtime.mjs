/** Gets an Electron runtime and prints where it is, as JSON on the last line. */
import { setUp } from './lib/setup.mjs';
import { main, say } from './lib/steps.mjs';

await main(async () => say(JSON.stringify(await setUp({ desktop: 'private' }))));
