import type { OpenTarget } from '../contract/topics';
import type { Result } from '../contract/result';
import { dayIn } from '../contract/calendar';
import type { NoticeTable } from '../store/notice-table';
import type { SetTimer } from '../sync/timer';
import { dueNotices, latestAfter } from './due-notices';
import type { WatchedLicense } from './watched-licenses';

/** One desktop notification. */
export interface LicenseNotice {
  /** How many licenses it is about. */
  readonly count: number;
  /** Whose it is; of several, the one that ends first. */
  readonly name: string;
  /** Calendar days to that end; negative when it has passed. */
  readonly daysLeft: number;
  /** What to show when the person clicks it. */
  readonly target: OpenTarget;
}

export interface NoticeWatchOptions {
  /** The licenses of which can be told; `waitingSince`: see `watchedLicenses`. */
  readonly licenses: (
    waitingSince: string | null,
  ) => Promise<Result<readonly WatchedLicense[], 'store'>>;
  readonly table: NoticeTable;
  /** Days before an end at which to tell; empty: never. */
  readonly days: () => readonly number[];
  /** Whether this computer can show notifications now. */
  readonly canShow: () => boolean;
  readonly show: (notice: LicenseNotice) => void;
  readonly now: () => Date;
  readonly setTimer: SetTimer;
  /** Hears of a store that fails and of faults in our own code. */
  readonly report: (line: string, cause?: unknown) => void;
}

/** Tells a person on the desktop before licenses run out. */
export interface NoticeWatch {
  start(): void;
  /** Something is known anew, or may be shown now. */
  look(): void;
  /** The same, by the names of what the background refresh hears. */
  networkHint(): void;
  reconsider(): void;
  close(): void;
}

/** Readings come in bursts. */
const settleMs = 1_500;
/** So long after the start a license is told of as it was last seen. */
const patienceMs = 2 * 60_000;
/** A new day begins some time. */
const intervalMs = 60 * 60_000;
/** More at once than this come as one. */
const mostAtOnce = 3;

export function createNoticeWatch(options: NoticeWatchOptions): NoticeWatch {
  const { table, now, setTimer, report } = options;
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  let startedAt = '';
  let settling: (() => void) | null = null;
  let cancelNext = (): void => undefined;
  let looking = false;

  const look = (): void => {
    if (state !== 'open') return;
    settling ??= setTimer(settleMs, () => {
      settling = null;
      void lookNow();
    });
  };
  const lookAfter = (milliseconds: number): void => {
    cancelNext = setTimer(milliseconds, () => {
      look();
      lookAfter(intervalMs);
    });
  };

  return {
    start() {
      if (state !== 'waiting') return;
      state = 'open';
      startedAt = now().toISOString();
      look();
      lookAfter(patienceMs);
    },
    look,
    networkHint: look,
    reconsider: look,
    close() {
      state = 'closed';
      settling?.();
      cancelNext();
    },
  };

  /** One at a time: what the one before tells must be noted before the next one looks. */
  async function lookNow(): Promise<void> {
    if (looking) return look();
    looking = true;
    try {
      await tell();
    } catch (cause) {
      report('Telling of licenses broke', cause);
    } finally {
      looking = false;
    }
  }

  async function tell(): Promise<void> {
    const days = options.days();
    if (days.length === 0 || !options.canShow()) return;
    const at = now();
    const waits = at.getTime() - Date.parse(startedAt) < patienceMs;
    const dropBefore = dayIn(at) - latestAfter;
    const [licenses, told] = await Promise.all([
      options.licenses(waits ? startedAt : null),
      table.since(dropBefore),
    ]);
    if (!licenses.ok) return report(`Licenses cannot be read: ${licenses.error.code}`);
    if (!told.ok) return report(`Notices cannot be read: ${told.error.code}`);
    const due = [...dueNotices(licenses.value, days, told.value, { at })].sort(
      (a, b) => a.daysLeft - b.daysLeft,
    );
    if (due.length === 0) return;
    // First noted, then told: nobody is told twice, whatever happens in between.
    const noted = await table.put(due, at.toISOString(), dropBefore);
    if (!noted.ok) return report(`Notices cannot be noted: ${noted.error.code}`);
    if (state === 'open') for (const notice of noticesOf(due)) options.show(notice);
  }
}

type Due = ReturnType<typeof dueNotices<WatchedLicense>>[number];

function noticesOf(due: readonly Due[]): readonly LicenseNotice[] {
  const [first] = due;
  if (first && due.length > mostAtOnce) {
    const { license, daysLeft } = first;
    return [{ count: due.length, name: license.name, daysLeft, target: 'portals' }];
  }
  return due.map(({ license, daysLeft }) => ({
    count: 1,
    name: license.name,
    daysLeft,
    target: license.subject,
  }));
}
