import type { PortalDetail } from '../contract/portals';
import type { Result } from '../contract/result';
import type { Snapshots } from '../store/snapshots';
import type { ReachBook } from '../sync/reach';
import { createReadings, type Kept } from '../sync/readings';
import { factsReading, readFacts, type FactsReading } from './read-facts';
import type { PortalRecord, Seen } from './record';
import type { Registry } from './registry';
import type { PortalSession, PortalSessions } from './sessions';

/** What is known of a portal, and how old that is. */
export type KnownFacts = Pick<PortalDetail, 'facts' | 'asOf' | 'reading' | 'problem'>;

/** What the Overview shows of each portal: from the store at once, and read again. */
export interface FactsKeeper {
  /** From store or memory; begins a reading when there was none in this run of the app. */
  look(portalId: string): Promise<KnownFacts>;
  /** What is in memory now. */
  peek(portalId: string): KnownFacts;
  /** Reads again; who asks while a reading is under way waits for that one. */
  refresh(portalId: string): Promise<Result<unknown>>;
  /** Reads again over a new way; a reading that is under way over the old one no longer counts. */
  restart(portalId: string): Promise<Result<unknown>>;
  /**
   * The portal is gone, or stands somewhere else, or is seen with another key now. Takes along all
   * that the store keeps of it, of whatever kind.
   */
  forget(portalId: string): Promise<void>;
}

export interface FactsOptions {
  readonly registry: Registry;
  readonly sessions: PortalSessions;
  readonly reach: ReachBook;
  readonly snapshots: Snapshots;
  readonly now: () => Date;
  /** Hears the id of a portal when a reading begins and when it ends. */
  readonly changed: (portalId: string) => void;
  /** Hears of a store that fails and of faults in the reading's own code. */
  readonly report: (line: string, cause?: unknown) => void;
}

/** Makes the keeper of the facts of all portals. */
export function createFactsKeeper(options: FactsOptions): FactsKeeper {
  const { registry, sessions, reach, snapshots, report } = options;
  const readings = createReadings<FactsReading, PortalSession>({
    ...options,
    kind: 'facts',
    schema: factsReading,
    read: (session) => readFacts(session),
    sessionFor: sessions.sessionFor,
    heard: reach.note,
    found: rememberSeen,
  });

  return {
    look: async (portalId) => known(await readings.look(portalId)),
    peek: (portalId) => known(readings.peek(portalId)),
    refresh: (portalId) => readings.refresh(portalId),
    restart: (portalId) => readings.restart(portalId),
    async forget(portalId) {
      readings.forget(portalId);
      const gone = await snapshots.forget(portalId);
      if (!gone.ok) report(`What was read of a portal is still in the store: ${gone.error.code}`);
    },
  };

  /**
   * For the list at the next start. Should writing fail, the list is only older then; a store that
   * cannot be written shows itself at the next change that a person makes.
   */
  async function rememberSeen(
    portalId: string,
    { facts, customerId }: FactsReading,
  ): Promise<void> {
    const { title, version, edition } = facts;
    const seen: Seen = { title, version, edition, customerId };
    await registry.update(portalId, (record) =>
      isSame(record.seen, seen) ? record : { ...record, name: nameAfter(record, seen), seen },
    );
  }
}

function known({ value, asOf, reading, problem }: Kept<FactsReading>): KnownFacts {
  return { facts: value?.facts ?? null, asOf, reading, problem };
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
