import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const alias = {
  '$words/runtime': resolve('generated/messages/runtime.js'),
  $words: resolve('generated/messages/messages.js'),
};

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node20',
      outDir: 'out/main',
      minify: true,
      rollupOptions: {
        input: resolve('src-main/main.ts'),
        // One file per lazily loaded part; CommonJS, so that all that must run before "ready" does.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      minify: true,
      // A sandboxed preload cannot load other files: everything goes into one.
      externalizeDeps: false,
      rollupOptions: {
        input: resolve('src-main/preload.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    resolve: { alias },
    plugins: [svelte()],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      minify: true,
      // Data URIs for fonts and images would need looser rules for page content.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: resolve('src-renderer/index.html'),
        output: {
          // All that the first page needs comes in one file; pages and dialogs come when asked for.
          codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
        },
      },
    },
  },
});
