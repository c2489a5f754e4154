import { appError } from '../contract/app-error';
import type { ProxyChoice } from '../contract/portals';
import { ConnectFailure } from './net-errors';

/** One way to a portal: straight, or through an http(s) proxy. */
export type Route = { readonly via: 'direct' } | { readonly via: 'proxy'; readonly proxy: Proxy };

export interface Proxy {
  /** `http://host:port` or `https://host:port`, without credentials. */
  readonly origin: string;
  /** Host and port, for messages. */
  readonly name: string;
  /** Value of `Proxy-Authorization`. */
  readonly authorization: string | null;
}

const direct: Route = { via: 'direct' };

/**
 * The ways to try, in order.
 * @param resolve asks the system for the proxies of an address; answers like a PAC script
 * (`PROXY proxy.example.com:3128; DIRECT`).
 * @throws {ConnectFailure} `net.proxyFailed` when the proxy address cannot be used.
 */
export async function routesFor(
  choice: ProxyChoice,
  address: string,
  resolve: (address: string) => Promise<string>,
): Promise<readonly Route[]> {
  if (choice.mode === 'none') return [direct];
  if (choice.mode === 'address') {
    return [{ via: 'proxy', proxy: readProxyAddress(choice.address) }];
  }
  const answer = await resolve(address);
  const routes = readPacAnswer(answer);
  if (routes.length === 0) {
    // Only kinds of proxy that are not spoken here, e.g. SOCKS.
    throw new ConnectFailure(
      appError('net.proxyFailed', { params: { proxy: answer, reason: 'kind' } }),
    );
  }
  return routes;
}

/** Reads a PAC answer; entries of a kind that is not spoken here are left out. */
export function readPacAnswer(answer: string): Route[] {
  return answer.split(';').flatMap((entry): Route[] => {
    const [kind = '', where = ''] = entry.trim().split(/\s+/);
    switch (kind.toUpperCase()) {
      case 'DIRECT':
        return [direct];
      case 'PROXY':
      case 'HTTP':
        return [{ via: 'proxy', proxy: readProxyAddress(`http://${where}`) }];
      case 'HTTPS':
        return [{ via: 'proxy', proxy: readProxyAddress(`https://${where}`) }];
      default:
        return [];
    }
  });
}

/**
 * Reads `proxy.example.com:3128`, `http://user:password@proxy.example.com:3128` and the like.
 * @throws {ConnectFailure} `net.proxyFailed` when it is none of these.
 */
export function readProxyAddress(address: string): Proxy {
  const trimmed = address.trim();
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    // Not quoted: a mistyped address may hold a password.
    throw new ConnectFailure(
      appError('net.proxyFailed', { params: { proxy: '', reason: 'address' } }),
    );
  }
  const { username, password } = url;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    origin: url.origin,
    name: url.host,
    authorization:
      username || password ? `Basic ${Buffer.from(credentials).toString('base64')}` : null,
  };
}
