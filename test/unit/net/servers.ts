import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { onTestFinished } from 'vitest';
import type { NetSettings } from '../../../src-main/net/connection';
import {
  createDispatcher,
  type DispatcherOptions,
  type PortalDispatcher,
} from '../../../src-main/net/dispatcher';

/** A server that a test started; it ends with the test. */
export interface TestServer {
  readonly port: number;
  /** Bytes that came in over all connections, after TLS where there is TLS. */
  readonly received: () => string;
  readonly connections: () => number;
}

export async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function watch(server: net.Server, event: 'connection' | 'secureConnection') {
  let received = '';
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.on(event, (socket: net.Socket) => {
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  });
  return { received: () => received, connections: () => connections };
}

export async function startHttp(answer: http.RequestListener): Promise<TestServer> {
  const server = http.createServer(answer);
  const seen = watch(server, 'connection');
  return { port: await listen(server), ...seen };
}

export async function startHttps(
  options: https.ServerOptions,
  answer: http.RequestListener,
): Promise<TestServer> {
  const server = https.createServer(options, answer);
  server.on('tlsClientError', () => undefined);
  const seen = watch(server, 'secureConnection');
  return { port: await listen(server), ...seen };
}

/** A proxy that opens tunnels, or answers CONNECT with a status. */
export async function startProxy(
  refuse: number | null = null,
): Promise<TestServer & { asked: http.IncomingMessage[] }> {
  const server = http.createServer((_request, response) => response.writeHead(500).end());
  const asked: http.IncomingMessage[] = [];
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    asked.push(request);
    socket.on('error', () => undefined);
    if (refuse !== null) {
      socket.end(`HTTP/1.1 ${refuse} No\r\nproxy-authenticate: Basic\r\n\r\n`);
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const onward = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  const seen = watch(server, 'connection');
  return { port: await listen(server), asked, ...seen };
}

export const plainSettings: NetSettings = {
  proxy: { mode: 'none' },
  extraCa: null,
  clientCertificate: null,
  trustedFingerprint: null,
};

/** Without the computer's own issuers, so that tests do not depend on them. */
const noSystemRoots = async (): Promise<readonly string[]> => [];

export async function dispatcherFor(
  settings: Partial<NetSettings> = {},
  more: Partial<DispatcherOptions> = {},
): Promise<PortalDispatcher> {
  const portal = await createDispatcher({
    settings: { ...plainSettings, ...settings },
    resolveSystemProxy: async () => 'DIRECT',
    systemRoots: noSystemRoots,
    ...more,
  });
  onTestFinished(() => portal.dispatcher.destroy());
  return portal;
}
