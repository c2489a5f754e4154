import type { AppError } from '../contract/app-error';
import type { Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { FreshOptions } from '../docspace/tariff';
import { readLicenseState, type LicenseReading } from './license-reading';

/** What is known of a portal's license; it stays after a read that failed. */
export interface KeptReading {
  readonly reading: LicenseReading | null;
  readonly asOf: string | null;
  readonly inProgress: boolean;
  /** Why the last read failed. */
  readonly problem: AppError | null;
}

/** The last license state of each portal, in memory. */
export interface Readings {
  /** `null`: nobody asked for it yet. */
  of(portalId: string): KeptReading | null;
  read(portalId: string, options: FreshOptions): Promise<Result<LicenseReading>>;
  /** As `read`, over a session that is open already. */
  readWith(
    portalId: string,
    session: DocSpace,
    options: FreshOptions,
  ): Promise<Result<LicenseReading>>;
  forget(portalId: string): void;
}

export interface ReadingsOptions {
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  readonly now: () => Date;
  /** Hears the id of a portal of which more, or something else, is known now. */
  readonly changed: (portalId: string) => void;
  /** Hears how every read of a portal went. */
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
}

interface Entry {
  reading: LicenseReading | null;
  asOf: string | null;
  problem: AppError | null;
  running: number;
  /** Number of the newest read that has told something. */
  newest: number;
}

export function createReadings(options: ReadingsOptions): Readings {
  const entries = new Map<string, Entry>();
  let started = 0;

  const tracked = async (
    portalId: string,
    task: () => Promise<Result<LicenseReading>>,
  ): Promise<Result<LicenseReading>> => {
    const entry = entries.get(portalId) ?? emptyEntry();
    entries.set(portalId, entry);
    const turn = (started += 1);
    entry.running += 1;
    options.changed(portalId);
    try {
      const result = await task();
      // A slow read that began earlier must not cover what a later one found.
      if (turn > entry.newest) keep(entry, turn, result, options.now());
      return result;
    } finally {
      entry.running -= 1;
      options.changed(portalId);
    }
  };

  const ask = async (
    portalId: string,
    session: DocSpace,
    fresh: FreshOptions,
  ): Promise<Result<LicenseReading>> => {
    const result = await readLicenseState(session, fresh);
    options.heard(portalId, result);
    return result;
  };

  return {
    of(portalId) {
      const entry = entries.get(portalId);
      if (!entry) return null;
      const { reading, asOf, problem, running } = entry;
      return { reading, asOf, problem, inProgress: running > 0 };
    },
    read: (portalId, fresh) =>
      tracked(portalId, async () => {
        const session = await options.sessionFor(portalId);
        return session.ok ? ask(portalId, session.value, fresh) : session;
      }),
    readWith: (portalId, session, fresh) => tracked(portalId, () => ask(portalId, session, fresh)),
    forget: (portalId) => void entries.delete(portalId),
  };
}

const emptyEntry = (): Entry => ({
  reading: null,
  asOf: null,
  problem: null,
  running: 0,
  newest: 0,
});

function keep(entry: Entry, turn: number, result: Result<LicenseReading>, now: Date): void {
  // Cancelling a job says nothing about the portal.
  if (!result.ok && result.error.code === 'net.cancelled') return;
  entry.newest = turn;
  entry.problem = result.ok ? null : result.error;
  if (!result.ok) return;
  entry.reading = result.value;
  entry.asOf = now.toISOString();
}
