import { describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { verbs } from '../../../src-main/contract/verbs';
import { gated } from '../../../src-main/ipc/gated';

const error = appError('keychain.locked');

describe('calls that need the store', () => {
  it('answer with its reason while it is closed, every one of them', async () => {
    const handlers = gated('sync', () => Promise.resolve(fail(error)));
    const calls = Object.keys(verbs.sync).map((verb) => handlers[verb as keyof typeof handlers]);
    const asked = calls.map((call) => (call as (input: unknown) => unknown)(undefined));
    expect(asked.length).toBeGreaterThan(0);
    for (const answer of await Promise.all(asked)) expect(answer).toEqual({ ok: false, error });
  });

  it('wait for it, and go through with their input', async () => {
    const start = vi.fn(() => ok({ portalId: 'p' }));
    let opened = (): void => undefined;
    const opening = new Promise<void>((resolve) => (opened = resolve));
    const handlers = gated('practice', async () => {
      await opening;
      return ok({ practice: { start } });
    });
    const asked = handlers.start(undefined);
    await Promise.resolve();
    expect(start).not.toHaveBeenCalled();
    opened();
    expect(await asked).toEqual(ok({ portalId: 'p' }));
  });
});
