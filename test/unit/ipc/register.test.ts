import { ESLint } from 'eslint';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { contract, type Area, type Handlers } from '../../../src-main/contract';
import { ok } from '../../../src-main/contract/result';
import { channelOf, verbs } from '../../../src-main/contract/verbs';
import { createRegister } from '../../../src-main/ipc/register';

type Invoke = (event: unknown, input?: unknown) => Promise<unknown>;
const channels = vi.hoisted(() => new Map<string, unknown>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: unknown) => channels.set(channel, handler) },
}));

const ours = { from: 'our window' };
const portalId = '3a4f1b1e-6a52-4c0b-9d0e-0c8a4f2b7c11';
const reports: string[] = [];

function handlersFor<A extends Area>(area: A, change: Partial<Handlers<A>> = {}): Handlers<A> {
  const all = Object.fromEntries(Object.keys(contract[area]).map((verb) => [verb, () => ok()]));
  return { ...all, ...change } as unknown as Handlers<A>;
}

async function invoke(area: Area, verb: string, event: unknown, input?: unknown): Promise<unknown> {
  const handler = channels.get(channelOf(area, verb)) as Invoke;
  return handler(event, input);
}

function registerLicense(change: Partial<Handlers<'license'>> = {}): void {
  createRegister({
    isTrusted: (event) => (event as unknown) === ours,
    report: (line) => reports.push(line),
  })('license', handlersFor('license', change));
}

beforeEach(() => {
  channels.clear();
  reports.length = 0;
});

describe('the bridge', () => {
  it('answers a good call from our window with what the handler says', async () => {
    registerLicense({ chooseFile: ({ portalId: id }) => ok(id === portalId) });
    expect(await invoke('license', 'chooseFile', ours, { portalId })).toEqual(ok(true));
  });

  it('refuses a foreign frame with a typed error, and does not run the handler', async () => {
    const chooseFile = vi.fn(() => ok(true));
    registerLicense({ chooseFile });
    const answer = await invoke('license', 'chooseFile', { from: 'a frame' }, { portalId });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bridge.foreignSender' } });
    expect(chooseFile).not.toHaveBeenCalled();
  });

  it.each([
    ['nothing', undefined],
    ['a wrong type', { portalId: 7 }],
    ['no UUID', { portalId: '../../etc' }],
    ['an unknown action', { portalId, action: 'delete' }],
  ])('refuses %s with a typed error that names the field, not the value', async (_what, input) => {
    const start = vi.fn(() => ok({ jobId: 'x' }));
    registerLicense({ start });
    const answer = await invoke('license', 'start', ours, input);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bridge.badInput' } });
    expect(start).not.toHaveBeenCalled();
    expect(reports.join()).not.toContain('../../etc');
  });

  it.each([
    ['throws', () => Promise.reject(new Error('sk-' + 'a'.repeat(64)))],
    [
      'throws no Error',
      () => {
        throw 'plain text';
      },
    ],
  ])(
    'a handler that %s is a bug: reported and answered with the same reference',
    async (_how, reload) => {
      registerLicense({ reload: reload as Handlers<'license'>['reload'] });
      const answer = await invoke('license', 'reload', ours, { portalId });
      expect(answer).toMatchObject({ ok: false, error: { code: 'bridge.bug' } });
      const { reference } = (answer as { error: { params: { reference: string } } }).error.params;
      expect(reports).toEqual([`Bug ${reference} in license.reload`]);
      expect(JSON.stringify(answer)).not.toContain('sk-');
    },
  );

  it('does not start with a call that nobody handles', () => {
    const { view: _view, ...incomplete } = handlersFor('license');
    expect(() =>
      createRegister({ isTrusted: () => true, report: () => undefined })(
        'license',
        incomplete as Handlers<'license'>,
      ),
    ).toThrow('license.view');
  });

  it('has one channel per call of the contract, and the preload knows each', () => {
    const declared = Object.entries(contract).map(([area, calls]) => [area, Object.keys(calls)]);
    const named = Object.entries(verbs).map(([area, names]) => [area, Object.keys(names)]);
    expect(named).toEqual(declared);
  });
});

describe('the lint rules', () => {
  const lint = async (filePath: string, code: string): Promise<string[]> => {
    const [result] = await new ESLint().lintText(code, { filePath });
    return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
  };

  it('allow ipcMain in the register and nowhere else', async () => {
    const code = "import { ipcMain } from 'electron';\nexport const used = ipcMain;\n";
    expect(await lint('src-main/ipc/register.ts', code)).toEqual([]);
    expect(await lint('src-main/ipc/license.ts', code)).toContain('no-restricted-imports');
    expect(await lint('src-main/shell/window.ts', code)).toContain('no-restricted-imports');
  });

  it('keep electron out of the rooms that must work without it', async () => {
    const code = "import { app } from 'electron';\nexport const used = app;\n";
    expect(await lint('src-main/docspace/transport.ts', code)).toContain('no-restricted-imports');
    expect(await lint('src-main/shell/window.ts', code)).toEqual([]);
  });

  it('keep the keychain behind the secret store', async () => {
    const code = "import keytar from 'keytar';\nexport const used = keytar;\n";
    expect(await lint('src-main/portals/registry.ts', code)).toContain('no-restricted-imports');
    expect(await lint('src-main/secrets/keychain.ts', code)).toEqual([]);
  });

  it('show the renderer nothing of main but the contract', async () => {
    const file = 'src-renderer/state/bridge.ts';
    const wrong =
      "import { redact } from '../../src-main/diagnostics/redact';\nexport const used = redact;\n";
    const right = "import { ok } from '../../src-main/contract/result';\nexport const used = ok;\n";
    expect(await lint(file, wrong)).toContain('import-x/no-restricted-paths');
    expect(await lint(file, right)).toEqual([]);
  });
});
