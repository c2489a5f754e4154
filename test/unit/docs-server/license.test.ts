import { describe, expect, it } from 'vitest';
import { getHealth } from '../../../src-main/docs-server/health';
import { getInUse } from '../../../src-main/docs-server/info';
import { getLicense } from '../../../src-main/docs-server/license';
import { checkSecret } from '../../../src-main/docs-server/secret-shape';
import { codeOf, valueOf } from '../answers';
import { startPortal } from '../docspace/portal-server';
import { sessionTo, startDocs } from './rig';

const answerOf = async (body: unknown) => {
  const server = await startPortal(() => ({ body: JSON.stringify(body) }));
  return valueOf(await getLicense(await sessionTo(server.baseUrl)));
};

describe('the license', () => {
  it('of the open-source build does not expire', async () => {
    const docs = await startDocs();
    const answer = valueOf(await getLicense(await sessionTo(docs.address)));
    expect(answer?.license).toMatchObject({
      resultType: 3,
      packageType: 0,
      end: { kind: 'never' },
      start: { kind: 'at', at: expect.stringMatching(/-01T00:00:00.000Z$/) },
      connections: 20,
      users: 0,
      usersExpire: 1,
      graceDays: null,
      buildVersion: '9.3.1',
      buildNumber: 11,
      other: [],
    });
    expect(answer?.quota).toEqual({ edit: [], view: [] });
  });

  it('of a user license has its users, with what is told of them', async () => {
    const docs = await startDocs({ license: 'users', users: 8 });
    const answer = valueOf(await getLicense(await sessionTo(docs.address)));
    expect(answer?.license).toMatchObject({ users: 20, usersExpire: 30, graceDays: 15 });
    expect([answer?.quota.edit.length, answer?.quota.view.length]).toEqual([8, 2]);
    expect(answer?.quota.edit.slice(3, 5)).toEqual([
      { userId: 'uid-3', expires: expect.stringMatching(/Z$/), anonymous: true },
      { userId: 'uid-4', expires: expect.stringMatching(/Z$/), anonymous: null },
    ]);
  });

  it('of an expired trial', async () => {
    const docs = await startDocs({ license: 'expiredTrial' });
    const answer = valueOf(await getLicense(await sessionTo(docs.address)));
    expect(answer?.license).toMatchObject({
      resultType: 6,
      packageType: 2,
      flags: { trial: true, developer: true, branding: false },
      end: { kind: 'at' },
    });
  });

  it('from a file has only the file’s own fields: all others are not told', async () => {
    const docs = await startDocs({ license: 'file' });
    const answer = valueOf(await getLicense(await sessionTo(docs.address)));
    expect(answer?.license).toMatchObject({
      start: { kind: 'untold' },
      flags: { trial: false, customization: true, developer: null, multitenancy: null },
      customerId: null,
      connections: 250,
    });
  });

  it('may hold nothing at all', async () => {
    const answer = await answerOf({ error: 0 });
    expect(answer?.license).toMatchObject({
      resultType: null,
      end: { kind: 'untold' },
      buildDate: { kind: 'untold' },
      other: [],
    });
  });

  it('keeps what it does not know, and what has another form than it should', async () => {
    const docs = await startDocs({ license: 'strange' });
    const answer = valueOf(await getLicense(await sessionTo(docs.address)));
    expect(answer?.license).toMatchObject({
      resultType: 99,
      packageType: 7,
      connections: 40,
      end: { kind: 'unreadable', text: '"soon"' },
      other: [{ path: 'license.seats', json: '{"total":3}' }],
    });
    const odd = await answerOf({
      error: 0,
      license: { connections: 'many', trial: 'no' },
      server: { region: 'eu' },
      quota: { guests: [] },
      note: 'hello',
    });
    expect(odd?.license.connections).toBeNull();
    expect(odd?.license.other).toEqual([
      { path: 'license.connections', json: '"many"' },
      { path: 'license.trial', json: '"no"' },
      { path: 'server.region', json: '"eu"' },
      { path: 'quota.guests', json: '[]' },
      { path: 'note', json: '"hello"' },
    ]);
  });

  it('leaves out entries of the quota that name nobody', async () => {
    const users = [{ userid: 'a' }, null, 5, { expire: 'x' }, { userid: 7, expire: 'soon' }];
    const answer = await answerOf({ error: 0, quota: { users, users_view: 'none' } });
    expect(answer?.quota.edit).toEqual([
      { userId: 'a', expires: null, anonymous: null },
      { userId: '7', expires: null, anonymous: null },
    ]);
    expect(answer?.quota.view).toEqual([]);
  });

  it('shows of long lists only the beginning in the raw answer', async () => {
    const docs = await startDocs({ license: 'users', users: 500 });
    const answer = valueOf(await getLicense(await sessionTo(docs.address)));
    const raw = JSON.parse(answer?.license.raw ?? '');
    expect(raw.quota.users).toHaveLength(21);
    expect(raw.quota.users.at(-1)).toBe('… +480');
    expect(raw.license.users_count).toBe(20);
  });

  it.each(['6.2.0', '5.6.0'])('is not known to a server of version %s', async (version) => {
    const docs = await startDocs({ version, secret: null });
    expect(valueOf(await getLicense(await sessionTo(docs.address)))).toBeNull();
  });

  it('is not taken for unknown when the secret is wrong', async () => {
    const docs = await startDocs();
    const session = await sessionTo(docs.address, { key: () => 'wrong' });
    expect(codeOf(await getLicense(session))).toBe('docs.tokenRefused');
  });
});

describe('the health', () => {
  it('is told by the body, whatever the status', async () => {
    const docs = await startDocs();
    const session = await sessionTo(docs.address, { key: () => null });
    expect(valueOf(await getHealth(session))).toEqual({ state: 'healthy' });
    docs.state.healthy = false;
    expect(valueOf(await getHealth(session))).toEqual({ state: 'unhealthy' });
  });

  it.each([
    ['html404', { state: 'unknown', status: 404 }],
    ['html403', { state: 'unknown', status: 403 }],
    ['html500', { state: 'unknown', status: 500 }],
    ['welcome', { state: 'unknown', status: 200 }],
  ] as const)('is not known behind %s', async (front, health) => {
    const docs = await startDocs();
    docs.state.front = front;
    expect(valueOf(await getHealth(await sessionTo(docs.address)))).toEqual(health);
  });

  it.each([
    ['html502', 'docs.unavailable'],
    ['toHttps', 'docs.useHttps'],
  ] as const)('is a failure behind %s', async (front, code) => {
    const docs = await startDocs();
    docs.state.front = front;
    expect(codeOf(await getHealth(await sessionTo(docs.address)))).toBe(code);
  });
});

describe('the connections in use', () => {
  it('are told, unless the server keeps them to itself', async () => {
    const docs = await startDocs({ inUse: 9 });
    const session = await sessionTo(docs.address);
    expect(valueOf(await getInUse(session))).toEqual({ edit: 9, view: 4 });
    docs.state.infoIsPrivate = true;
    expect(valueOf(await getInUse(session))).toBeNull();
    docs.state.front = 'welcome';
    expect(valueOf(await getInUse(session))).toBeNull();
  });
});

describe('a typed secret', () => {
  it.each([
    ['good', false, 'ok'],
    ['with spaces inside', false, 'ok'],
    ['', false, 'secret.empty'],
    [' \n', true, 'secret.empty'],
    [' before', false, 'secret.spaces'],
    ['after\n', false, 'secret.spaces'],
    ['after\n', true, 'ok'],
  ])('%j (keep: %s) is %s', (typed, keep, code) => {
    expect(codeOf(checkSecret(typed, keep))).toBe(code);
  });

  it('is never changed silently', () => {
    expect(valueOf(checkSecret('after\n', true))).toBe('after\n');
  });
});
