import { once } from 'node:events';
import { type Server, createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Content } from './content/content';
import { type Core, type RequestRecord, createCore } from './core';
import { createDirectory, deriveKeys } from './directory';
import { type PracticePortalOptions, settle } from './options';
import { type PortalState, freshState } from './state';
import { openStateFile, readState } from './state-file';
import { type Switches, createSwitchBoard } from './switches';
import type { PracticeKeyName } from './tables/people';

/** A running practice portal. */
export interface PracticePortal {
  /** `http://127.0.0.1:port`, or https with TLS. */
  readonly address: string;
  readonly port: number;
  /** The full-access key of the portal's owner. */
  readonly key: string;
  /** All keys, by what they are good for. */
  readonly keys: Readonly<Record<PracticeKeyName, string>>;
  /** What the portal knows at this moment. */
  readonly state: Readonly<PortalState>;
  /** The newest requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly switches: Switches;
  /** Changes the content from behind, as nobody could over the API. */
  readonly content: Pick<Content, 'remove' | 'move'>;
  /** Ends all connections and resolves when the port is free and the data file is written. */
  stop(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * Starts an imitation of a DocSpace portal on loopback: a real HTTP server with the routes, rights
 * and traps of the API 2.0. Rejects when the port is taken or the certificate is unusable.
 */
export async function startPracticePortal(
  options: PracticePortalOptions = {},
): Promise<PracticePortal> {
  const settings = settle(options);
  const { dataFile } = options;
  const saved = dataFile === undefined ? null : await readState(dataFile, settings.log);
  const state = saved ?? freshState(settings);
  const file = dataFile === undefined ? null : openStateFile(dataFile, settings.log);
  file?.save(state);
  const keys = deriveKeys(settings.key);
  const stopping = new AbortController();
  const core = createCore({
    settings,
    state,
    directory: createDirectory(keys, new Date(state.installedAt)),
    switches: createSwitchBoard(),
    stopped: stopping.signal,
    changed: () => file?.save(state),
  });

  const server = await createServer(core, options);
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');

  return {
    address: `${options.tls ? 'https' : 'http'}://${host}:${port}`,
    port,
    key: settings.key,
    keys,
    state,
    requests: core.requests,
    switches: core.switches,
    content: {
      remove: (kind, id) => saving(core, core.content().remove(kind, id)),
      move: (kind, id, into) => saving(core, core.content().move(kind, id, into)),
    },
    async stop() {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      await closed;
      await file?.settled();
    },
  };
}

function saving(core: Core, done: boolean): boolean {
  if (done) core.changed();
  return done;
}

/** The web framework is loaded here, so that importing this module costs nothing. */
async function createServer(core: Core, options: PracticePortalOptions): Promise<Server> {
  const [{ createApp }, { getRequestListener }] = await Promise.all([
    import('./app'),
    import('@hono/node-server'),
  ]);
  const app = createApp(core, options.switchesOverHttp ?? false);
  // Replacing the global Request and Response would reach all of the process.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return options.tls ? createHttps(options.tls, listener) : createHttp(listener);
}
