import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appError, type AppError } from '../../../src-main/contract/app-error';
import type { Entry, Found, Place } from '../../../src-main/contract/entries';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import { Finder } from '../../../src-renderer/features/links/finder.svelte';
import { entry } from './link-samples';

interface Asked {
  readonly text: string;
  readonly give: (answer: Result<Found>) => void;
}

const { asked } = vi.hoisted(() => ({ asked: [] as Asked[] }));
vi.mock('../../../src-renderer/state/bridge', () => ({
  bridge: {
    links: {
      find: ({ text }: { text: string }) => new Promise((give) => asked.push({ text, give })),
    },
  },
}));

const opened: [Entry, string | null][] = [];
const places: Place[] = [];
const found = (rows: readonly Entry[]): Found => ({
  kind: 'entries',
  rows,
  from: 'portal',
  more: false,
  problem: null,
});

function finder(): Finder {
  return new Finder('portal', {
    entry: (one, linkId) => opened.push([one, linkId]),
    place: (place) => places.push(place),
  });
}

const texts = (): string[] => asked.map(({ text }) => text);

async function answer(value: Found | AppError): Promise<void> {
  const question = asked.shift();
  if (!question) throw new Error('Nothing was asked');
  question.give('code' in value ? fail(value) : ok(value));
  await vi.waitFor(() => Promise.resolve());
}

/** Types key by key, without a pause. */
function type(into: Finder, text: string): void {
  for (let end = 1; end <= text.length; end += 1) into.type(text.slice(0, end));
}

beforeEach(() => {
  asked.length = 0;
  opened.length = 0;
  places.length = 0;
  vi.useFakeTimers();
});

describe('the search field', () => {
  it('asks once, when the person pauses', async () => {
    const field = finder();
    type(field, 'rep');
    expect([field.busy, texts()]).toEqual([false, []]);
    vi.advanceTimersByTime(350);
    expect([field.busy, texts()]).toEqual([true, ['rep']]);
    await answer(found([entry(), entry({ ref: { kind: 'file', id: '13' } })]));
    expect(field.busy).toBe(false);
    expect(field.found).toMatchObject({ kind: 'entries' });
    expect(opened).toEqual([]);
  });

  it('asks for a pasted address at once, and opens what it names', async () => {
    const field = finder();
    field.type('https://portal.example.com/s/5XzpDt6wZRdsTrJ');
    expect(texts()).toHaveLength(1);
    await answer({ kind: 'entry', entry: entry(), linkId: 'link' });
    expect(opened).toEqual([[entry(), 'link']]);
    expect([field.text, field.active, field.found]).toEqual(['', false, null]);
  });

  it('does not open a number that may become another one, until told to', async () => {
    const field = finder();
    type(field, '12');
    vi.advanceTimersByTime(350);
    await answer({ kind: 'entry', entry: entry(), linkId: null });
    expect([opened, field.found?.kind]).toEqual([[], 'entry']);
    field.enter();
    expect(opened).toEqual([[entry(), null]]);
  });

  it('asks at once on Enter, and opens the only thing found', async () => {
    const field = finder();
    type(field, 'report');
    field.enter();
    expect(texts()).toEqual(['report']);
    field.enter();
    expect(texts()).toEqual(['report']);
    await answer(found([entry()]));
    expect(opened).toEqual([[entry(), null]]);
    // The pause of the last key must not ask again.
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual([]);
  });

  it('leads to a place', async () => {
    const field = finder();
    field.type('https://portal.example.com/rooms/shared/7');
    await answer({ kind: 'place', place: { at: 'folder', id: '7' } });
    expect(places).toEqual([{ at: 'folder', id: '7' }]);
  });

  it('shows no answer to what is not looked for any more', async () => {
    const field = finder();
    type(field, 'old');
    field.enter();
    type(field, 'new');
    await answer(found([entry()]));
    expect([field.found, opened]).toEqual([null, []]);
    vi.advanceTimersByTime(350);
    expect(texts()).toEqual(['new']);
  });

  it('can be told to stop waiting, and asked again', async () => {
    const field = finder();
    type(field, 'slow');
    field.enter();
    field.cancel();
    expect(field.busy).toBe(false);
    await answer(found([entry()]));
    expect([field.found, opened]).toEqual([null, []]);
    field.enter();
    expect(texts()).toEqual(['slow']);
  });

  it('says why nothing could be looked up, until something else is typed', async () => {
    const field = finder();
    type(field, 'x');
    field.enter();
    await answer(appError('link.needsNetwork'));
    expect(field.problem?.code).toBe('link.needsNetwork');
    field.type('xy');
    expect(field.problem).toBeNull();
    field.clear();
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual([]);
  });
});
