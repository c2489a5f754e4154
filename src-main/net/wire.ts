import * as net from 'node:net';
import * as tls from 'node:tls';
import { appError } from '../contract/app-error';
import { certificateInfo, type Presented } from './certificates';
import { ConnectFailure, proxyAnswer, proxyError } from './net-errors';
import type { Proxy } from './proxy-route';

export interface Endpoint {
  /** Host name or IP address without brackets. */
  readonly hostname: string;
  readonly port: number;
}

/** Opens a TCP connection. Aborting the signal destroys it while it is being made. */
export async function openTcp(endpoint: Endpoint, signal: AbortSignal): Promise<net.Socket> {
  signal.throwIfAborted();
  const socket = net.connect({
    host: endpoint.hostname,
    port: endpoint.port,
    // Node's 250 ms give up on addresses that are merely far away.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1_000,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    noDelay: true,
  });
  return arrival(socket, 'connect', signal);
}

/**
 * Speaks TLS over an open connection without judging the certificate: that is the caller's task,
 * before it lets any byte of HTTP through. There is no session cache, so no resumption can skip
 * the look at the certificate.
 */
export async function openTls(
  socket: net.Socket,
  hostname: string,
  secureContext: tls.SecureContext,
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  const secured = tls.connect({
    socket,
    host: hostname,
    // A server name must not be an IP address (RFC 6066 §3).
    servername: net.isIP(hostname) === 0 ? hostname : '',
    secureContext,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  });
  // TLS 1.3 refuses a client certificate only after the handshake, with an alert that does not
  // end the connection by itself; undici would then tell of a lost connection instead.
  secured.on('error', (error) => secured.destroy(error));
  return arrival(secured, 'secureConnect', signal);
}

/** What the other side of a TLS connection showed. */
export function presented(socket: tls.TLSSocket, host: string): Presented {
  const certificate = socket.getPeerX509Certificate();
  return {
    certificate: certificate ? certificateInfo(certificate) : null,
    problem: socket.authorized ? null : String(socket.authorizationError),
    host,
  };
}

/**
 * Opens a tunnel to an endpoint through an http or https proxy.
 * @throws {ConnectFailure} `net.proxyFailed`, `net.proxyRefused`.
 */
export async function openTunnel(
  proxy: Proxy,
  endpoint: Endpoint,
  secureContext: tls.SecureContext,
  signal: AbortSignal,
): Promise<net.Socket> {
  const { Client } = await import('undici');
  const client = new Client(proxy.origin, {
    connect: ({ hostname, port, protocol }, answer) => {
      toProxy({ hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) }).then(
        (socket) => answer(null, socket),
        (error: unknown) => answer(new ConnectFailure(proxyError(error, proxy.name)), null),
      );
    },
  });
  const host = endpoint.hostname.includes(':') ? `[${endpoint.hostname}]` : endpoint.hostname;
  const authority = `${host}:${endpoint.port}`;
  try {
    const { statusCode, socket } = await client.connect({
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization }),
      },
      signal,
    });
    if (!(socket instanceof net.Socket)) throw new TypeError('A tunnel is a socket.');
    keepQuiet(socket);
    if (statusCode === 200) return socket;
    socket.destroy();
    throw new ConnectFailure(proxyAnswer(statusCode, proxy.name));
  } catch (error) {
    throw signal.aborted ? error : new ConnectFailure(proxyError(error, proxy.name));
  } finally {
    // The tunnel no longer belongs to the client; this only lets go of what failed half-way.
    void client.destroy();
  }

  async function toProxy(at: Endpoint): Promise<net.Socket> {
    const socket = await openTcp(at, signal);
    if (!proxy.origin.startsWith('https:')) return socket;
    const secured = await openTls(socket, at.hostname, secureContext, signal);
    if (secured.authorized) return secured;
    secured.destroy();
    const reason = String(secured.authorizationError);
    throw new ConnectFailure(
      appError('net.proxyFailed', { params: { proxy: proxy.name, reason } }),
    );
  }
}

function arrival<S extends net.Socket>(
  socket: S,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      socket.destroy();
      reject(signal.reason);
    };
    keepQuiet(socket);
    if (signal.aborted) {
      giveUp();
      return;
    }
    const settle = (): void => signal.removeEventListener('abort', giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('error', (error) => {
      settle();
      reject(error);
    });
    socket.once(event, () => {
      settle();
      resolve(socket);
    });
  });
}

/** An error between two owners of a socket must not end the process. */
function keepQuiet(socket: net.Socket): void {
  socket.on('error', () => undefined);
}
