import type { StoreState } from '../contract/app';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Database } from './database';
import type { StoreOpening } from './open-store';

/** What is built on the open store. */
export interface BuiltOnStore {
  /** What went wrong with single things that the store keeps. */
  readonly problems: readonly AppError<'store' | 'keychain'>[];
  /** Finishes what is under way; the database is closed after it. */
  close(): Promise<void>;
}

/**
 * The way to everything that needs the store. It is opened once, beside the window; a store that stays closed (its keychain is locked, its key is gone, it is of a newer
 * version) can be tried again without a restart.
 */
export interface StoreGate<Rooms> {
  /** Begins to open the store, unless that was done. */
  open(): void;
  /** Opens the store, or waits while it is being opened. */
  rooms(): Promise<Result<Rooms, 'store' | 'keychain'>>;
  state(): StoreState;
  /** Tries a closed store again. */
  reopen(): Promise<void>;
  /** Sets a store aside whose key is gone, and begins with an empty one. */
  startAnew(): Promise<Result<void, 'store'>>;
  close(): Promise<void>;
}

export interface StoreGateOptions<Rooms> {
  readonly open: () => Promise<StoreOpening>;
  readonly build: (database: Database, keeps: boolean) => Promise<Result<Rooms, 'store'>>;
  readonly setAside: () => Promise<Result<void, 'store'>>;
  /** Hears when the store was opened or stays closed. */
  readonly changed: () => void;
  /** Hears of faults in our own code. */
  readonly report: (line: string, cause: unknown) => void;
}

type Opened<Rooms> = Result<
  { readonly rooms: Rooms; readonly database: Database },
  'store' | 'keychain'
>;

export function createStoreGate<Rooms extends BuiltOnStore>(
  options: StoreGateOptions<Rooms>,
): StoreGate<Rooms> {
  let state: StoreState = { state: 'opening' };
  let opening: Promise<Opened<Rooms>> | null = null;
  const begun = (): Promise<Opened<Rooms>> => (opening ??= begin());

  return {
    open: () => void begun(),
    async rooms() {
      const opened = await begun();
      return opened.ok ? ok(opened.value.rooms) : opened;
    },
    state: () => state,
    async reopen() {
      if (state.state === 'closed') opening = begin();
      await begun();
    },
    async startAnew() {
      if (state.state !== 'closed' || !state.canStartAnew) return ok();
      const aside = await options.setAside();
      if (!aside.ok) return aside;
      opening = begin();
      await opening;
      return ok();
    },
    async close() {
      const opened = await opening;
      if (!opened?.ok) return;
      await opened.value.rooms.close();
      await opened.value.database.close();
    },
  };

  function begin(): Promise<Opened<Rooms>> {
    become({ state: 'opening' });
    return openAndBuild().catch((cause: unknown) => {
      options.report('Opening the store broke', cause);
      return closed(appError('store.failed', { params: { file: 'store' } }));
    });
  }

  async function openAndBuild(): Promise<Opened<Rooms>> {
    const store = await options.open();
    if (store.state === 'closed') return closed(store.error);
    const keeps = store.mode === 'encrypted';
    const built = await options.build(store.database, keeps);
    if (!built.ok) {
      await store.database.close();
      return closed(built.error);
    }
    const own = store.problem === null ? [] : [store.problem];
    become({ state: 'open', keeps, problems: [...own, ...built.value.problems] });
    return ok({ rooms: built.value, database: store.database });
  }

  function closed(error: AppError<'store' | 'keychain'>): Opened<Rooms> {
    become({ state: 'closed', error, canStartAnew: error.code === 'store.keyLost' });
    return fail(error);
  }

  function become(next: StoreState): void {
    state = next;
    options.changed();
  }
}
