import { crashRun } from '../../crash/crash-run.mjs';
import { expect, inFolder, test } from '../fixtures/app';

/** `npm run test:crash` does the same, with hundreds of kills at other moments each time. */
test('killed while it sends: every change is accounted for by the portals’ own logs', async ({
  keyring,
}, info) => {
  test.setTimeout(150_000);
  const report = await crashRun({
    electronPath: process.env['ELECTRON_EXEC_PATH'] ?? '',
    flags: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, ...keyring.env },
    folder: inFolder(info, 'killed'),
    kills: 5,
    seed: 'killed',
    progress: () => undefined,
  });
  expect(report.problems).toEqual([]);
  expect(report.recorded).toBeGreaterThan(0);
  expect(report.writes).toBeGreaterThan(0);
});
