import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { ok } from '../../../src-main/contract/result';
import type { WatchedLicense } from '../../../src-main/notices/watched-licenses';
import { createNoticeWatch, type LicenseNotice } from '../../../src-main/notices/watch';
import { createNoticeTable } from '../../../src-main/store/notice-table';
import { memoryDatabase } from '../store/memory-database';
import { clockStart, fakeClock, type FakeClock } from '../sync/fake-clock';

const dayMs = 24 * 60 * 60_000;
const minute = 60_000;

let database: Database;
let clock: FakeClock;
let licenses: WatchedLicense[];
let waiting: (string | null)[];
let days: number[];
let canShow: boolean;

beforeEach(async () => {
  database = await memoryDatabase();
  clock = fakeClock();
  licenses = [];
  waiting = [];
  days = [30, 14, 7, 1];
  canShow = true;
});

const ends = (name: string, inDays: number): WatchedLicense => ({
  subject: `license:${name}`,
  name,
  due: new Date(Math.floor(clockStart / dayMs) * dayMs + inDays * dayMs).toISOString(),
  good: true,
});

/** A life of the app. */
function life() {
  const shown: LicenseNotice[] = [];
  const watch = createNoticeWatch({
    licenses(waitingSince) {
      waiting.push(waitingSince);
      return Promise.resolve(ok(licenses));
    },
    table: createNoticeTable(database),
    days: () => days,
    canShow: () => canShow,
    show: (notice) => shown.push(notice),
    now: () => new Date(clock.now()),
    setTimer: clock.setTimer,
    report: (line) => {
      throw new Error(line);
    },
  });
  watch.start();
  return { watch, shown };
}

describe('the watch over licenses', () => {
  it('tells once, also over a restart, and again at the next threshold', async () => {
    licenses = [ends('a', 6)];
    const first = life();
    await clock.advance(10 * minute);
    first.watch.look();
    await clock.advance(10 * minute);
    expect(first.shown).toEqual([{ count: 1, name: 'a', daysLeft: 6, target: 'license:a' }]);
    first.watch.close();

    const second = life();
    await clock.advance(3 * dayMs);
    expect(second.shown).toEqual([]);
    await clock.advance(2 * dayMs);
    expect(second.shown.map(({ daysLeft }) => daysLeft)).toEqual([1]);
  });

  it('tells of many at once in one, the nearest end first', async () => {
    licenses = [ends('b', 9), ends('a', 3), ends('c', 10), ends('d', 11)];
    const { shown } = life();
    await clock.advance(minute);
    expect(shown).toEqual([{ count: 4, name: 'a', daysLeft: 3, target: 'portals' }]);
  });

  it('tells of a few one by one, the nearest end first', async () => {
    licenses = [ends('b', 9), ends('a', 3)];
    const { shown } = life();
    await clock.advance(minute);
    expect(shown.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('waits for new readings at first, and later takes what there is', async () => {
    life();
    await clock.advance(minute);
    await clock.advance(2 * minute);
    expect(waiting).toEqual([new Date(clockStart).toISOString(), null]);
  });

  it('tells nothing while it is off or nothing can be shown, and everything afterwards', async () => {
    licenses = [ends('a', 6)];
    days = [];
    const { watch, shown } = life();
    await clock.advance(minute);
    days = [7];
    canShow = false;
    watch.reconsider();
    await clock.advance(minute);
    expect(shown).toEqual([]);
    canShow = true;
    watch.reconsider();
    await clock.advance(minute);
    expect(shown).toHaveLength(1);
  });

  it('tells nothing that it could not note', async () => {
    licenses = [ends('a', 6)];
    const shown: LicenseNotice[] = [];
    const reported: string[] = [];
    const watch = createNoticeWatch({
      licenses: () => Promise.resolve(ok(licenses)),
      table: {
        ...createNoticeTable(database),
        put: () =>
          Promise.resolve({
            ok: false,
            error: { code: 'store.readOnly', params: {}, retry: 'later' },
          }),
      },
      days: () => days,
      canShow: () => true,
      show: (notice) => shown.push(notice),
      now: () => new Date(clock.now()),
      setTimer: clock.setTimer,
      report: (line) => reported.push(line),
    });
    watch.start();
    await clock.advance(minute);
    expect([shown.length, reported]).toEqual([0, ['Notices cannot be noted: store.readOnly']]);
  });

  it('forgets what it told of licenses that ended long ago', async () => {
    licenses = [ends('a', 1)];
    life();
    await clock.advance(minute);
    const rows = async () => {
      const found = await createNoticeTable(database).since(0);
      return found.ok ? found.value.map(({ subject }) => subject) : [];
    };
    expect(await rows()).toEqual(['license:a']);
    licenses = [ends('b', 40)];
    await clock.advance(39 * dayMs);
    expect(await rows()).toEqual(['license:b', 'license:b', 'license:b', 'license:b']);
  });
});
