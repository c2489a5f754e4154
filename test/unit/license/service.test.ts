import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { sampleLicense } from '../../../src-main/practice-portal';
import { codeOf } from '../portals/desk';
import { ask, openPortal, today, upload } from '../practice-portal/portal';
import { told } from './job-rig';
import { ended, openService, ready } from './service-desk';

const standard = sampleLicense('standard', { now: today });
const newDueDate = '2027-03-10T00:00:00.000Z';

describe('the view', () => {
  it('answers at once and reads in the background, once', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    expect(await desk.view()).toMatchObject({
      portalId: 'p1',
      state: null,
      asOf: null,
      reading: true,
      takesFiles: { yes: false, reason: 'notKnown' },
      chosen: null,
      staged: null,
      job: null,
    });
    expect(await desk.until(ready)).toMatchObject({
      state: { edition: 'enterprise', dueDate: '2026-03-22T00:00:00.000Z' },
      asOf: today.toISOString(),
      problem: null,
      takesFiles: { yes: true },
    });
    const requests = portal.requests.length;
    await desk.view();
    expect((await desk.view()).reading).toBe(false);
    expect(portal.requests).toHaveLength(requests);
  });

  it('keeps the last state after a read that failed, and does not try again by itself', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.until(ready);
    portal.switches.set({ kind: 'html', status: 503 });
    await desk.service.reload({ portalId: 'p1' });
    const seen = await desk.until(ready);
    expect(seen.problem).toMatchObject({ code: 'portal.unavailable' });
    expect(seen.state).toMatchObject({ customerId: 'Practice Installation' });
    expect((await desk.view()).reading).toBe(false);
    portal.switches.clear();
    await desk.service.reload({ portalId: 'p1' });
    expect((await desk.until(ready)).problem).toBeNull();
    expect(desk.heard).toEqual(['p1 ok', 'p1 portal.unavailable', 'p1 ok']);
  });

  it('tells why there is no way to the portal, and does not try again by itself', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    desk.sessions.set('p1', fail(appError('keychain.locked')));
    const seen = await desk.until(ready);
    expect(seen.problem).toMatchObject({ code: 'keychain.locked' });
    expect((await desk.view()).reading).toBe(false);
  });

  it('does not let a slow read cover what a later one found', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'latency', ms: 400, path: 'payment/quota', times: 1 });
    const desk = await openService([{ portal }]);
    await desk.view();
    await desk.choose();
    await desk.start('uploadAndActivate');
    await desk.until((seen) => ended(seen) && !seen.reading);
    expect((await desk.view()).state?.dueDate).toBe(newDueDate);
  });

  it('knows only saved portals', async () => {
    const desk = await openService([]);
    const portalId = 'gone';
    const { service } = desk;
    const answers = await Promise.all([
      service.view({ portalId }),
      service.reload({ portalId }),
      service.chooseFile({ portalId }),
      service.takeDropped({ portalId, path: '/x' }),
      service.forgetFile({ portalId }),
      service.start({ portalId, action: 'upload', hold: false }),
      service.cancel({ portalId }),
      service.dismissJob({ portalId }),
    ]);
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['saved.unknownPortal']));
  });
});

describe('the chosen file', () => {
  it('is shown with its warnings, which follow the state of the portal', async () => {
    const portal = await openPortal({ license: 'standard' });
    const desk = await openService([{ portal }]);
    const chosen = await desk.choose(sampleLicense('dueSoon', { now: today }));
    expect(chosen).toEqual(ok(true));
    const seen = await desk.until(ready);
    expect(seen.chosen).toMatchObject({ fileName: 'new.lic', chosenAt: today.toISOString() });
    expect(seen.chosen?.warnings.map(({ kind }) => kind)).toEqual(['endsEarlier']);
    expect(JSON.stringify(seen)).not.toContain(desk.home);
  });

  it('comes by drop as well, and goes', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    const path = join(desk.home, 'dropped.lic');
    await writeFile(path, standard);
    expect((await desk.service.takeDropped({ portalId: 'p1', path })).ok).toBe(true);
    expect((await desk.view()).chosen?.fileName).toBe('dropped.lic');
    await desk.service.forgetFile({ portalId: 'p1' });
    expect((await desk.view()).chosen).toBeNull();
    expect(codeOf(await desk.service.takeDropped({ portalId: 'p1', path: desk.home }))).toBe(
      'file.isFolder',
    );
  });

  it('stays when the person closes the picker', async () => {
    const desk = await openService([{ portal: await openPortal() }]);
    await desk.choose();
    expect(await desk.service.chooseFile({ portalId: 'p1' })).toEqual(ok(false));
    expect((await desk.view()).chosen?.fileName).toBe('new.lic');
  });
});

describe('starting a job', () => {
  it('brings the file onto the portal, end to end', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    const started = await desk.start('uploadAndActivate');
    const jobId = started.ok ? started.value.jobId : '';
    const seen = await desk.until(ended);
    expect(seen).toMatchObject({
      state: { dueDate: newDueDate },
      job: { id: jobId, outcome: 'activated', alsoOn: [] },
      staged: null,
      held: null,
    });
    expect((await desk.until(({ chosen }) => chosen === null)).job?.outcome).toBe('activated');
    expect(desk.lines).toEqual([
      `License change ${jobId} (uploadAndActivate) of portal p1: recorded`,
      `License change ${jobId} (uploadAndActivate): activated`,
    ]);
    await desk.service.dismissJob({ portalId: 'p1' });
    expect((await desk.view()).job).toBeNull();
  });

  it('sends nothing that changed on disk since it was chosen', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    await writeFile(join(desk.home, 'new.lic'), `${standard} `);
    expect(codeOf(await desk.start('uploadAndActivate'))).toBe('file.changed');
    expect(portal.requests).toEqual([]);
    expect((await desk.view()).job).toBeNull();
  });

  it('needs a chosen file, or one that waits', async () => {
    const desk = await openService([{ portal: await openPortal() }]);
    expect(codeOf(await desk.start('upload'))).toBe('file.forgotten');
    expect(codeOf(await desk.start('activate'))).toBe('license.nothingStaged');
  });

  it.each(['saas', 'community'] as const)('sends nothing to %s', async (edition) => {
    const portal = await openPortal({ edition });
    const desk = await openService([{ portal }]);
    expect((await desk.until(ready)).takesFiles).toEqual({ yes: false, reason: edition });
    await desk.choose();
    expect(codeOf(await desk.start('uploadAndActivate'))).toBe('license.notTaken');
    expect(portal.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('is refused while one is running, also by a second click at the same moment', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    portal.switches.set({ kind: 'hang', path: 'portal/tariff' });
    const clicks = await Promise.all([desk.start('upload'), desk.start('uploadAndActivate')]);
    expect(clicks.map(codeOf)).toEqual(['ok', 'license.jobRunning']);
    expect(codeOf(await desk.start('refreshState'))).toBe('license.jobRunning');
    await desk.service.dismissJob({ portalId: 'p1' });
    expect((await desk.view()).job).toMatchObject({ action: 'upload', outcome: null });
    await desk.service.cancel({ portalId: 'p1' });
    expect((await desk.until(ended)).job?.outcome).toBe('cancelled');
    portal.switches.clear();
    expect((await desk.start('refreshState')).ok).toBe(true);
  });

  it('runs on several portals at the same time', async () => {
    const [first, second] = [await openPortal(), await openPortal()];
    const desk = await openService([{ portal: first }, { portal: second }]);
    await desk.choose();
    await desk.choose(standard, 'p2');
    await Promise.all([desk.start('upload'), desk.start('upload', { portalId: 'p2' })]);
    expect((await desk.until(ended)).job?.outcome).toBe('staged');
    expect((await desk.until(ended, 'p2')).job?.outcome).toBe('staged');
  });
});

describe('a file that waits on the portal', () => {
  it('is remembered over a restart and activated alone', async () => {
    const portal = await openPortal();
    const first = await openService([{ portal }]);
    await first.choose();
    await first.start('upload');
    const staged = (await first.until(ended)).staged;
    expect(staged).toMatchObject({ fileName: 'new.lic', endDate: newDueDate });

    const second = await openService([{ portal }], first);
    expect((await second.view()).staged).toEqual(staged);
    await second.start('activate');
    const done = await second.until(ended);
    expect(told(done.job ?? expect.fail())).toBe('activate done, verify done');
    expect(done).toMatchObject({ staged: null, job: { fileName: 'new.lic' } });

    const third = await openService([{ portal }], first);
    expect((await third.view()).staged).toBeNull();
  });

  it('stays when the portal refuses it, and the portal is read again', async () => {
    const portal = await openPortal({ documentServer: { customerId: 'Somebody else' } });
    const desk = await openService([{ portal }]);
    await desk.choose();
    await desk.start('uploadAndActivate');
    const seen = await desk.until(ended);
    expect(seen.job?.outcome).toBe('failed');
    expect(seen.staged?.fileName).toBe('new.lic');
    expect(seen.chosen?.fileName).toBe('new.lic');
    const paths = (): string[] => portal.requests.map(({ path }) => path);
    await vi.waitFor(() => {
      const after = paths().slice(paths().indexOf('/api/2.0/settings/license/accept'));
      expect(after).toContain('/api/2.0/portal/tariff?refresh=true');
    });
    await desk.until(ready);
  });
});

describe('portals that share the license', () => {
  it('are those at the same address, and those that show the same customer', async () => {
    const portal = await openPortal();
    const twin = await openPortal({ license: 'standard' });
    const foreign = await openPortal({ edition: 'saas' });
    const dead = await openPortal();
    const customerId = 'Practice Installation';
    const desk = await openService([
      { portal },
      { portal: foreign, name: 'Cloud' },
      { portal, name: 'Same address', key: portal.keys.roomAdmin },
      { portal: twin, name: 'Same customer', customerId },
      { portal: dead, name: 'Not reached', customerId },
      { portal: foreign, name: 'Moved to the cloud', customerId },
    ]);
    await dead.stop();
    await desk.choose();
    await desk.start('uploadAndActivate');
    const names = ['Same address', 'Same customer'];
    const seen = await desk.until(({ job }) => job?.alsoOn.length === 2);
    expect(seen.job?.alsoOn).toEqual(names);
    expect((await desk.view('p3')).state?.dueDate).toBe(newDueDate);
    await desk.until(ready, 'p5');
    await desk.until(ready, 'p6');
    await turnOfLoop();
    expect((await desk.view()).job?.alsoOn).toEqual(names);
    expect(desk.heard.filter((line) => line.startsWith('p2'))).toEqual([]);
  });

  it('are found by what was read in this run as well', async () => {
    const portal = await openPortal();
    const twin = await openPortal();
    const desk = await openService([{ portal }, { portal: twin, name: 'Twin' }]);
    await desk.until(ready, 'p2');
    await desk.choose();
    await desk.start('uploadAndActivate');
    const seen = await desk.until(({ job }) => (job?.alsoOn.length ?? 0) > 0);
    expect(seen.job?.alsoOn).toEqual(['Twin']);
  });
});

describe('a portal that is removed', () => {
  it('is forgotten, its change discarded, and nothing comes back', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    await desk.start('upload');
    await desk.until(ended);
    portal.switches.set({ kind: 'hang', path: 'portal/tariff' });
    await desk.start('refreshState');
    await desk.journal.portalRemoved('p1');
    await desk.service.forgetPortal('p1');
    await desk.snapshots.forget('p1');
    portal.switches.clear();
    const seen = await desk.view();
    expect(seen).toMatchObject({ state: null, chosen: null, staged: null, job: null, held: null });
    expect((await desk.until(ready)).state).not.toBeNull();
    expect((await desk.view()).job).toBeNull();
  });

  it('is read no more because its change has ended', async () => {
    const portal = await openPortal({
      documentServer: { customerId: 'Somebody else', refusalMs: 50 },
    });
    const desk = await openService([{ portal }]);
    await desk.choose();
    await desk.start('uploadAndActivate');
    const accept = '/api/2.0/settings/license/accept';
    const last = (): string | undefined => portal.requests.at(-1)?.path;
    await vi.waitFor(() => expect(last()).toBe(accept));
    desk.portals.splice(0);
    await desk.service.forgetPortal('p1');
    await vi.waitFor(() => expect(desk.journal.latest('p1', 'license.apply')?.state).toBe('held'));
    await turnOfLoop();
    expect(last()).toBe(accept);
  });
});

describe('a license that is held', () => {
  const held = { action: 'uploadAndActivate', fileName: 'new.lic', error: null };

  it('by wish, or because the portal is offline, is not sent', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.until(ready);
    for (const hold of [true, false]) {
      if (!hold) desk.offline.add('p1');
      await desk.choose();
      const started = await desk.start('uploadAndActivate', { hold });
      const seen = await desk.view();
      expect(seen).toMatchObject({
        job: null,
        chosen: null,
        held: {
          ...held,
          changeId: started.ok ? started.value.jobId : '',
          customerId: 'Practice Installation',
          endDate: newDueDate,
          heldAt: today.toISOString(),
          reason: 'offline',
          portalChanged: false,
        },
      });
    }
    expect(portal.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    // The newer one took the place of the older one.
    expect(desk.journal.open()).toHaveLength(1);
  });

  it('is sent on a person’s word, with the bytes that were recorded', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    const started = await desk.start('uploadAndActivate', { hold: true });
    await writeFile(join(desk.home, 'new.lic'), 'something else by now');
    await desk.journal.sendNow(started.ok ? started.value.jobId : '');
    expect((await desk.until(ended)).job?.outcome).toBe('activated');
    expect(portal.state.license.currentFile).toBe(standard);
  });

  it('is held after a restart as well, and says so', async () => {
    const portal = await openPortal();
    const first = await openService([{ portal }]);
    await first.choose();
    await first.start('uploadAndActivate', { hold: true });
    await first.journal.close();

    const second = await openService([{ portal }], first);
    expect(await second.until(ready)).toMatchObject({
      job: null,
      held: { ...held, reason: 'restart' },
    });
    expect(portal.state.license.stagedFile).toBeNull();
  });

  it('tells that the portal shows another license by now', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.until(ready);
    await desk.choose();
    await desk.start('uploadAndActivate', { hold: true });
    await upload(portal, sampleLicense('lifetime', { now: today, customerId: 'Third' }));
    await ask(portal, 'POST settings/license/accept');
    await desk.service.reload({ portalId: 'p1' });
    expect((await desk.until(ready)).held?.portalChanged).toBe(true);

    await desk.journal.sendNow((await desk.view()).held?.changeId ?? '');
    expect(await desk.until(ended)).toMatchObject({ held: null, job: { outcome: 'conflict' } });
  });

  it('because it did not get through is a report first, and a note when that is put away', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    portal.switches.set({ kind: 'html', status: 503, path: 'portal' });
    await desk.start('uploadAndActivate');
    const seen = await desk.until(ended);
    expect(seen.job).toMatchObject({ outcome: 'failed', state: 'held' });
    expect(seen.chosen?.fileName).toBe('new.lic');
    await desk.service.dismissJob({ portalId: 'p1' });
    expect(await desk.view()).toMatchObject({
      job: null,
      held: { reason: 'notSent', error: { code: 'portal.unavailable' } },
    });

    portal.switches.clear();
    await desk.journal.sendNow(seen.job?.id ?? '');
    expect((await desk.until(ended)).job?.outcome).toBe('activated');
  });

  it('leaves another file chosen when it is sent', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    const started = await desk.start('uploadAndActivate', { hold: true });
    await desk.choose(sampleLicense('lifetime', { now: today }));
    await desk.journal.sendNow(started.ok ? started.value.jobId : '');
    expect(await desk.until(ended)).toMatchObject({
      job: { outcome: 'activated' },
      chosen: { content: { lifetime: true } },
    });
  });
});

it('reports what it found when the app was killed before it knew', async () => {
  const portal = await openPortal();
  portal.switches.set({ kind: 'reset', when: 'after', path: 'license/accept', times: 1 });
  const first = await openService([{ portal }]);
  await first.choose();
  first.killAfter(1);
  await first.start('uploadAndActivate');
  await vi.waitFor(() =>
    expect(first.journal.latest('p1', 'license.apply')?.state).toBe('unknown'),
  );

  const second = await openService([{ portal }], first);
  expect(await second.until(ended)).toMatchObject({
    job: { outcome: 'activated', fileName: 'new.lic' },
  });
  await second.until(({ staged }) => staged === null);
});
