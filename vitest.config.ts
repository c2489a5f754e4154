import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    // The renderer's modules as they are in the window, not as for a server.
    conditions: ['browser'],
    alias: {
      '$words/runtime': resolve('generated/messages/runtime.js'),
      $words: resolve('generated/messages/messages.js'),
    },
  },
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
