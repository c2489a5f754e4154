import { once } from 'node:events';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { DocsCore, DocsRequest } from './app';
import { settle, type PracticeDocsOptions, type PracticeDocsState } from './options';

/** A running practice Docs server. */
export interface PracticeDocsServer {
  /** Base address with its path, without trailing slash. */
  readonly address: string;
  readonly port: number;
  /** Its JWT secret; empty when JWT is off. */
  readonly key: string;
  /** What it answers; may be changed at any time. */
  readonly state: PracticeDocsState;
  /** The newest requests, oldest first. */
  readonly requests: readonly DocsRequest[];
  /** Ends all connections and resolves when the port is free. */
  stop(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * Starts an imitation of a Docs server on loopback: a real HTTP server with the command service's
 * answers and traps. Rejects when the port is taken or the certificate is unusable.
 */
export async function startPracticeDocsServer(
  options: PracticeDocsOptions = {},
): Promise<PracticeDocsServer> {
  const { settings, state } = settle(options);
  const core: DocsCore = { settings, state, requests: [] };
  const server = await createServer(core, options);
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  return {
    address: `${options.tls ? 'https' : 'http'}://${host}:${port}${settings.basePath}`,
    port,
    key: state.secret ?? '',
    state,
    requests: core.requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The web framework is loaded here, so that importing this module costs nothing. */
async function createServer(core: DocsCore, options: PracticeDocsOptions): Promise<Server> {
  const [{ createApp }, { getRequestListener }] = await Promise.all([
    import('./app'),
    import('@hono/node-server'),
  ]);
  const listener = getRequestListener(createApp(core).fetch, { overrideGlobalObjects: false });
  return options.tls ? createHttps(options.tls, listener) : createHttp(listener);
}
