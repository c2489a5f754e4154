import type { AppError } from '../contract/app-error';
import type { PortalDetail } from '../contract/portals';
import type { ReachBook } from './reach';
import { readFacts, type Reading } from './read-facts';
import type { PortalRecord, Seen } from './record';
import type { Registry } from './registry';
import type { PortalSessions } from './sessions';

/** What is known of a portal, and how old that is. */
type KnownFacts = Pick<PortalDetail, 'facts' | 'asOf' | 'reading' | 'problem'>;

/** Reads what the Overview shows and keeps it in memory. */
export interface FactsKeeper {
  of(portalId: string): KnownFacts;
  /** Reads again; who asks while a reading is under way waits for that one. */
  refresh(portalId: string): Promise<void>;
  /** Reads again over a new way; a reading that is under way over the old one no longer counts. */
  restart(portalId: string): Promise<void>;
  /** The portal is gone, or stands somewhere else, or is seen with another key now. */
  forget(portalId: string): void;
}

export interface FactsOptions {
  readonly registry: Registry;
  readonly sessions: PortalSessions;
  readonly reach: ReachBook;
  readonly now: () => Date;
  /** Hears the id of a portal when a reading begins and when it ends. */
  readonly changed: (portalId: string) => void;
  /** Hears of faults in the reading's own code. */
  readonly report: (line: string, cause: unknown) => void;
}

interface Entry {
  readonly known: KnownFacts;
  readonly running: Promise<void> | null;
}

const nothing: KnownFacts = { facts: null, asOf: null, reading: false, problem: null };

export function createFactsKeeper(options: FactsOptions): FactsKeeper {
  const { registry, sessions, reach, now, changed } = options;
  const entries = new Map<string, Entry>();
  const of = (portalId: string): KnownFacts => entries.get(portalId)?.known ?? nothing;

  return {
    of,
    refresh: (portalId) => entries.get(portalId)?.running ?? start(portalId),
    restart: start,
    forget(portalId) {
      entries.delete(portalId);
    },
  };

  function start(portalId: string): Promise<void> {
    const running: Promise<void> = read(
      portalId,
      () => entries.get(portalId)?.running === running,
    ).catch((cause: unknown) => {
      entries.delete(portalId);
      options.report('Reading a portal broke', cause);
    });
    entries.set(portalId, { known: { ...of(portalId), reading: true }, running });
    changed(portalId);
    return running;
  }

  async function read(portalId: string, isWanted: () => boolean): Promise<void> {
    const session = await sessions.sessionFor(portalId);
    const outcome = session.ok ? await readFacts(session.value) : session;
    // Forgotten meanwhile: what was read is another portal's, or another account's.
    if (!isWanted()) return;
    reach.note(portalId, outcome);
    entries.set(portalId, {
      known: outcome.ok ? fresh(outcome.value) : stale(portalId, outcome.error),
      running: null,
    });
    changed(portalId);
    if (outcome.ok) await rememberSeen(portalId, outcome.value.seen);
  }

  function fresh({ facts }: Reading): KnownFacts {
    return { facts, asOf: now().toISOString(), reading: false, problem: null };
  }

  /** After a failed reading the old facts stay, with their age. */
  function stale(portalId: string, problem: AppError): KnownFacts {
    return { ...of(portalId), reading: false, problem };
  }

  /**
   * For the list at the next start. Should writing fail, the list is only older then; a store that
   * cannot be written shows itself at the next change that a person makes.
   */
  async function rememberSeen(portalId: string, seen: Seen): Promise<void> {
    await registry.update(portalId, (record) =>
      isSame(record.seen, seen) ? record : { ...record, name: nameAfter(record, seen), seen },
    );
  }
}

/** Nobody named it: it was called after its host until it told its own title. */
function nameAfter({ name, address, seen: before }: PortalRecord, { title }: Seen): string {
  return before === null && title !== '' && name === new URL(address).host ? title : name;
}

function isSame(before: Seen | null, after: Seen): boolean {
  return (
    before?.title === after.title &&
    before.version === after.version &&
    before.edition === after.edition &&
    before.customerId === after.customerId
  );
}
