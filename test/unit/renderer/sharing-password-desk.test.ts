import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appError, type AppError } from '../../../src-main/contract/app-error';
import type { Offer } from '../../../src-main/contract/links';
import { usualPasswordRules, type PasswordRules } from '../../../src-main/contract/passwords';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import type { KeyCheck, KeyedLink } from '../../../src-main/contract/sharing';
import { handOver } from '../../../src-renderer/features/links/handed-over';
import { LinkPasswordDesk } from '../../../src-renderer/features/sharing/link-password-desk.svelte';
import { entry, linkRow } from './link-samples';

interface Asked {
  readonly what: string;
  readonly give: (answer: Result<unknown>) => void;
}

const { asked } = vi.hoisted(() => ({ asked: [] as Asked[] }));
vi.mock('../../../src-renderer/state/bridge', () => {
  const verb = (name: string) => (input: { linkOrKey: string; password?: string }) =>
    new Promise((give) =>
      asked.push({ what: [name, input.linkOrKey, input.password].filter(Boolean).join(' '), give }),
    );
  return {
    bridge: {
      sharing: {
        checkKey: verb('check'),
        linkByKey: verb('find'),
        setPasswordByKey: verb('set'),
      },
    },
  };
});

const can: Offer = { can: true };
const right: KeyCheck = {
  status: 'ok',
  hasPassword: true,
  title: 'Plan',
  kind: 'room',
  at: '2026-03-10T09:30:00.000Z',
};
const keyed = (password: Offer = can): KeyedLink => {
  const row = linkRow();
  return { entry: entry(), link: { ...row, edit: { ...row.edit, password } }, restricted: false };
};

/** A desk with a link and a password typed in. */
function desk(rules: PasswordRules | null = usualPasswordRules): LinkPasswordDesk {
  const made = new LinkPasswordDesk('portal', () => rules);
  made.linkOrKey = 'key';
  made.password = 'Sesame-42';
  return made;
}

async function answer(value: unknown): Promise<void> {
  const question = asked.shift();
  if (!question) throw new Error('Nothing was asked');
  question.give(isError(value) ? fail(value) : ok(value));
  await vi.waitFor(() => Promise.resolve());
}

const isError = (value: unknown): value is AppError =>
  typeof value === 'object' && value !== null && 'code' in value;

beforeEach(() => {
  asked.length = 0;
});

describe('checking a password', () => {
  it('tells what came of it, until something else is typed', async () => {
    const one = desk();
    void one.check();
    expect(one.working).toBe('check');
    expect(asked[0]?.what).toBe('check key Sesame-42');
    await answer(right);
    expect([one.working, one.outcome]).toEqual([null, { kind: 'checked', check: right }]);
    one.password = 'Sesame-4';
    expect(one.outcome).toBeNull();
  });

  it('does not tell of another password than the one that stands there', async () => {
    const one = desk();
    void one.check();
    one.password = 'another';
    await answer(right);
    expect([one.working, one.outcome]).toEqual([null, null]);
  });

  it('asks once at a time', () => {
    const one = desk();
    void one.check();
    void one.check();
    void one.find();
    expect(asked).toHaveLength(1);
  });

  it('needs a link, and no password', async () => {
    const one = desk();
    one.linkOrKey = '  ';
    await one.check();
    expect([one.missing, asked.length]).toEqual(['link', 0]);
    one.linkOrKey = 'key';
    one.password = '';
    void one.check();
    expect([one.missing, asked.length]).toEqual([null, 1]);
  });

  it('can be tried again where it failed', async () => {
    const one = desk();
    void one.check();
    await answer(appError('net.refused'));
    expect(one.outcome).toMatchObject({ kind: 'failed', error: { code: 'net.refused' } });
    if (one.outcome?.kind === 'failed') one.outcome.again();
    await answer(right);
    expect(one.outcome).toMatchObject({ kind: 'checked' });
  });
});

describe('setting a password', () => {
  it('asks before anything is changed', async () => {
    const one = desk();
    void one.find();
    await answer(keyed());
    expect(one.question).toEqual(keyed());
    expect(asked).toEqual([]);
    void one.set();
    expect(asked[0]?.what).toBe('set key Sesame-42');
    await answer({ changeId: 'change' });
    expect([one.question, one.savedId]).toEqual([null, 'change']);
  });

  it.each<[string, string, PasswordRules | null, string | null]>([
    ['', 'Sesame-42', null, 'link'],
    ['key', '', null, 'password'],
    ['key', 'short', usualPasswordRules, 'rules'],
    ['key', 'short', null, null],
  ])('with link %j and password %j', async (linkOrKey, password, rules, missing) => {
    const one = desk(rules);
    one.linkOrKey = linkOrKey;
    one.password = password;
    void one.find();
    expect([one.missing, asked.length]).toEqual([missing, missing === null ? 1 : 0]);
  });

  it('does not ask about another link than the one that stands there', async () => {
    const one = desk();
    void one.find();
    one.linkOrKey = 'other';
    await answer(keyed());
    expect(one.question).toBeNull();
  });

  it('says where it cannot be set, instead of asking', async () => {
    const one = desk();
    void one.find();
    await answer(keyed({ can: false, reason: 'publicRoom' }));
    expect([one.question, one.outcome?.kind]).toEqual([null, 'fixed']);
  });

  it('that the link has already is no failure', async () => {
    const one = desk();
    void one.find();
    await answer(keyed());
    void one.set();
    await answer(appError('change.nothing'));
    expect([one.question, one.outcome, one.savedId]).toEqual([null, { kind: 'same' }, null]);
  });

  it('leaves the question where it could not be recorded', async () => {
    const one = desk();
    void one.find();
    await answer(keyed());
    void one.set();
    await answer(appError('store.diskFull'));
    expect(one.questionProblem?.code).toBe('store.diskFull');
    expect(one.question).not.toBeNull();
  });

  it('is told of as long as the same link is looked at', async () => {
    const one = desk();
    void one.find();
    await answer(keyed());
    void one.set();
    await answer({ changeId: 'change' });
    void one.check();
    await answer(right);
    expect(one.savedId).toBe('change');
    one.linkOrKey = 'other';
    expect(one.savedId).toBeNull();
  });
});

it('begins with a link that another portal handed over', () => {
  handOver('portal', 'https://docs.example.com/s/abc');
  expect(new LinkPasswordDesk('portal', () => null).linkOrKey).toBe(
    'https://docs.example.com/s/abc',
  );
  expect(new LinkPasswordDesk('portal', () => null).linkOrKey).toBe('');
});
