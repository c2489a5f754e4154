import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import type { ChangeFilter, ChangePage } from '../../../src-main/contract/changes';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import { changeList } from '../../../src-renderer/features/changes/change-list';
import { changeRow } from './change-rows';

interface Asked {
  readonly filter: ChangeFilter;
  readonly offset: number;
  readonly give: (answer: Result<ChangePage>) => void;
}

const { asked, listeners } = vi.hoisted(() => ({
  asked: [] as Asked[],
  listeners: new Set<() => void>(),
}));
vi.mock('../../../src-renderer/state/bridge', () => ({
  bridge: {
    on: (_topic: string, hear: () => void) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    changes: {
      list: ({ filter, offset }: { filter: ChangeFilter; offset: number }) =>
        new Promise((give) => asked.push({ filter, offset, give })),
    },
  },
}));

const all: ChangeFilter = { show: 'all', portalId: null, search: '' };
const open: ChangeFilter = { ...all, show: 'open' };

/** Answers the oldest question; `name` tells its rows apart from those of another answer. */
async function answer(total: number, name = 'row'): Promise<void> {
  const question = asked.shift();
  if (!question) throw new Error('Nothing was asked');
  const { offset, give } = question;
  const count = Math.max(0, Math.min(200, total - offset));
  const rows = Array.from({ length: count }, (_, n) => changeRow({ id: `${name}-${offset + n}` }));
  give(ok({ rows, total }));
  await vi.waitFor(() => Promise.resolve());
}

const offsets = (): number[] => asked.map(({ offset }) => offset);

beforeEach(() => {
  asked.length = 0;
  listeners.clear();
});

describe('a long list, read page by page', () => {
  it('reads the first page, then what comes into view, one page at a time', async () => {
    const list = changeList(all);
    list.start();
    expect([list.shown, offsets()]).toEqual([null, [0]]);
    await answer(1_000);
    expect([list.total, list.rows[0]?.id, offsets()]).toEqual([1_000, 'row-0', []]);

    list.show(390, 430);
    expect(offsets()).toEqual([200]);
    list.show(800, 830);
    expect(offsets()).toEqual([200]);
    await answer(1_000);
    // What has gone out of view meanwhile is not asked for.
    expect(offsets()).toEqual([800]);
    await answer(1_000);
    expect([list.rows[800]?.id, offsets()]).toEqual(['row-800', []]);
  });

  it('reads what is in view again when a change moves on; the rest when it is seen', async () => {
    const list = changeList(all);
    list.start();
    await answer(600);
    list.show(200, 230);
    await answer(600);
    listeners.forEach((hear) => hear());
    listeners.forEach((hear) => hear());
    expect(offsets()).toEqual([200]);
    expect(list.rows[210]?.id).toBe('row-210');
    await answer(600, 'new');
    // The second event came while the first one was being followed.
    await answer(600, 'newest');
    expect([list.rows[210]?.id, list.rows[0], offsets()]).toEqual(['newest-210', undefined, []]);
  });

  it('keeps the rows of the old filter until the first of the new one are there', async () => {
    const list = changeList(all);
    list.start();
    await answer(300);
    list.filter(open);
    expect([list.shown, list.total]).toEqual([all, 300]);
    // The table still tells what it shows of the old ones.
    list.show(250, 290);
    expect(asked.map(({ filter, offset }) => [filter, offset])).toEqual([[open, 0]]);
    await answer(300, 'open');
    expect([list.shown, list.total, list.rows[0]?.id]).toEqual([open, 300, 'open-0']);
    expect(offsets()).toEqual([]);
  });

  it('does not show an answer to a filter that is no longer wanted', async () => {
    const list = changeList(all);
    list.start();
    list.filter(open);
    await answer(300);
    expect(list.shown).toBeNull();
    expect(asked.map(({ filter }) => filter)).toEqual([open]);
    await answer(1, 'open');
    expect(list.rows.map((row) => row?.id)).toEqual(['open-0']);
  });

  it('keeps what it has when reading fails, says why, and begins anew only when asked', async () => {
    const list = changeList(all);
    list.start();
    await answer(2);
    list.reload();
    asked.shift()?.give(fail(appError('store.failed')));
    await vi.waitFor(() => expect(list.error?.code).toBe('store.failed'));
    expect([list.total, offsets()]).toEqual([2, []]);
    list.reload();
    await answer(2);
    expect(list.error).toBeNull();
  });

  it('finds its way back when the list became shorter than what was in view', async () => {
    const list = changeList(all);
    list.start();
    await answer(600);
    list.show(400, 430);
    await answer(600);
    list.reload();
    await answer(5);
    expect([list.total, list.rows.length]).toEqual([5, 5]);
    list.show(0, 4);
    await answer(5);
    expect(list.rows.map((row) => row?.id)).toEqual(['row-0', 'row-1', 'row-2', 'row-3', 'row-4']);
  });

  it('hears nothing after it was stopped', async () => {
    const list = changeList(all);
    const stop = list.start();
    stop();
    await answer(5);
    expect([list.total, listeners.size]).toEqual([0, 0]);
    list.reload();
    expect(asked).toEqual([]);
  });
});
