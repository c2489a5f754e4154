import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { PracticePortal, PracticePortalOptions } from '../practice-portal';
import type { SecretStore } from '../secrets/secret-store';
import { keepSecret } from './key-keeping';
import type { PortalRecord } from './record';
import type { Registry } from './registry';
import type { PortalSessions } from './sessions';

/** The practice portal that comes with the app, as one of the saved portals. */
export interface Practice {
  /** Starts it and saves it as a portal, unless that was done before; answers with its id. */
  start(): Promise<Result<{ readonly portalId: string }, PracticeGroups>>;
  /** Makes sure that the server of a saved practice portal runs; answers with its present record. */
  resume(record: PortalRecord): Promise<Result<PortalRecord, PracticeGroups | 'saved'>>;
  /** The portal was removed: its server stops and what it kept is deleted. */
  removed(record: PortalRecord): Promise<void>;
  stop(): Promise<void>;
}

type PracticeGroups = 'store' | 'keychain' | 'net';

export interface PracticeOptions {
  readonly registry: Registry;
  readonly secrets: SecretStore;
  /** Hears where the portal's key is kept, before the portal is in the list. */
  readonly keyKept: PortalSessions['keyReplaced'];
  /** Where the practice portal keeps its state. Holds no key. */
  readonly dataFile: string;
  /** How the server behaves; tests choose among its versions and editions. */
  readonly server?: PracticePortalOptions;
}

const host = '127.0.0.1';
/** The server's own title, and so also the name under which it is saved. */
const title = 'Practice portal';

export function createPractice(options: PracticeOptions): Practice {
  const { registry, secrets, dataFile } = options;
  let running: { readonly portalId: string; readonly server: PracticePortal } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: two clicks must not make two portals. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  return {
    start: () => inTurn(startOrFind),
    resume: (record) => inTurn(() => resume(record)),
    removed: (record) =>
      inTurn(async () => {
        if (record.practicePort === null) return;
        if (running?.portalId === record.id) await stop();
        await rm(dataFile, { force: true });
      }),
    stop: () => inTurn(stop),
  };

  async function stop(): Promise<void> {
    const server = running?.server;
    running = null;
    await server?.stop();
  }

  async function startOrFind(): Promise<Result<{ readonly portalId: string }, PracticeGroups>> {
    const saved = registry.all().find((record) => record.practicePort !== null);
    if (!saved) return create();
    const resumed = await resume(saved);
    if (resumed.ok) return ok({ portalId: saved.id });
    // Removed at this very moment: then there is none yet.
    return hasServerTrouble(resumed.error) ? fail(resumed.error) : create();
  }

  async function create(): Promise<Result<{ readonly portalId: string }, PracticeGroups>> {
    const server = await open(0, null);
    if (!server.ok) return server;
    const portalId = randomUUID();
    const { address, port, key } = server.value;
    const kept = await keepSecret(secrets, { owner: portalId, purpose: 'apiKey' }, key);
    if (kept.ok) options.keyKept(portalId, key, kept.value.place);
    const added = kept.ok
      ? await registry.add(recordOf(portalId, address, port, kept.value.place))
      : kept;
    if (!added.ok) {
      if (kept.ok) await kept.value.undo();
      await server.value.stop();
      return added;
    }
    running = { portalId, server: server.value };
    return ok({ portalId });
  }

  async function resume(
    record: PortalRecord,
  ): Promise<Result<PortalRecord, PracticeGroups | 'saved'>> {
    if (record.practicePort === null) return ok(record);
    if (running?.portalId === record.id) return registry.byId(record.id);
    const name = { owner: record.id, purpose: 'apiKey' } as const;
    const kept = await secrets.get(name);
    if (kept.state === 'locked' || kept.state === 'unreadable') return fail(kept.error);
    const server = await open(record.practicePort, kept.state === 'found' ? kept.secret : null);
    if (!server.ok) return server;
    const { address, port, key } = server.value;
    // A key that was kept for an earlier session only is gone; the server has made a new one.
    const now = kept.state === 'found' ? ok(kept.place) : await secrets.set(name, key);
    if (now.ok) options.keyKept(record.id, key, now.value);
    const updated = now.ok
      ? await registry.update(record.id, (before) =>
          before.address === address && before.keyPlace === now.value
            ? before
            : { ...before, address, practicePort: port, keyPlace: now.value },
        )
      : now;
    if (!updated.ok) {
      await server.value.stop();
      return updated;
    }
    running = { portalId: record.id, server: server.value };
    return updated;
  }

  /** Starts the server on a port, or on a free one when another program has taken that. */
  async function open(port: number, key: string | null): Promise<Result<PracticePortal, 'net'>> {
    const { startPracticePortal } = await import('../practice-portal');
    const common = { ...options.server, title, dataFile, ...(key === null ? {} : { key }) };
    for (const wanted of port === 0 ? [0] : [port, 0]) {
      try {
        return ok(await startPracticePortal({ ...common, port: wanted }));
      } catch (cause) {
        if (!isTaken(cause)) throw cause;
      }
    }
    return fail(appError('net.refused', { params: { host } }));
  }
}

const hasServerTrouble = (error: AppError): error is AppError<PracticeGroups> =>
  error.code !== 'saved.unknownPortal';

const isTaken = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  (cause.code === 'EADDRINUSE' || cause.code === 'EACCES');

function recordOf(
  id: string,
  address: string,
  practicePort: number,
  keyPlace: PortalRecord['keyPlace'],
): PortalRecord {
  return {
    id,
    name: title,
    address,
    tags: [],
    practicePort,
    keyPlace,
    connection: {
      // Never through a proxy: it is on this computer.
      proxy: { mode: 'none' },
      certificateAuthority: null,
      clientCertificate: null,
      trustedFingerprint: null,
      allowPlainHttp: false,
    },
    seen: null,
  };
}
