import { describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail } from '../../../src-main/contract/result';
import { sampleLicense } from '../../../src-main/practice-portal';
import { today, upload } from '../practice-portal/portal';
import { openRig, order, stagedFile, stepOf, told } from './job-rig';

const standard = sampleLicense('standard', { now: today });
const posts = (rig: Pick<Awaited<ReturnType<typeof openRig>>, 'portal'>) =>
  rig.portal.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
const uploaded = '/api/2.0/settings/license';
const accepted = '/api/2.0/settings/license/accept';

describe('upload and activate', () => {
  it('brings the license onto the portal and proves it', async () => {
    const rig = await openRig();
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate done, verify done');
    expect(job).toMatchObject({
      fileName: 'new.lic',
      outcome: 'activated',
      state: 'done',
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
    expect(posts(rig)).toEqual([uploaded, accepted]);
    expect((await rig.change(job.id)).undo).toEqual({ can: false, reason: 'noWayBack' });
  });

  it('reports each step in turn, and may be cancelled until it asks to activate', async () => {
    const rig = await openRig();
    await rig.run(order.uploadAndActivate());
    const turns = rig.reports.map((job) => `${told(job)}${job.canCancel ? '' : ' (fixed)'}`);
    expect(turns.filter((turn, at) => turn !== turns[at - 1])).toEqual([
      'upload waiting, activate waiting, verify waiting',
      'upload running, activate waiting, verify waiting',
      'upload done, activate running, verify waiting',
      'upload done, activate running, verify waiting (fixed)',
      'upload done, activate done, verify running (fixed)',
      'upload done, activate done, verify done (fixed)',
    ]);
    const sent = rig.reports.map((job) => stepOf(job, 'upload')?.sent ?? 0);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(sent.at(-1)).toBeGreaterThan(0);
  });

  it('is honest about a portal that shows the same license as before', async () => {
    const rig = await openRig();
    await rig.run(order.uploadAndActivate());
    const again = await rig.run(order.uploadAndActivate());
    expect(told(again)).toBe('upload done, activate done, verify done');
    expect(again.outcome).toBe('unchanged');
  });

  it('says so when the portal activates something else than this file', async () => {
    const rig = await openRig();
    rig.onStaged = () =>
      upload(rig.portal, sampleLicense('standard', { now: today, customerId: 'Third' }));
    const job = await rig.run(order.uploadAndActivate());
    expect(job).toMatchObject({ outcome: 'other', after: { customerId: 'Third' } });
    expect((await rig.change(job.id)).result).toMatchObject({ sent: true, kept: ['license'] });
  });

  it('passes on the words of a portal that takes an expired file, and of its refusal', async () => {
    const rig = await openRig({ keyName: 'germanAdmin' });
    const job = await rig.run(order.uploadAndActivate(sampleLicense('expired', { now: today })));
    expect(told(job)).toBe('upload done, activate failed license.notActivated, verify skipped');
    expect(job).toMatchObject({ outcome: 'failed', state: 'held' });
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
      if (job.state !== 'verifying' || job.outcome !== null) return;
      rig.portal.switches.set({ kind: 'html', status: 502, path: 'portal/tariff' });
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate done, verify failed portal.unavailable');
    expect(job).toMatchObject({ outcome: 'unknown', after: null });
    expect(rig.staged).toBeNull();

    rig.portal.switches.clear();
    await rig.journal.calls.retry({ changeId: job.id });
    await rig.until(job.id, ({ state }) => state === 'done');
    expect(rig.reports.at(-1)).toMatchObject({ outcome: 'activated' });
    expect(posts(rig)).toEqual([uploaded, accepted]);
  });

  it('sends nothing when the portal cannot be read before', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'suspended' });
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload failed portal.suspended, activate skipped, verify skipped');
    expect(job.state).toBe('held');
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
    expect(job).toMatchObject({ outcome: 'failed', state: 'failed' });
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
  ] as const)('lets nothing more through for the key %s', async (keyName, code) => {
    const rig = await openRig({ keyName });
    const job = await rig.run(order.upload());
    expect(told(job)).toBe(`upload failed ${code}`);
    expect(job).toMatchObject({ outcome: 'paused', state: 'paused' });
    expect(rig.portal.state.license.stagedFile).toBeNull();
  });

  it.each([
    [{ kind: 'rateLimited', retryAfter: 5 }, 'portal.rateLimited', 'failed'],
    [{ kind: 'redirect', location: 'https://elsewhere.example.com/' }, 'net.redirected', 'paused'],
    [{ kind: 'ipRestricted' }, 'portal.keyLacksRights', 'paused'],
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
    // Nothing is sent again by itself.
    expect(job.state).toBe(outcome === 'paused' ? 'paused' : 'held');
    expect(posts(rig)).toHaveLength(1);
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
    expect(job).toMatchObject({ outcome: 'failed', state: 'held' });
    expect(rig.staged).not.toBeNull();
  });

  it('between upload and activation: the file waits there', async () => {
    const rig = await openRig();
    rig.onStaged = rig.down;
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate failed net.refused, verify skipped');
    expect(job).toMatchObject({ outcome: 'failed', state: 'held' });
    expect(rig.staged).toEqual(stagedFile());
  });

  it('while it activates: nobody knows', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'hang', path: 'license/accept' });
    const id = await rig.record(order.uploadAndActivate());
    await vi.waitFor(() => expect(posts(rig)).toContain(accepted));
    await rig.portal.stop();
    const job = await rig.rest(id);
    expect(told(job)).toBe(
      'upload done, activate failed license.outcomeUnknown, verify failed net.refused',
    );
    expect(job).toMatchObject({ outcome: 'unknown', state: 'unknown' });
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
      before: { dueDate: '2026-03-22T00:00:00.000Z' },
      after: { dueDate: '2027-03-10T00:00:00.000Z' },
    });
    expect(rig.pauses).toEqual([]);
    expect(posts(rig)).toEqual([uploaded, accepted]);
  });

  it('before the portal acted: the file still waits, and a person’s word activates it', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'reset', when: 'before', path: accept, times: 1 });
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate failed license.notActivated, verify done');
    expect(job).toMatchObject({ outcome: 'failed', state: 'held' });
    expect(job.after).toEqual(job.before);
    expect(rig.pauses).toEqual([2_000, 8_000]);
    expect(rig.staged).toEqual(stagedFile());

    await rig.journal.sendNow(job.id);
    await rig.until(job.id, ({ state }) => state === 'done');
    expect(rig.reports.at(-1)).toMatchObject({ outcome: 'activated', fileName: 'new.lic' });
    expect(rig.staged).toBeNull();
    expect(posts(rig)).toEqual([uploaded, accepted, accepted]);
  });

  it('and the portal acts only a while later', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'html', status: 504, path: accept, times: 1 });
    rig.onWait = async (turn) => {
      if (turn !== 2) return;
      await fetch(`${rig.portal.address}/api/2.0/settings/${accept}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${rig.portal.key}` },
      });
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(job.outcome).toBe('activated');
    expect(rig.pauses).toHaveLength(2);
  });

  it('and the portal cannot be read: the outcome is unknown, the file still remembered', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'reset', when: 'after', path: accept });
    rig.onReport = (job) => {
      if (job.state !== 'unknown') return;
      rig.portal.switches.set({ kind: 'html', status: 503, path: 'portal' });
    };
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

    rig.portal.switches.clear();
    rig.onReport = () => undefined;
    await rig.journal.calls.retry({ changeId: job.id });
    await rig.until(job.id, ({ state }) => state === 'done');
    expect(rig.reports.at(-1)?.outcome).toBe('activated');
    expect(posts(rig)).toEqual([uploaded, accepted]);
  });

  it('and the portal shows a third license: a person decides', async () => {
    const rig = await openRig();
    await rig.look();
    rig.portal.switches.set({ kind: 'reset', when: 'before', path: accept, times: 1 });
    const third = sampleLicense('standard', { now: today, customerId: 'Third' });
    rig.onWait = async (turn) => {
      if (turn !== 1) return;
      await upload(rig.portal, third);
      await fetch(`${rig.portal.address}/api/2.0/settings/${accept}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${rig.portal.key}` },
      });
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(job).toMatchObject({
      outcome: 'conflict',
      before: { customerId: 'Practice Installation' },
      after: { customerId: 'Third' },
    });
    expect(told(job)).toBe('upload done, activate failed license.outcomeUnknown, verify done');

    await rig.journal.calls.resolve({ changeId: job.id, mine: ['license'] });
    await rig.until(job.id, ({ state }) => state === 'done');
    expect(rig.portal.state.license.currentFile).toBe(standard);
    // The third license took the place where the file had waited.
    expect(posts(rig).filter((path) => path === uploaded)).toHaveLength(3);
  });

  it.each(['empty', 'halfJson'] as const)('in an answer that is %s', async (kind) => {
    const rig = await openRig();
    rig.portal.switches.set({ kind, path: accept });
    const job = await rig.run(order.uploadAndActivate());
    expect(job.outcome).toBe(kind === 'halfJson' ? 'activated' : 'failed');
  });
});

describe('somebody else brings a license meanwhile', () => {
  const third = sampleLicense('lifetime', { now: today, customerId: 'Third' });
  const behindOurBack = async (rig: Awaited<ReturnType<typeof openRig>>, text: string) => {
    await upload(rig.portal, text);
    await fetch(`${rig.portal.address}/api/2.0/settings/license/accept`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rig.portal.key}` },
    });
  };

  it('another one: nothing is sent before a person has decided', async () => {
    const rig = await openRig();
    await rig.look();
    const id = await rig.record(order.uploadAndActivate(), true);
    await behindOurBack(rig, third);
    await rig.journal.sendNow(id);
    const job = await rig.rest(id);
    expect(told(job)).toBe('upload skipped, activate skipped, verify skipped');
    expect(job).toMatchObject({ outcome: 'conflict', state: 'conflict' });
    expect(rig.portal.state.license.currentFile).toBe(third);

    await rig.journal.calls.resolve({ changeId: id, mine: [] });
    expect((await rig.change(id)).result).toEqual({ kind: 'discarded', reason: 'keptTheirs' });
    expect(rig.portal.state.license.currentFile).toBe(third);
  });

  it('the same one: that is no conflict', async () => {
    const rig = await openRig();
    await rig.look();
    const id = await rig.record(order.uploadAndActivate(), true);
    await behindOurBack(rig, standard);
    await rig.journal.sendNow(id);
    expect((await rig.rest(id)).outcome).toBe('unchanged');
  });

  it('and nobody had seen the portal’s license before: there is nothing to contradict', async () => {
    const rig = await openRig();
    const id = await rig.record(order.uploadAndActivate(), true);
    await behindOurBack(rig, third);
    await rig.journal.sendNow(id);
    expect((await rig.rest(id)).outcome).toBe('activated');
  });

  it('only lets the portal date its license anew: that is none', async () => {
    const rig = await openRig();
    await rig.look();
    const id = await rig.record(order.uploadAndActivate(), true);
    const before = rig.portal.state.license.currentFile;
    await behindOurBack(rig, before ?? '');
    await rig.journal.sendNow(id);
    const job = await rig.rest(id);
    expect(job).toMatchObject({
      outcome: 'activated',
      before: { licenseDate: today.toISOString() },
    });
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
    expect(job.outcome).toBe('paused');
  });
});

describe('refreshing the license state', () => {
  it('activates a file that waits', async () => {
    const rig = await openRig();
    await upload(rig.portal, standard);
    rig.staged = stagedFile();
    const job = await rig.run(order.refreshState('staged'));
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
    const job = await rig.run(order.refreshState('staged'));
    expect(job.outcome).toBe('activated');
  });
});

describe('cancelling', () => {
  it('while the portal is read sends nothing', async () => {
    const rig = await openRig();
    rig.portal.switches.set({ kind: 'hang', path: 'portal/tariff' });
    const id = await rig.record(order.uploadAndActivate());
    await rig.until(id, ({ state }) => state === 'checking');
    await rig.journal.cancel(id);
    const job = await rig.rest(id);
    expect(told(job)).toBe('upload failed net.cancelled, activate skipped, verify skipped');
    expect(job).toMatchObject({ outcome: 'cancelled', state: 'discarded' });
    expect(posts(rig)).toEqual([]);
  });

  it('in the middle of a slow upload leaves nothing on the portal', async () => {
    const rig = await openRig();
    const bulk = JSON.stringify({ ...JSON.parse(standard), notes: 'x'.repeat(900_000) });
    rig.portal.switches.set({ kind: 'slowRead', bytesPerSecond: 200_000 });
    rig.onReport = (job) => {
      if (job.outcome === null && (stepOf(job, 'upload')?.sent ?? 0) > 0) {
        void rig.journal.cancel(job.id);
      }
    };
    const job = await rig.run(order.uploadAndActivate(bulk));
    expect(job.outcome).toBe('cancelled');
    expect(job.steps.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped']);
    expect(rig.portal.state.license.stagedFile).toBeNull();
    expect(posts(rig)).not.toContain(accepted);
  });

  it('between upload and activation keeps the file that waits', async () => {
    const rig = await openRig();
    rig.onStaged = () => {
      const [change] = rig.journal.open();
      void rig.journal.cancel(change?.id ?? '');
    };
    const job = await rig.run(order.uploadAndActivate());
    expect(told(job)).toBe('upload done, activate failed net.cancelled, verify skipped');
    expect(job.outcome).toBe('cancelled');
    expect(rig.staged).toEqual(stagedFile());
    expect(rig.portal.state.license.stagedFile).toBe(standard);
  });

  it('comes too late once the portal was asked to activate', async () => {
    const rig = await openRig({ documentServer: { answerMs: 50 } });
    const id = await rig.record(order.uploadAndActivate());
    await vi.waitFor(() => expect(posts(rig)).toContain(accepted));
    await rig.journal.cancel(id);
    expect((await rig.rest(id)).outcome).toBe('activated');
  });
});

describe('the app is killed', () => {
  /** As long as nobody goes on with it. */
  const forever = (): Promise<never> => new Promise(() => undefined);

  it('while a file is held: it is there as it was, and sent on a person’s word only', async () => {
    const first = await openRig();
    first.killed = true;
    const id = await first.record(order.uploadAndActivate(), true);

    const rig = await openRig({ after: first });
    expect(await rig.change(id)).toMatchObject({ state: 'held', attempts: 0 });
    expect(posts(rig)).toEqual([]);
    await rig.journal.sendNow(id);
    expect((await rig.rest(id)).outcome).toBe('activated');
    expect(rig.portal.state.license.currentFile).toBe(standard);
  });

  it('between upload and activation: nothing goes on by itself, nothing is uploaded twice', async () => {
    const first = await openRig();
    first.killed = true;
    first.onStaged = forever;
    const id = await first.record(order.uploadAndActivate());
    await vi.waitFor(() => expect(first.staged).not.toBeNull());

    const rig = await openRig({ after: first });
    await rig.until(id, ({ state }) => state === 'held');
    expect(posts(rig)).toEqual([uploaded]);
    await rig.journal.sendNow(id);
    expect((await rig.rest(id)).outcome).toBe('activated');
    expect(posts(rig)).toEqual([uploaded, accepted]);
  });

  it.each(['before', 'after'] as const)(
    'while the portal activates, %s it acted: reading it settles that',
    async (when) => {
      const first = await openRig();
      first.killed = true;
      first.portal.switches.set({ kind: 'reset', when, path: 'license/accept', times: 1 });
      const id = await first.record(order.uploadAndActivate());
      first.afterRead = () => (posts(first).includes(accepted) ? forever() : undefined);
      await vi.waitFor(() => expect(posts(first)).toContain(accepted));
      await first.until(id, ({ state }) => state === 'unknown');

      const rig = await openRig({ after: first });
      const job = await rig.rest(id);
      expect(job).toMatchObject(
        when === 'after'
          ? { state: 'done', outcome: 'activated' }
          : { state: 'held', outcome: 'failed' },
      );
      expect(posts(rig)).toEqual([uploaded, accepted]);
    },
  );
});

it('ends with the reason when there is no way to the portal at all', async () => {
  const rig = await openRig({ session: fail(appError('keychain.locked')) });
  const job = await rig.run(order.upload());
  expect(told(job)).toBe('upload failed keychain.locked');
  expect(job).toMatchObject({ outcome: 'failed', state: 'held' });
});
