import { randomUUID } from 'node:crypto';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { SecretName, SecretStore } from '../secrets/secret-store';
import type { Records } from './records';
import type { SavedServer } from './saved-connection';
import { keepSecret } from './secret-keeping';
import type { Sessions } from './sessions';

/** A practice server that comes with the app, as one of the saved records. */
export interface PracticeServer<R> {
  /** Starts it and saves it, unless that was done before; answers with its id. */
  start(): Promise<Result<string, PracticeGroups>>;
  /** Makes sure that the server of a saved practice record runs; answers with its present record. */
  resume(record: R): Promise<Result<R, PracticeGroups | 'saved'>>;
  /** The record was removed: its server stops and what it kept is deleted. */
  removed(record: R): Promise<void>;
  stop(): Promise<void>;
}

type PracticeGroups = 'store' | 'keychain' | 'net';

/** A practice server that runs. */
export interface RunningPractice {
  readonly address: string;
  readonly port: number;
  readonly key: string;
  stop(): Promise<void>;
}

export interface PracticeServerOptions<R> {
  readonly registry: Pick<Records<R>, 'all' | 'byId' | 'add' | 'update'>;
  readonly secrets: SecretStore;
  readonly purpose: SecretName['purpose'];
  /** Hears where the key is kept, before the record is in the list. */
  readonly keyKept: Sessions<R, unknown>['keyReplaced'];
  /** Starts the server on a port (0: a free one) with a key (`null`: a new one). */
  readonly run: (port: number, key: string | null) => Promise<RunningPractice>;
  readonly recordOf: (id: string, server: RunningPractice, keyPlace: 'keychain' | 'session') => R;
  /** Deletes what the server kept. */
  readonly clear: () => Promise<void>;
}

const host = '127.0.0.1';

export function createPracticeServer<R extends SavedServer>(
  options: PracticeServerOptions<R>,
): PracticeServer<R> {
  const { registry, secrets, purpose } = options;
  let running: { readonly id: string; readonly server: RunningPractice } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: two clicks must not make two servers. */
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
        if (running?.id === record.id) await stop();
        await options.clear();
      }),
    stop: () => inTurn(stop),
  };

  async function stop(): Promise<void> {
    const server = running?.server;
    running = null;
    await server?.stop();
  }

  async function startOrFind(): Promise<Result<string, PracticeGroups>> {
    const saved = registry.all().find((record) => record.practicePort !== null);
    if (!saved) return create();
    const resumed = await resume(saved);
    if (resumed.ok) return ok(saved.id);
    // Removed at this very moment: then there is none yet.
    return hasServerTrouble(resumed.error) ? fail(resumed.error) : create();
  }

  async function create(): Promise<Result<string, PracticeGroups>> {
    const server = await open(0, null);
    if (!server.ok) return server;
    const id = randomUUID();
    const { key } = server.value;
    const kept = await keepSecret(secrets, { owner: id, purpose }, key);
    if (kept.ok) options.keyKept(id, key, kept.value.place);
    const added = kept.ok
      ? await registry.add(options.recordOf(id, server.value, kept.value.place))
      : kept;
    if (!added.ok) {
      if (kept.ok) await kept.value.undo();
      await server.value.stop();
      return added;
    }
    running = { id, server: server.value };
    return ok(id);
  }

  async function resume(record: R): Promise<Result<R, PracticeGroups | 'saved'>> {
    if (record.practicePort === null) return ok(record);
    if (running?.id === record.id) return registry.byId(record.id);
    const name = { owner: record.id, purpose };
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
    running = { id: record.id, server: server.value };
    return updated;
  }

  /** Starts the server on a port, or on a free one when another program has taken that. */
  async function open(port: number, key: string | null): Promise<Result<RunningPractice, 'net'>> {
    for (const wanted of port === 0 ? [0] : [port, 0]) {
      try {
        return ok(await options.run(wanted, key));
      } catch (cause) {
        if (!isTaken(cause)) throw cause;
      }
    }
    return fail(appError('net.refused', { params: { host } }));
  }
}

const hasServerTrouble = (error: AppError): error is AppError<PracticeGroups> =>
  !error.code.startsWith('saved.');

const isTaken = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  (cause.code === 'EADDRINUSE' || cause.code === 'EACCES');
