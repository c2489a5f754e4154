import type { Socket } from 'node:net';
import type { buildConnector, Dispatcher } from 'undici';
import { appError } from '../contract/app-error';
import type { CertificateInfo } from '../contract/portals';
import { judge } from './certificates';
import { netTimeouts, type NetSettings, type NetTimeouts } from './connection';
import { ConnectFailure, netError } from './net-errors';
import { routesFor, type Route } from './proxy-route';
import { readSystemRoots, trustContexts, type SystemRoots, type TrustContexts } from './trust';
import { openTcp, openTls, openTunnel, presented, type Endpoint } from './wire';

export interface DispatcherOptions {
  readonly settings: NetSettings;
  /** The system's proxies for an address, told like a PAC script does. */
  readonly resolveSystemProxy: (address: string) => Promise<string>;
  readonly systemRoots?: SystemRoots;
  readonly timeouts?: Partial<NetTimeouts>;
}

/** All connections to one portal, and what the newest of them showed. */
export interface PortalDispatcher {
  readonly dispatcher: Dispatcher;
  /** The certificate last shown, a refused one included; `null`: none yet, or no TLS. */
  lastCertificate(): CertificateInfo | null;
  /** IP address last connected to: the portal's, or the proxy's. */
  lastAddress(): string | null;
  lastVia(): Route['via'] | null;
  /** What the last good connection's trust stands on. */
  lastTrust(): 'issuer' | 'fingerprint' | 'plain' | null;
  /** Lets running requests end, takes no new ones, then closes. */
  close(): Promise<void>;
}

interface Seen {
  certificate: CertificateInfo | null;
  address: string | null;
  via: Route['via'] | null;
  trust: 'issuer' | 'fingerprint' | 'plain' | null;
}

/** Connections per portal. */
const connections = 6;

/**
 * Makes the dispatcher of one portal: proxy, trust and client certificate as its settings say.
 * Connections that do not come about fail as {@link ConnectFailure}, which `netError` understands.
 * No byte of a request leaves before the server's certificate was judged.
 */
export async function createDispatcher(options: DispatcherOptions): Promise<PortalDispatcher> {
  const { Agent } = await import('undici');
  const timeouts = { ...netTimeouts, ...options.timeouts };
  const seen: Seen = { certificate: null, address: null, via: null, trust: null };
  const connect = createConnector(options, timeouts.connect, seen);
  const agent = new Agent({
    connect: (target, answer) => {
      connect(target).then(
        (socket) => answer(null, socket),
        (error: unknown) => answer(new ConnectFailure(netError(error, target.host ?? '')), null),
      );
    },
    connections,
    pipelining: 1,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
  });
  return {
    dispatcher: agent,
    lastCertificate: () => seen.certificate,
    lastAddress: () => seen.address,
    lastVia: () => seen.via,
    lastTrust: () => seen.trust,
    close: () => agent.close(),
  };
}

function createConnector(options: DispatcherOptions, patience: number, seen: Seen) {
  const { settings, resolveSystemProxy, systemRoots = readSystemRoots } = options;
  let contexts: Promise<TrustContexts> | null = null;
  /** Made at the first use: that takes a while, and plain connections do without. */
  const trust = (): Promise<TrustContexts> => (contexts ??= trustContexts(settings, systemRoots));

  return async (target: buildConnector.Options): Promise<Socket> => {
    const late = new AbortController();
    const timer = setTimeout(() => {
      const failure = appError('net.timedOut', { params: { host: target.host ?? '' } });
      late.abort(new ConnectFailure(failure));
    }, patience);
    try {
      return await Promise.race([open(target, late.signal), whenAborted(late.signal)]);
    } finally {
      clearTimeout(timer);
    }
  };

  async function open(target: buildConnector.Options, signal: AbortSignal): Promise<Socket> {
    const { hostname, protocol } = target;
    const secure = protocol === 'https:';
    const endpoint: Endpoint = { hostname, port: Number(target.port) || (secure ? 443 : 80) };
    const address = `${protocol}//${target.host ?? hostname}/`;
    const routes = await routesFor(settings.proxy, address, resolveSystemProxy);
    const socket = await openFirst(routes, endpoint, signal);
    if (!secure) {
      seen.certificate = null;
      seen.trust = 'plain';
      return socket;
    }
    const { portal } = await trust();
    const secured = await openTls(socket, hostname, portal, signal);
    const shown = presented(secured, target.host ?? hostname);
    seen.certificate = shown.certificate;
    const verdict = judge(shown, settings.trustedFingerprint);
    if (!verdict.trusted) {
      secured.destroy();
      throw new ConnectFailure(verdict.error);
    }
    seen.trust = verdict.by;
    return secured;
  }

  /** Tries the routes in order: a dead proxy makes way for the next entry of a PAC answer. */
  async function openFirst(
    routes: readonly Route[],
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<Socket> {
    let failure: unknown;
    for (const route of routes) {
      try {
        const socket =
          route.via === 'direct'
            ? await openTcp(endpoint, signal)
            : await openTunnel(route.proxy, endpoint, (await trust()).proxy, signal);
        seen.address = socket.remoteAddress ?? null;
        seen.via = route.via;
        return socket;
      } catch (error) {
        failure = error;
        const deadProxy =
          error instanceof ConnectFailure && error.failure.code === 'net.proxyFailed';
        if (!deadProxy) break;
      }
    }
    throw failure;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
