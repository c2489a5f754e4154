import type { Dispatcher } from 'undici';
import { appError } from '../contract/app-error';
import type { KeyPlace } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import type { NetSettings, NetTimeouts } from '../net/connection';
import { createDispatcher, type PortalDispatcher } from '../net/dispatcher';
import type { Limits, PortalLimits } from '../net/limits';
import type { SystemRoots } from '../net/trust';
import type { SecretName, SecretStore } from '../secrets/secret-store';
import { netSettingsFor, unchanged } from './settings';
import type { SavedServer } from './saved-connection';

/** What every session begins with: a way to one server, and the key to it. */
export interface Line {
  /** Base address without trailing slash. */
  readonly baseUrl: string;
  /** Asked at every request, so that a replaced key counts at once. `null`: there is none now. */
  readonly key: () => string | null;
  readonly dispatcher: Dispatcher;
  readonly limits: PortalLimits;
  /** What the connections showed: certificate, IP address, proxy. */
  readonly connection: PortalDispatcher;
}

export type SessionGroups = 'saved' | 'keychain' | 'file' | 'net' | 'store';

/** The open sessions: one per saved record, made at first use, with its key in memory from then on. */
export interface Sessions<R, S> {
  /**
   * Errors: `saved` (no such record), `keychain` (`absent`: there is no key), `file` (client
   * certificate), and for a practice server whatever keeps it from starting.
   */
  sessionFor(id: string): Promise<Result<S, SessionGroups>>;
  /** A line to an address that is not saved. Close its `connection` after use. */
  temporary(draft: TemporaryLine): Promise<Line>;
  /** Where a record's key is, as far as known without asking the keychain. */
  keyPlace(record: R): KeyPlace;
  /** The key was put somewhere (again); an open session uses it from its next request on. */
  keyReplaced(id: string, key: string, place: Exclude<KeyPlace, 'missing'>): void;
  /** Address or connection changed: running requests end, the next session is new. */
  reopen(id: string): void;
  /** The record is gone. */
  forget(id: string): void;
  /** Ends all connections at once. */
  close(): Promise<void>;
}

interface TemporaryLine {
  readonly address: string;
  readonly key: () => string | null;
  readonly settings: NetSettings;
}

/** What the system hands in. */
export interface LineOptions {
  readonly secrets: SecretStore;
  readonly limits: Limits;
  /** The system's proxies for an address, told like a PAC script does. */
  readonly resolveSystemProxy: (address: string) => Promise<string>;
  readonly systemRoots?: SystemRoots;
  readonly timeouts?: Partial<NetTimeouts>;
}

export interface SessionsOptions<R, S> extends LineOptions {
  readonly registry: { byId(id: string): Result<R, 'saved'> };
  /** Under what its key is kept. */
  readonly purpose: SecretName['purpose'];
  /** Gets a record ready for use; a practice server is started here. */
  readonly prepare: (record: R) => Promise<Result<R, SessionGroups>>;
  /** Makes a session of the line to a record. */
  readonly open: (line: Line, record: R) => S;
  /** Hears the id of a record whose key was found to be somewhere else than thought. */
  readonly changed: (id: string) => void;
}

interface Opened<S> {
  readonly session: S;
  readonly line: Line;
  setKey(key: string | null): void;
}

export function createSessions<R extends SavedServer, S>(
  options: SessionsOptions<R, S>,
): Sessions<R, S> {
  const { registry, secrets, purpose, changed } = options;
  const opening = new Map<string, Promise<Result<Opened<S>, SessionGroups>>>();
  const limits = new Map<string, PortalLimits>();
  const places = new Map<string, KeyPlace>();
  const alive = new Set<PortalDispatcher>();

  return {
    async sessionFor(id) {
      const present = opening.get(id) ?? begin(id);
      const opened = await present;
      return opened.ok ? ok(opened.value.session) : opened;
    },

    temporary: ({ address, key, settings }) =>
      connect(address, settings, options.limits.forPortal(), key),

    keyPlace,

    keyReplaced(id, key, place) {
      places.set(id, place);
      void opening.get(id)?.then((opened) => opened.ok && opened.value.setKey(key));
    },

    reopen,

    forget(id) {
      reopen(id);
      limits.delete(id);
      places.delete(id);
    },

    async close() {
      const all = [...alive];
      opening.clear();
      alive.clear();
      await Promise.all(all.map((one) => one.dispatcher.destroy()));
    },
  };

  function keyPlace(record: R): KeyPlace {
    const saved = record.keyPlace === 'keychain' ? 'keychain' : 'missing';
    return places.get(record.id) ?? saved;
  }

  function begin(id: string): Promise<Result<Opened<S>, SessionGroups>> {
    const begun = open(id).then((opened) => {
      // A failure is not kept: the keychain may be unlocked by the next time.
      if (!opened.ok && opening.get(id) === begun) opening.delete(id);
      return opened;
    });
    opening.set(id, begun);
    return begun;
  }

  async function open(id: string): Promise<Result<Opened<S>, SessionGroups>> {
    const saved = registry.byId(id);
    if (!saved.ok) return saved;
    const ready = await options.prepare(saved.value);
    if (!ready.ok) return ready;
    const record = ready.value;
    const kept = await keyOf(record);
    if (!kept.ok) return kept;
    const settings = await netSettingsFor(unchanged(record.connection), id, secrets);
    if (!settings.ok) return settings;
    const turns = limits.get(id) ?? options.limits.forPortal();
    limits.set(id, turns);
    let key = kept.value;
    const line = await connect(record.address, settings.value, turns, () => key);
    return ok({ session: options.open(line, record), line, setKey: (next) => (key = next) });
  }

  /** `null` for a record that was saved without a key. */
  async function keyOf(record: R): Promise<Result<string | null, 'keychain'>> {
    if (record.keyPlace === null) return ok(null);
    const kept = await secrets.get({ owner: record.id, purpose });
    if (kept.state === 'found') {
      notePlace(record, kept.place);
      return ok(kept.secret);
    }
    if (kept.state !== 'absent') return fail(kept.error);
    notePlace(record, 'missing');
    return fail(appError('keychain.absent'));
  }

  function notePlace(record: R, place: KeyPlace): void {
    const before = keyPlace(record);
    places.set(record.id, place);
    if (place !== before) changed(record.id);
  }

  async function connect(
    baseUrl: string,
    settings: NetSettings,
    turns: PortalLimits,
    key: () => string | null,
  ): Promise<Line> {
    const { resolveSystemProxy, systemRoots, timeouts } = options;
    const made = await createDispatcher({
      settings,
      resolveSystemProxy,
      ...(systemRoots ? { systemRoots } : {}),
      ...(timeouts ? { timeouts } : {}),
    });
    alive.add(made);
    const connection: PortalDispatcher = {
      ...made,
      async close() {
        // All were ended already when the app quits.
        if (!alive.has(made)) return;
        await made.close();
        alive.delete(made);
      },
    };
    return { baseUrl, key, dispatcher: made.dispatcher, limits: turns, connection };
  }

  function reopen(id: string): void {
    const was = opening.get(id);
    opening.delete(id);
    void was?.then(async (opened) => {
      if (!opened.ok) return;
      // A job that is under way comes to its end; only then the key is let go.
      await opened.value.line.connection.close();
      opened.value.setKey(null);
    });
  }
}
