import { inRoot, root } from './paths.mjs';

const folder = 'out/tools';

/**
 * Makes one file of a TypeScript module and all that it imports, to be run by plain Node.
 * @param {string} entry path from the project's folder
 * @param {string} name of the file, without its ending
 * @returns {Promise<string>} full path of the file
 */
export async function bundle(entry, name) {
  const { build } = await import('vite'); // not there before the packages are
  const file = `${name}.mjs`;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: file } },
    },
  });
  return inRoot(folder, file);
}
