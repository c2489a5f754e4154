import { defineConfig } from 'playwright/test';

/** The app as it is shipped: what `npm run package` made, looked into and started. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../../test-results/packaged',
  globalSetup: '../e2e/fixtures/global-setup.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
});
