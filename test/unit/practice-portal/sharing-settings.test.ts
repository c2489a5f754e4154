import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PracticePortal, PracticeKeyName } from '../../../src-main/practice-portal';
import { ask, openPortal, success } from './portal';

const deadKey = `sk-${'0'.repeat(64)}`;

const installed = {
  externalShare: true,
  externalShareSocialMedia: true,
  defaultShareLinkInternal: false,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};

type Route = 'external' | 'externalsocialmedia' | 'externalsharingsettings';

/** Sends `body` as JSON; a text goes out as it is. */
function put(
  portal: PracticePortal,
  route: Route,
  body: unknown,
  keyName: PracticeKeyName = 'main',
) {
  return ask(portal, `PUT files/settings/${route}`, {
    key: portal.keys[keyName],
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('PUT files/settings/external', () => {
  it('switches off whatever the published sample says, and social media along', async () => {
    const portal = await openPortal();
    const { status, body } = await put(portal, 'external', { displayValue: true });
    expect(status).toBe(200);
    expect(body).toMatchObject(success(false));
    expect((await ask(portal, 'GET files/settings')).body).toMatchObject({
      response: { ...installed, externalShare: false, externalShareSocialMedia: false },
    });
  });

  it('reads its field in any case, and does not bring social media back', async () => {
    const portal = await openPortal();
    await put(portal, 'external', { set: false });
    expect((await put(portal, 'external', { SET: true, other: 1 })).body).toMatchObject(
      success(true),
    );
    expect(portal.state.sharing).toEqual({ ...installed, externalShareSocialMedia: false });
  });

  it.each([
    ['', ''],
    ['{"set":', '$'],
    ['[true]', '$'],
    ['true', '$'],
    [{ set: 'true' }, '$.set'],
    [{ set: 1 }, '$.set'],
  ])('refuses the body %j and changes nothing', async (sent, field) => {
    const portal = await openPortal();
    const { status, body } = await put(portal, 'external', sent);
    expect(status).toBe(400);
    expect(body).toMatchObject({ response: { errors: { [field]: [expect.any(String)] } } });
    expect(portal.state).toMatchObject({ sharing: installed, audit: [] });
  });

  it('takes no body beyond all measure', async () => {
    const portal = await openPortal();
    const { status } = await put(portal, 'external', `{"set":true}${' '.repeat(1024 * 1024)}`);
    expect(status).toBe(413);
    expect(portal.state.audit).toEqual([]);
  });
});

describe('PUT files/settings/externalsocialmedia', () => {
  it('stays off while sharing is off, and says so with 200', async () => {
    const portal = await openPortal();
    await put(portal, 'external', { set: false });
    const { status, body } = await put(portal, 'externalsocialmedia', { set: true });
    expect(status).toBe(200);
    expect(body).toMatchObject(success(false));
    expect(portal.state.sharing.externalShareSocialMedia).toBe(false);
  });

  it('goes off and on while sharing is on', async () => {
    const portal = await openPortal();
    expect((await put(portal, 'externalsocialmedia', {})).body).toMatchObject(success(false));
    expect((await put(portal, 'externalsocialmedia', { set: true })).body).toMatchObject(
      success(true),
    );
    expect(portal.state.sharing).toEqual(installed);
  });
});

describe('PUT files/settings/externalsharingsettings', () => {
  const policy = (on: readonly (keyof typeof installed)[]) => ({
    externalShare: on.includes('externalShare'),
    defaultShareLinkInternal: on.includes('defaultShareLinkInternal'),
    externalShareApplyToDocuments: on.includes('externalShareApplyToDocuments'),
    externalShareApplyToRooms: on.includes('externalShareApplyToRooms'),
    blockExistingLinksOnRestrict: on.includes('blockExistingLinksOnRestrict'),
  });

  it.each([
    [{ externalShare: true }, policy(['externalShare']), true],
    [
      { externalShareApplyToRooms: true },
      policy(['defaultShareLinkInternal', 'externalShareApplyToRooms']),
      false,
    ],
    [{}, policy(['defaultShareLinkInternal']), false],
  ])('%j replaces all five', async (sent, stored, social) => {
    const portal = await openPortal();
    const { body } = await put(portal, 'externalsharingsettings', sent);
    expect(body).toMatchObject(success(stored));
    const { body: now } = await ask(portal, 'GET files/settings');
    expect(now).toMatchObject({ response: { ...stored, externalShareSocialMedia: social } });
  });

  it('keeps the default link type that is sent along with on', async () => {
    const portal = await openPortal();
    await put(portal, 'externalsharingsettings', { externalShare: false });
    await put(portal, 'externalsharingsettings', {
      externalShare: true,
      defaultShareLinkInternal: true,
    });
    expect(portal.state.sharing).toMatchObject({
      externalShare: true,
      externalShareSocialMedia: false,
      defaultShareLinkInternal: true,
    });
  });

  it.each([null, 'main'] as const)('is no route before 3.7.1, as %s', async (keyName) => {
    const portal = await openPortal({ version: '3.7.0' });
    const { status, text } = await ask(portal, 'PUT files/settings/externalsharingsettings', {
      key: keyName && portal.keys[keyName],
      body: '{}',
    });
    expect([status, text]).toEqual([404, '']);
  });
});

describe('who may change the sharing', () => {
  const routes: readonly Route[] = ['external', 'externalsocialmedia', 'externalsharingsettings'];

  it.each(routes)('%s: not without a key', async (route) => {
    const portal = await openPortal();
    const { status, text } = await ask(portal, `PUT files/settings/${route}`, {
      key: null,
      body: '{}',
    });
    expect([status, text]).toEqual([401, '']);
  });

  it.each(routes)('%s: admins only, in the words of the server', async (route) => {
    const portal = await openPortal();
    for (const name of ['roomAdmin', 'user', 'guest'] as const) {
      const { status, body } = await put(portal, route, { set: false }, name);
      expect(status).toBe(403);
      expect(body).toMatchObject({
        error: {
          message: "You don't have enough permission to perform the operation",
          type: 'System.InvalidOperationException',
        },
      });
    }
    expect(portal.state).toMatchObject({ sharing: installed, audit: [] });
    expect((await put(portal, route, { set: false }, 'admin')).status).toBe(200);
  });

  it('speaks the language of the portal', async () => {
    const portal = await openPortal({ language: 'de' });
    const { body } = await put(portal, 'external', { set: true }, 'user');
    expect(body).toHaveProperty('error.message', expect.stringContaining('Rechte'));
  });

  it.each([
    ['readOnly', 403],
    ['selfOnly', 403],
    ['linksOnly', 200],
  ] as const)('a key with the scopes of %s: %i', async (name, status) => {
    const portal = await openPortal();
    const answer = await put(portal, 'external', { set: true }, name);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).toBe('');
  });

  it('nobody while the portal is not paid', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'notPaid' });
    expect((await put(portal, 'external', { set: false })).status).toBe(402);
    expect((await ask(portal, 'GET files/settings')).status).toBe(402);
    expect(portal.state.sharing).toEqual(installed);
  });
});

describe('GET files/settings', () => {
  it('shows everybody who is signed in what is stored', async () => {
    const portal = await openPortal();
    await put(portal, 'externalsharingsettings', {});
    const { body } = await ask(portal, 'GET files/settings', { key: portal.keys.guest });
    expect(body).toMatchObject({
      response: { externalShare: false, blockExistingLinksOnRestrict: false },
    });
  });

  it('tells strangers the built-in defaults', async () => {
    const portal = await openPortal();
    await put(portal, 'external', { set: false });
    const { body } = await ask(portal, 'GET files/settings', { key: null });
    expect(body).toMatchObject({
      response: {
        externalShare: true,
        externalShareSocialMedia: true,
        blockExistingLinksOnRestrict: false,
      },
    });
  });

  it('refuses a dead key from 3.7.1 on, and shows it defaults before', async () => {
    const newer = await openPortal();
    expect((await ask(newer, 'GET files/settings', { key: deadKey })).status).toBe(403);
    const older = await openPortal({ version: '3.6.1' });
    await put(older, 'external', { set: false });
    const { status, body } = await ask(older, 'GET files/settings', { key: deadKey });
    expect(status).toBe(200);
    expect(body).toMatchObject({ response: { externalShare: true } });
  });

  it('has two switches before 3.7.1', async () => {
    const portal = await openPortal({ version: '3.6.1' });
    await put(portal, 'external', { set: false });
    const { body } = await ask(portal, 'GET files/settings');
    expect(body).toMatchObject({
      response: { externalShare: false, externalShareSocialMedia: false },
    });
    for (const name of Object.keys(installed).slice(2)) {
      expect(body).not.toHaveProperty(`response.${name}`);
    }
  });
});

describe('what a change leaves behind', () => {
  it('is an audit record', async () => {
    const portal = await openPortal();
    await put(portal, 'external', { set: true }, 'admin');
    await put(portal, 'externalsharingsettings', { externalShare: true });
    expect(portal.state.audit.map(({ actionId, userId }) => [actionId, userId.at(-1)])).toEqual([
      [5069, '2'],
      [5069, '1'],
    ]);
  });

  it('is in the log of requests, also when nobody got the answer', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'reset', when: 'before', times: 1 });
    await expect(put(portal, 'external', { set: false })).rejects.toThrow('fetch failed');
    portal.switches.set({ kind: 'reset', when: 'after', times: 1 });
    const secret = { note: portal.key };
    await expect(put(portal, 'external', { set: false, ...secret })).rejects.toThrow(
      'fetch failed',
    );
    await put(portal, 'externalsocialmedia', 'broken');
    await put(portal, 'externalsocialmedia', { set: true }, 'user');
    await put(portal, 'externalsharingsettings', { externalShare: true });
    await ask(portal, 'GET files/settings');
    const seen = portal.requests.map(({ method, path, status, body }) => ({
      request: `${method} ${path.split('/').at(-1)}`,
      status,
      body,
    }));
    expect(seen).toEqual([
      { request: 'PUT external', status: null, body: undefined },
      { request: 'PUT external', status: null, body: { set: false } },
      { request: 'PUT externalsocialmedia', status: 400, body: undefined },
      { request: 'PUT externalsocialmedia', status: 403, body: undefined },
      {
        request: 'PUT externalsharingsettings',
        status: 200,
        body: {
          externalShare: true,
          defaultShareLinkInternal: false,
          externalShareApplyToDocuments: false,
          externalShareApplyToRooms: false,
          blockExistingLinksOnRestrict: false,
        },
      },
      { request: 'GET settings', status: 200, body: undefined },
    ]);
    expect(JSON.stringify(portal.requests)).not.toContain(portal.key);
  });
});

describe('the data file', () => {
  it('keeps the sharing, and gives portals of earlier versions the defaults', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'practice-portal-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const dataFile = join(folder, 'portal.json');
    const first = await openPortal({ dataFile });
    await put(first, 'externalsharingsettings', { externalShareApplyToRooms: true });
    await first.stop();

    const second = await openPortal({ dataFile });
    expect(second.state).toEqual(first.state);
    await second.stop();

    const { sharing, ...older } = JSON.parse(await readFile(dataFile, 'utf8')) as {
      sharing: unknown;
    };
    expect(sharing).toMatchObject({ externalShareApplyToRooms: true, externalShare: false });
    await writeFile(dataFile, JSON.stringify(older));
    const third = await openPortal({ dataFile });
    expect(third.state).toEqual({ ...second.state, sharing: installed });
  });
});
