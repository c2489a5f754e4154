import { defineConfig } from 'playwright/test';

/** End-to-end tests: the built app in real Electron, each test with a profile of its own. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../../test-results/e2e',
  globalSetup: './fixtures/global-setup.ts',
  // Two cores: one app and its portal each.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
});
