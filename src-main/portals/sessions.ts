import type { DocSpace } from '../docspace/session';
import { appError } from '../contract/app-error';
import type { KeyPlace } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import type { RetryRules } from '../docspace/retry';
import type { NetSettings, NetTimeouts } from '../net/connection';
import { createDispatcher, type PortalDispatcher } from '../net/dispatcher';
import type { Limits, PortalLimits } from '../net/limits';
import type { SystemRoots } from '../net/trust';
import type { SecretStore } from '../secrets/secret-store';
import { netSettingsFor, unchanged } from './connection';
import type { PortalRecord } from './record';
import type { Registry } from './registry';

/** A way to talk to one portal as one account; goes into every function of `docspace/`. */
export interface PortalSession extends DocSpace {
  /** What the connections showed: certificate, IP address, proxy. */
  readonly connection: PortalDispatcher;
}

type SessionGroups = 'saved' | 'keychain' | 'file' | 'net' | 'store';
type SessionResult = Result<PortalSession, SessionGroups>;

/** The open sessions: one per portal, made at first use, with its key in memory from then on. */
export interface PortalSessions {
  /**
   * Errors: `saved.unknownPortal`, `keychain` (`absent`: there is no key), `file` (client
   * certificate), and for the practice portal whatever keeps it from starting.
   */
  sessionFor(portalId: string): Promise<SessionResult>;
  /** A session for an address that is not saved. Close its `connection` after use. */
  temporary(draft: TemporarySession): Promise<PortalSession>;
  /** Where a portal's key is, as far as known without asking the keychain. */
  keyPlace(record: PortalRecord): KeyPlace;
  /** The key was put somewhere (again); an open session uses it from its next request on. */
  keyReplaced(portalId: string, key: string, place: Exclude<KeyPlace, 'missing'>): void;
  /** The portal's address or connection changed: running requests end, the next session is new. */
  reopen(portalId: string): void;
  /** The portal is gone. */
  forget(portalId: string): void;
  /** Ends all connections at once. */
  close(): Promise<void>;
}

interface TemporarySession {
  readonly address: string;
  readonly key: () => string | null;
  readonly settings: NetSettings;
}

export interface SessionsOptions {
  readonly registry: Registry;
  readonly secrets: SecretStore;
  readonly limits: Limits;
  /** The system's proxies for an address, told like a PAC script does. */
  readonly resolveSystemProxy: (address: string) => Promise<string>;
  /** Gets a portal ready for use; the practice portal is started here. */
  readonly prepare: (record: PortalRecord) => Promise<Result<PortalRecord, SessionGroups>>;
  /** Hears the id of a portal whose key was found to be somewhere else than thought. */
  readonly changed: (portalId: string) => void;
  readonly systemRoots?: SystemRoots;
  readonly timeouts?: Partial<NetTimeouts>;
  readonly retry?: Partial<RetryRules>;
}

interface Opened {
  readonly session: PortalSession;
  setKey(key: string | null): void;
}

export function createSessions(options: SessionsOptions): PortalSessions {
  const { registry, secrets, changed } = options;
  const opening = new Map<string, Promise<Result<Opened, SessionGroups>>>();
  const limits = new Map<string, PortalLimits>();
  const places = new Map<string, KeyPlace>();
  const alive = new Set<PortalDispatcher>();

  return {
    async sessionFor(portalId) {
      const present = opening.get(portalId) ?? begin(portalId);
      const opened = await present;
      return opened.ok ? ok(opened.value.session) : opened;
    },

    async temporary({ address, key, settings }) {
      const session = await connect(address, settings, options.limits.forPortal(), key);
      // A person watches: the first answer is the result.
      return { ...session, retry: { tries: 1 } };
    },

    keyPlace,

    keyReplaced(portalId, key, place) {
      places.set(portalId, place);
      void opening.get(portalId)?.then((opened) => opened.ok && opened.value.setKey(key));
    },

    reopen,

    forget(portalId) {
      reopen(portalId);
      limits.delete(portalId);
      places.delete(portalId);
    },

    async close() {
      const all = [...alive];
      opening.clear();
      alive.clear();
      await Promise.all(all.map((one) => one.dispatcher.destroy()));
    },
  };

  function keyPlace(record: PortalRecord): KeyPlace {
    const saved = record.keyPlace === 'keychain' ? 'keychain' : 'missing';
    return places.get(record.id) ?? saved;
  }

  function begin(portalId: string): Promise<Result<Opened, SessionGroups>> {
    const begun = open(portalId).then((opened) => {
      // A failure is not kept: the keychain may be unlocked by the next time.
      if (!opened.ok && opening.get(portalId) === begun) opening.delete(portalId);
      return opened;
    });
    opening.set(portalId, begun);
    return begun;
  }

  async function open(portalId: string): Promise<Result<Opened, SessionGroups>> {
    const saved = registry.byId(portalId);
    if (!saved.ok) return saved;
    const ready = await options.prepare(saved.value);
    if (!ready.ok) return ready;
    const record = ready.value;
    const kept = await secrets.get({ owner: portalId, purpose: 'apiKey' });
    if (kept.state === 'found') notePlace(record, kept.place);
    if (kept.state === 'absent') {
      notePlace(record, 'missing');
      return fail(appError('keychain.absent'));
    }
    if (kept.state !== 'found') return fail(kept.error);
    const settings = await netSettingsFor(unchanged(record.connection), portalId, secrets);
    if (!settings.ok) return settings;
    const turns = limits.get(portalId) ?? options.limits.forPortal();
    limits.set(portalId, turns);
    let key: string | null = kept.secret;
    const session = await connect(record.address, settings.value, turns, () => key);
    return ok({ session, setKey: (next) => (key = next) });
  }

  function notePlace(record: PortalRecord, place: KeyPlace): void {
    const before = keyPlace(record);
    places.set(record.id, place);
    if (place !== before) changed(record.id);
  }

  async function connect(
    baseUrl: string,
    settings: NetSettings,
    turns: PortalLimits,
    key: () => string | null,
  ): Promise<PortalSession> {
    const { resolveSystemProxy, systemRoots, timeouts, retry } = options;
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
    return {
      baseUrl,
      key,
      dispatcher: made.dispatcher,
      limits: turns,
      connection,
      ...(retry ? { retry } : {}),
    };
  }

  function reopen(portalId: string): void {
    const was = opening.get(portalId);
    opening.delete(portalId);
    void was?.then(async (opened) => {
      if (!opened.ok) return;
      // A job that is under way comes to its end; only then the key is let go.
      await opened.value.session.connection.close();
      opened.value.setKey(null);
    });
  }
}
