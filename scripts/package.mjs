/**
 * Packages the app into dist/. Without arguments: the unpacked app for this system. Arguments go
 * to electron-builder, e.g. `npm run package -- --linux AppImage deb`.
 */
import { build } from './build.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main, PlainError, step } from './lib/steps.mjs';
import { runTool } from './lib/tool.mjs';

await main(async () => {
  await ensurePackages();
  const wishes = process.argv.slice(2);
  const { fallback, folder, version } = await ensureElectron();
  const unpackedOnly = wishes.length === 0 || wishes.every((wish) => wish === '--dir');
  if (fallback && !unpackedOnly) {
    throw new PlainError(
      `Only Electron ${version} of the fallback is here: it is for demo and tests and goes into ` +
        `no release. Run this where Electron's own download can be reached.`,
    );
  }
  await build();
  const runtime = [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
  const args = unpackedOnly ? ['--dir', ...runtime] : wishes;
  await step('Package', async (progress) => {
    const { code, output } = await runTool('electron-builder', [...args, '--publish', 'never'], {
      onLine: (line) => progress(line.replace(/^\s*•\s*/, '').slice(0, 60)),
    });
    if (code !== 0) throw new PlainError(`${output.trim()}\n\nelectron-builder failed.`);
  });
});
