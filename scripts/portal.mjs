/** Runs the practice portal by itself, e.g. `npm run portal -- --port 8092 --edition developer`. */
import { ensurePackages } from './lib/packages.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

const folder = 'out/tools';
const file = 'portal.mjs';

await main(async () => {
  await ensurePackages();
  await bundle();
  const args = [inRoot(folder, file), ...process.argv.slice(2)];
  process.exitCode = (await run(process.execPath, args, { cwd: root, output: 'stream' })).code;
});

async function bundle() {
  const { build } = await import('vite'); // not there before the packages are
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'src-main/practice-portal/cli.ts',
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: file } },
    },
  });
}
