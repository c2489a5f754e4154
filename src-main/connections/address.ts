import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

/** A server's address, read from whatever a person typed or pasted. */
export interface Address {
  /** Scheme, host and port without trailing slash. */
  readonly address: string;
  /** Host, with its port where that is not the scheme's own. IDNs in their ASCII form. */
  readonly host: string;
  /** The server is on this computer. */
  readonly loopback: boolean;
  /** Everything travels unencrypted. */
  readonly plain: boolean;
}

export interface AddressRules {
  /** The person accepted http to another computer. */
  readonly allowPlainHttp: boolean;
}

/**
 * Reads a bare host, a host with port, a URL or the URL of any page of a portal, which always lives
 * at the root of its host. Without a scheme it is https, on this computer http.
 *
 * Errors: `address.empty`, `address.notUrl`, `address.scheme` (param `scheme`),
 * `address.credentials` (a URL with user or password), `address.plainHttp` (param `host`).
 */
export function readAddress(typed: string, rules: AddressRules): Result<Address, 'address'> {
  const read = readPageAddress(typed, rules);
  if (!read.ok) return read;
  const { path: _path, ...origin } = read.value;
  return ok(origin);
}

/** As {@link readAddress}, with the path that follows the host: `/` or longer, without query. */
export function readPageAddress(
  typed: string,
  rules: AddressRules,
): Result<Address & { readonly path: string }, 'address'> {
  const trimmed = typed.trim();
  if (trimmed === '') return fail(appError('address.empty'));

  const { scheme, rest } = splitScheme(trimmed);
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') {
    return fail(appError('address.scheme', { params: { scheme } }));
  }
  const url = parse(scheme ?? 'https', rest);
  if (!url) return fail(appError('address.notUrl'));
  if (url.username !== '' || url.password !== '') return fail(appError('address.credentials'));
  const hostname = url.hostname.replace(/\.+$/, '');
  if (!isHostname(hostname, rest) || url.port === '0') return fail(appError('address.notUrl'));

  const loopback = isLoopback(hostname);
  const used = scheme ?? (loopback ? 'http' : 'https');
  // Parsed once more, because which port is the usual one depends on the scheme.
  const port = parse(used, rest)?.port ?? '';
  const host = port === '' ? hostname : `${hostname}:${port}`;
  const plain = used === 'http';
  if (plain && !loopback && !rules.allowPlainHttp) {
    return fail(appError('address.plainHttp', { params: { host } }));
  }
  return ok({ address: `${used}://${host}`, host, loopback, plain, path: url.pathname });
}

/** Tells `https://…` and `mailto:…` from `host:8080`, and forgives missing or doubled slashes. */
function splitScheme(text: string): { readonly scheme: string | null; readonly rest: string } {
  const [, scheme, slashes, rest] = /^([a-z][a-z0-9+.-]*):([/\\]*)(.*)$/is.exec(text) ?? [];
  if (scheme !== undefined && slashes !== undefined && rest !== undefined) {
    const web = /^https?$/i.test(scheme);
    // What follows a host's colon is its port; after a scheme without slashes comes anything else.
    if (slashes !== '' || (web ? !/^\d+$/.test(rest) : !/^\d|@/.test(rest))) {
      return { scheme: scheme.toLowerCase(), rest };
    }
  }
  return { scheme: null, rest: text.replace(/^[/\\]+/, '') };
}

function parse(scheme: string, rest: string): URL | null {
  const text = `${scheme}://${rest}`;
  return rest !== '' && URL.canParse(text) ? new URL(text) : null;
}

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function isHostname(hostname: string, typed: string): boolean {
  if (hostname.startsWith('[')) return true;
  // URLs also take 3.7 or 0x7f for an IP address, which nobody means.
  if (ipv4.test(hostname)) return typed.startsWith(hostname);
  return hostname.length <= 253 && hostname.split('.').every((part) => label.test(part));
}

/** Only names that cannot be made to mean another computer by a DNS server. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
