import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import type { LicenseView } from '../../../src-main/contract/license';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import type { DocSpace } from '../../../src-main/docspace/session';
import type { SavedPortal } from '../../../src-main/license/same-installation';
import { createLicenseService } from '../../../src-main/license/service';
import {
  createStagedLicenses,
  stagedByPortal,
  type StagedByPortal,
} from '../../../src-main/license/staged-licenses';
import { sampleLicense, type PracticePortal } from '../../../src-main/practice-portal';
import { openVersionedFile } from '../../../src-main/store/versioned-file';
import { sessionFor } from '../docspace/portal-server';
import { codeOf, valueOf } from '../portals/desk';
import { openPortal, today } from '../practice-portal/portal';
import { testFolder } from './files';
import { told } from './job-rig';

const standard = sampleLicense('standard', { now: today });
const newDueDate = '2027-03-10T00:00:00.000Z';

interface Saved {
  readonly portal: PracticePortal;
  readonly name?: string;
  readonly key?: string;
  readonly customerId?: string;
}

/** A license service over saved portals `p1`, `p2` …; real but for picker and clock. */
async function openService(saved: readonly Saved[], folder?: string) {
  const home = folder ?? (await testFolder());
  const sessions = new Map<string, Result<DocSpace>>();
  const portals: SavedPortal[] = [];
  for (const [at, { portal, name, key, customerId }] of saved.entries()) {
    const id = `p${at + 1}`;
    const session = await sessionFor(portal.address, { key: () => key ?? portal.key });
    sessions.set(id, ok(session));
    portals.push({
      id,
      name: name ?? id,
      address: portal.address,
      customerId: customerId ?? null,
    });
  }
  const staged = createStagedLicenses({
    file: await openVersionedFile<StagedByPortal>({
      path: join(home, 'staged-licenses.json'),
      version: 1,
      schema: stagedByPortal,
      empty: {},
    }),
    notSaved: (error) => {
      throw new Error(error.code);
    },
  });
  const bugs: unknown[] = [];
  onTestFinished(() => expect(bugs).toEqual([]));
  const heard: string[] = [];
  const lines: string[] = [];
  const picked: (string | null)[] = [];
  const looks = new Set<() => void>();
  let jobs = 0;
  const service = createLicenseService({
    sessionFor: async (id) => sessions.get(id) ?? fail(appError('saved.unknownPortal')),
    listPortals: () => portals,
    pickFile: async () => picked.shift() ?? null,
    staged,
    now: () => today,
    wait: () => Promise.resolve(),
    uuid: () => `job-${(jobs += 1)}`,
    changed: () => looks.forEach((look) => look()),
    heard: (id, outcome) => heard.push(`${id} ${codeOf(outcome)}`),
    log: (line) => lines.push(line),
    bug: (_line, cause) => bugs.push(cause),
  });
  const view = async (portalId = 'p1'): Promise<LicenseView> =>
    valueOf(await service.view({ portalId }));
  return {
    service,
    sessions,
    portals,
    heard,
    lines,
    bugs,
    view,
    /** The view as soon as it fits. */
    until: (fits: (seen: LicenseView) => boolean, portalId = 'p1') =>
      new Promise<LicenseView>((resolve) => {
        const look = (): void => {
          const seen = service.view({ portalId });
          if (seen instanceof Promise || !seen.ok || !fits(seen.value)) return;
          looks.delete(look);
          resolve(seen.value);
        };
        looks.add(look);
        look();
      }),
    async choose(text = standard, portalId = 'p1') {
      const path = join(home, 'new.lic');
      await writeFile(path, text);
      picked.push(path);
      return service.chooseFile({ portalId });
    },
    start: (action: 'uploadAndActivate' | 'upload' | 'activate' | 'refreshState') =>
      service.start({ portalId: 'p1', action }),
    home,
  };
}

const ready = (seen: LicenseView): boolean => !seen.reading;
const ended = (seen: LicenseView): boolean => seen.job !== null && seen.job.outcome !== null;

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
      service.start({ portalId, action: 'upload' }),
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
    expect(await desk.start('uploadAndActivate')).toEqual(ok({ jobId: 'job-1' }));
    const seen = await desk.until(ended);
    expect(seen).toMatchObject({
      state: { dueDate: newDueDate },
      job: { id: 'job-1', outcome: 'activated', alsoOn: [] },
      staged: null,
    });
    expect((await desk.until(({ chosen }) => chosen === null)).job?.outcome).toBe('activated');
    expect(desk.lines).toEqual([
      'License job job-1 (uploadAndActivate) on portal p1 begins',
      'License job job-1 (uploadAndActivate) ended: activated',
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
    const done = await desk.until(ended);
    expect(done.job?.action).toBe('upload');
    expect((await desk.start('refreshState')).ok).toBe(true);
    await desk.service.dismissJob({ portalId: 'p1' });
    expect((await desk.view()).job?.outcome).toBeNull();
    expect(codeOf(await desk.start('refreshState'))).toBe('license.jobRunning');
    await desk.service.cancel({ portalId: 'p1' });
    expect((await desk.until(ended)).job?.outcome).toBe('cancelled');
  });

  it('runs on several portals at the same time', async () => {
    const [first, second] = [await openPortal(), await openPortal()];
    const desk = await openService([{ portal: first }, { portal: second }]);
    await desk.choose();
    await desk.choose(standard, 'p2');
    await Promise.all([
      desk.start('upload'),
      desk.service.start({ portalId: 'p2', action: 'upload' }),
    ]);
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

    const second = await openService([{ portal }], first.home);
    expect((await second.view()).staged).toEqual(staged);
    await second.start('activate');
    const done = await second.until(ended);
    expect(told(done.job ?? expect.fail())).toBe('activate done, verify done');
    expect(done).toMatchObject({ staged: null, job: { fileName: 'new.lic' } });

    const third = await openService([{ portal }], first.home);
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
    await desk.until((later) => !later.reading && desk.heard.length === 2);
    expect(desk.heard).toEqual(['p1 ok', 'p1 ok']);
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
  it('is forgotten, its job cancelled, and nothing comes back', async () => {
    const portal = await openPortal();
    const desk = await openService([{ portal }]);
    await desk.choose();
    await desk.start('upload');
    await desk.until(ended);
    portal.switches.set({ kind: 'hang', path: 'portal/tariff' });
    await desk.start('refreshState');
    await desk.service.forgetPortal('p1');
    portal.switches.clear();
    const seen = await desk.view();
    expect(seen).toMatchObject({ state: null, chosen: null, staged: null, job: null });
    expect((await desk.until(ready)).state).not.toBeNull();
    expect((await desk.view()).job).toBeNull();
  });
});

it('reads a portal no more that was removed while its job ran', async () => {
  const portal = await openPortal({
    documentServer: { customerId: 'Somebody else', refusalMs: 50 },
  });
  const desk = await openService([{ portal }]);
  await desk.choose();
  await desk.start('uploadAndActivate');
  const accept = '/api/2.0/settings/license/accept';
  const last = (): string | undefined => portal.requests.at(-1)?.path;
  await vi.waitFor(() => expect(last()).toBe(accept));
  await desk.service.forgetPortal('p1');
  await vi.waitFor(() => expect(desk.lines.at(-1)).toMatch(/ended: failed$/));
  await turnOfLoop();
  expect(desk.heard).toHaveLength(1);
  expect(last()).toBe(accept);
});

it('ends a job with words when the program itself makes a mistake', async () => {
  const desk = await openService([{ portal: await openPortal() }]);
  await desk.choose();
  const broken = fail(appError('net.refused'));
  Object.defineProperty(broken, 'ok', {
    get() {
      throw new Error('mistake');
    },
  });
  await desk.until(ready);
  desk.sessions.set('p1', broken);
  await desk.start('uploadAndActivate');
  const seen = await desk.until(ended);
  expect(seen.job?.outcome).toBe('unknown');
  expect(told(seen.job ?? expect.fail())).toBe(
    'upload failed bridge.bug, activate skipped, verify skipped',
  );
  expect(desk.bugs.splice(0)).toEqual([new Error('mistake')]);
});
