import { describe, expect, it, vi } from 'vitest';
import { fail } from '../../../src-main/contract/result';
import { appError } from '../../../src-main/contract/app-error';
import { runLicenseJob } from '../../../src-main/license/license-job';
import { sampleLicense } from '../../../src-main/practice-portal';
import { today, upload } from '../practice-portal/portal';
import { chosenFile, openRig, order, stagedFile, stepOf, told } from './job-rig';

const standard = sampleLicense('standard', { now: today });
const posts = (rig: Awaited<ReturnType<typeof openRig>>) =>
  rig.portal.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);

describe('upload and activate', () => {
  it('brings the license onto the portal and proves it', async () => {
    const rig = await openRig();
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate done, verify done');
    expect(job).toMatchObject({
      id: 'job',
      fileName: 'new.lic',
      outcome: 'activated',
      canCancel: false,
      before: { dueDate: '2026-03-22T00:00:00.000Z' },
      after: { dueDate: '2027-03-10T00:00:00.000Z', licenseDate: today.toISOString() },
    });
    const total = Buffer.byteLength(standard);
    expect(stepOf(job, 'upload')).toMatchObject({
      portalSaid: 'Uploaded successfully',
      sent: total,
      total,
    });
    expect(rig.portal.state.license).toMatchObject({ currentFile: standard, stagedFile: null });
    expect(rig.staged).toBeNull();
    expect(posts(rig)).toEqual(['/api/2.0/settings/license', '/api/2.0/settings/license/accept']);
  });

  it('reports each step in turn, and may be cancelled until it asks to activate', async () => {
    const rig = await openRig();
    await rig.run(order.uploadAndActivate());
    const turns = rig.reports.map((job) => `${told(job)}${job.canCancel ? '' : ' (fixed)'}`);
    expect(turns.filter((turn, at) => turn !== turns[at - 1])).toEqual([
      'upload running, activate waiting, verify waiting',
      'upload done, activate waiting, verify waiting',
      'upload done, activate running, verify waiting',
      'upload done, activate running, verify waiting (fixed)',
      'upload done, activate done, verify waiting (fixed)',
      'upload done, activate done, verify running (fixed)',
      'upload done, activate done, verify done (fixed)',
    ]);
    const sent = rig.reports.map((job) => stepOf(job, 'upload')?.sent ?? -1);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
  });

  it('is honest about a portal that shows the same license as before', async () => {
    const rig = await openRig();
    await rig.run(order.uploadAndActivate());
    const again = await rig.run(order.uploadAndActivate());
    expect(told(again)).toBe('upload done, activate done, verify done');
    expect(again.outcome).toBe('unchanged');
  });

  it('passes on the words of a portal that takes an expired file, and of its refusal', async () => {
    const rig = await openRig({ keyName: 'germanAdmin' });
    const job = await rig.run(order.uploadAndActivate(sampleLicense('expired', { now: today })));
    expect(told(job)).toBe('upload done, activate failed license.notActivated, verify skipped');
    expect(job.outcome).toBe('failed');
    expect(stepOf(job, 'upload')?.portalSaid).toMatch(/^Erfolgreich hochgeladen\. +Support/);
    expect(stepOf(job, 'activate')).toMatchObject({
      portalSaid: 'Der Lizenzschlüssel ist nicht korrekt',
      error: { detail: 'Der Lizenzschlüssel ist nicht korrekt' },
    });
    expect(rig.staged).toMatchObject({ fileName: 'new.lic', customerId: 'Practice Installation' });
    expect(rig.portal.state.license.stagedFile).not.toBeNull();
  });

  it('says that nothing is proved when the portal cannot be read after it accepted', async () => {
    const rig = await openRig();
    rig.onReport = (job) => {
      if (stepOf(job, 'verify')?.state !== 'running') return;
      rig.portal.switches.set({ kind: 'html', status: 502, path: 'portal/tariff' });
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate done, verify failed portal.unavailable');
    expect(job).toMatchObject({ outcome: 'unknown', after: null });
    expect(rig.staged).toBeNull();
  });

  it('sends nothing when the portal cannot be read before', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'suspended' });
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload failed portal.suspended, activate skipped, verify skipped');
    expect(posts(rig)).toEqual([]);
  });
});

describe('what the portal answers to an upload', () => {
  const refused = [
    ['for the other edition', { developer: true }, 'license.refused', 500, 'License Conflict'],
    ['that starts later', { kind: 'notYetValid' }, 'license.refused', 400, 'StartDate'],
    ['that it cannot read', { broken: true }, 'license.refused', 500, 'License is not correct'],
  ] as const;
  it.each(refused)('refuses a file %s', async (_name, how, code, status, words) => {
    const rig = await openRig();
    const text = sampleLicense('kind' in how ? how.kind : 'standard', {
      now: today,
      developer: 'developer' in how,
    });
    const job = await rig.run(
      order.uploadAndActivate('broken' in how ? text.replace(/"end_date": "[^"]+/, '$&x') : text),
    );
    expect(job.outcome).toBe('failed');
    expect(told(job)).toBe(`upload failed ${code}, activate skipped, verify skipped`);
    const { error } = stepOf(job, 'upload') ?? {};
    expect(error).toMatchObject({ params: { status }, detail: expect.stringContaining(words) });
    expect(JSON.stringify(job)).not.toContain('   at ');
    expect(rig.staged).toBeNull();
  });

  it.each(['saas', 'community'] as const)('takes no files on %s', async (edition) => {
    const rig = await openRig({ edition });
    const job = await rig.run(order.upload());
    expect(told(job)).toBe('upload failed license.notTaken');
    expect(stepOf(job, 'upload')?.error).toMatchObject({
      params: { status: 415 },
      detail: 'Your pricing plan does not support this option',
    });
  });

  it.each([
    ['user', 'portal.keyLacksRights'],
    ['roomAdmin', 'portal.keyLacksRights'],
    ['disabled', 'portal.keyRefused'],
  ] as const)('does not let the key %s', async (keyName, code) => {
    const rig = await openRig({ keyName });
    expect(told(await rig.run(order.upload()))).toBe(`upload failed ${code}`);
    expect(rig.portal.state.license.stagedFile).toBeNull();
  });

  it.each([
    [{ kind: 'rateLimited', retryAfter: 5 }, 'portal.rateLimited', 'failed'],
    [{ kind: 'redirect', location: 'https://elsewhere.example.com/' }, 'net.redirected', 'failed'],
    [{ kind: 'ipRestricted' }, 'portal.keyLacksRights', 'failed'],
    [{ kind: 'suspended' }, 'portal.suspended', 'failed'],
    [{ kind: 'reset', when: 'before' }, 'license.outcomeUnknown', 'unknown'],
    [{ kind: 'reset', when: 'after' }, 'license.outcomeUnknown', 'unknown'],
    [{ kind: 'html', status: 502 }, 'license.outcomeUnknown', 'unknown'],
    [{ kind: 'halfJson' }, 'license.outcomeUnknown', 'unknown'],
    [{ kind: 'empty' }, 'license.outcomeUnknown', 'unknown'],
  ] as const)('with %j it ends as it is', async (effect, code, outcome) => {
    const rig = await openRig();
    rig.staged = stagedFile();
    rig.portal.switches.set({ ...effect, method: 'POST' });
    const job = await rig.run(order.upload());
    expect(told(job)).toBe(`upload failed ${code}`);
    expect(job.outcome).toBe(outcome);
    // What waited there may have been replaced.
    expect(rig.staged === null).toBe(outcome === 'unknown');
  });

  it('knows nothing when no answer comes, and says what it knows', async () => {
    const rig = await openRig({ patience: 300 });
    rig.portal.switches.set({ kind: 'hang', method: 'POST' });
    const job = await rig.run(order.upload());
    expect(job.outcome).toBe('unknown');
    expect(stepOf(job, 'upload')?.error).toMatchObject({
      code: 'license.outcomeUnknown',
      params: { step: 'upload', cause: 'net.timedOut' },
    });
  });

  it('remembers a file that was only uploaded', async () => {
    const rig = await openRig();
    const job = await rig.run(order.upload());
    expect(told(job)).toBe('upload done');
    expect(job).toMatchObject({ outcome: 'staged', before: null, after: null });
    expect(rig.staged).toEqual(stagedFile());
    expect(rig.portal.state.license.stagedFile).toBe(standard);
  });
});

describe('a portal that goes down', () => {
  it('before the upload: nothing was sent', async () => {
    const rig = await openRig();
    rig.staged = stagedFile();
    rig.afterRead = rig.down;
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload failed net.refused, activate skipped, verify skipped');
    expect(job.outcome).toBe('failed');
    expect(rig.staged).not.toBeNull();
  });

  it('between upload and activation: the file waits there', async () => {
    const rig = await openRig();
    rig.onStaged = rig.down;
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate failed net.refused, verify skipped');
    expect(job.outcome).toBe('failed');
    expect(rig.staged).toEqual(stagedFile());
  });

  it('while it activates: nobody knows', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'hang', path: 'license/accept' });
    const running = rig.run(order.uploadAndActivate());
    await vi.waitFor(() => expect(posts(rig)).toContain('/api/2.0/settings/license/accept'));
    await rig.portal.stop();
    const job = await running;
    expect(told(job)).toBe(
      'upload done, activate failed license.outcomeUnknown, verify failed net.refused',
    );
    expect(job.outcome).toBe('unknown');
    expect(rig.staged).toEqual(stagedFile());
  });
});

describe('the answer to Activate is lost', () => {
  const accept = 'license/accept';

  it('after the portal acted: reading it tells that it did', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'reset', when: 'after', path: accept });
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate done, verify done');
    expect(job).toMatchObject({
      outcome: 'activated',
      after: { dueDate: '2027-03-10T00:00:00.000Z' },
    });
    expect(rig.staged).toBeNull();
    expect(rig.pauses).toEqual([0]);
  });

  it('before the portal acted: the file still waits, and Activate alone goes on', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'reset', when: 'before', path: accept, times: 1 });
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate failed license.notActivated, verify done');
    expect(job.outcome).toBe('failed');
    expect(job.after).toEqual(job.before);
    expect(rig.pauses).toEqual([0, 2_000, 8_000]);
    expect(rig.staged).toEqual(stagedFile());

    const retry = await rig.run(order.activate());
    expect(told(retry)).toBe('activate done, verify done');
    expect(retry).toMatchObject({ outcome: 'activated', fileName: 'new.lic' });
    expect(rig.staged).toBeNull();
    expect(posts(rig).filter((path) => path.endsWith('/license'))).toHaveLength(1);
  });

  it('and the portal acts only a while later', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'html', status: 504, path: accept, times: 1 });
    rig.onWait = async (turn) => {
      if (turn !== 3) return;
      await fetch(`${rig.portal.address}/api/2.0/settings/${accept}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${rig.portal.key}` },
      });
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(job.outcome).toBe('activated');
    expect(rig.pauses).toHaveLength(3);
  });

  it('and the portal cannot be read: the outcome is unknown, the file still remembered', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'reset', when: 'after', path: accept });
    rig.onWait = () => rig.portal.switches.set({ kind: 'html', status: 503, path: 'portal' });
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe(
      'upload done, activate failed license.outcomeUnknown, verify failed portal.unavailable',
    );
    expect(stepOf(job, 'activate')?.error?.params).toEqual({
      step: 'activate',
      cause: 'net.connectionLost',
    });
    expect(job).toMatchObject({ outcome: 'unknown', after: null });
    expect(rig.staged).toEqual(stagedFile());
  });

  it('and the portal shows a third license: nobody knows whose', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'reset', when: 'before', path: accept, times: 1 });
    rig.onWait = async (turn) => {
      if (turn !== 1) return;
      await upload(rig.portal, sampleLicense('standard', { now: today, customerId: 'Third' }));
      await rig.run(order.activate());
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(job).toMatchObject({ outcome: 'unknown', after: { customerId: 'Third' } });
    expect(told(job)).toBe('upload done, activate failed license.outcomeUnknown, verify done');
  });

  it.each(['empty', 'halfJson'] as const)('in an answer that is %s', async (kind) => {
    const rig = await openRig();
    rig.portal.switches.set({ kind, path: accept });
    const job = await rig.run(order.uploadAndActivate());
    expect(job.outcome).toBe(kind === 'halfJson' ? 'activated' : 'failed');
  });
});

describe('activating alone', () => {
  it('is refused where nothing waits and no license is', async () => {
    const rig = await openRig({ license: 'none' });
    const job = await rig.run(order.activate());
    expect(told(job)).toBe('activate failed license.notActivated, verify skipped');
    expect(stepOf(job, 'activate')?.portalSaid).toBe('You must enter a license key');
  });

  it('needs a key that may change something', async () => {
    const rig = await openRig({ keyName: 'readOnly' });
    const job = await rig.run(order.activate());
    expect(told(job)).toBe('activate failed portal.keyLacksRights, verify skipped');
    expect(job.outcome).toBe('failed');
  });
});

describe('refreshing the license state', () => {
  it('activates a file that waits', async () => {
    const rig = await openRig();
    await upload(rig.portal, standard);
    rig.staged = stagedFile();
    const job = await rig.run(order.refreshState(rig.staged));
    expect(told(job)).toBe('activate done, verify done');
    expect(job.outcome).toBe('activated');
    expect(rig.staged).toBeNull();
  });

  it('is no news without one, though the portal dates its own license anew', async () => {
    const rig = await openRig();
    const job = await rig.run(order.refreshState());
    expect(told(job)).toBe('activate done, verify done');
    expect(job).toMatchObject({ outcome: 'unchanged', fileName: null });
    expect(job.after?.licenseDate).not.toBe(job.before?.licenseDate);
  });

  it('passes on why the portal refuses', async () => {
    const rig = await openRig({ documentServer: { customerId: 'Somebody else' } });
    const job = await rig.run(order.refreshState());
    expect(told(job)).toBe('activate failed license.notActivated, verify skipped');
    expect(stepOf(job, 'activate')?.portalSaid).toBe(
      'License validation failed: ResultType is UnknownUser',
    );
  });

  it('passes on that the editors’ server is out of reach', async () => {
    const rig = await openRig({ documentServer: { reachable: false } });
    const job = await rig.run(order.refreshState());
    expect(stepOf(job, 'activate')?.portalSaid).toBe('Connection refused (documentserver:80)');
  });

  it('is nothing for the cloud', async () => {
    const rig = await openRig({ edition: 'saas' });
    const job = await rig.run(order.refreshState());
    expect(told(job)).toBe('activate failed license.notTaken, verify skipped');
  });

  it('whose answer is lost is read back', async () => {
    const rig = await openRig();
    await rig.run(order.refreshState());
    rig.portal.switches.set({ kind: 'reset', when: 'after', path: 'license/refresh' });
    const same = await rig.run(order.refreshState());
    expect(told(same)).toBe('activate failed net.connectionLost, verify done');
    await upload(rig.portal, standard);
    const job = await rig.run(order.refreshState(stagedFile()));
    expect(job.outcome).toBe('activated');
  });
});

describe('cancelling', () => {
  it('while the portal is read sends nothing', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'hang', path: 'portal/tariff' });
    const running = rig.run(order.uploadAndActivate());
    rig.control.abort();
    const job = await running;
    expect(told(job)).toBe('upload failed net.cancelled, activate skipped, verify skipped');
    expect(job.outcome).toBe('cancelled');
    expect(posts(rig)).toEqual([]);
  });

  it('in the middle of a slow upload leaves nothing on the portal', async () => {
    const rig = await openRig();
    const bulk = JSON.stringify({ ...JSON.parse(standard), notes: 'x'.repeat(900_000) });
    rig.portal.switches.set({ kind: 'slowRead', bytesPerSecond: 200_000 });
    rig.onReport = (job) => {
      if ((stepOf(job, 'upload')?.sent ?? 0) > 0) rig.control.abort();
    };
    const job = await rig.run(order.uploadAndActivate(bulk));
    expect(job.outcome).toBe('cancelled');
    expect(job.steps.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped']);
    expect(rig.portal.state.license.stagedFile).toBeNull();
    expect(posts(rig)).not.toContain('/api/2.0/settings/license/accept');
  });

  it('between upload and activation keeps the file that waits', async () => {
    const rig = await openRig();
    rig.onStaged = () => rig.control.abort();
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate failed net.cancelled, verify skipped');
    expect(job.outcome).toBe('cancelled');
    expect(rig.staged).toEqual(stagedFile());
    expect(rig.portal.state.license.stagedFile).toBe(standard);
  });

  it('comes too late once the portal was asked to activate', async () => {
    const rig = await openRig({ documentServer: { answerMs: 50 } });
    rig.onReport = (job) => {
      if (!job.canCancel) rig.control.abort();
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(job.outcome).toBe('activated');
  });
});

it('ends with the reason when there is no way to the portal at all', async () => {
  const job = await runLicenseJob(
    { id: 'job', startedAt: today.toISOString(), action: 'upload', file: chosenFile() },
    {
      session: () => Promise.resolve(fail(appError('keychain.locked'))),
      readState: () => Promise.reject(new Error('not reached')),
      signal: new AbortController().signal,
      staged: {
        remember: () => Promise.reject(new Error('not reached')),
        forget: () => Promise.reject(new Error('not reached')),
      },
      now: () => today,
      wait: () => Promise.reject(new Error('not reached')),
      changed: () => undefined,
    },
  );
  expect(told(job)).toBe('upload failed keychain.locked');
  expect(job.outcome).toBe('failed');
});
