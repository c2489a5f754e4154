import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import type { SecureContext } from 'node:tls';
import { appError } from '../contract/app-error';
import type { NetSettings } from './connection';
import { ConnectFailure } from './net-errors';

/** Where Linux distributions keep all trusted issuers in one PEM file. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // Fedora, RHEL
  '/etc/pki/tls/certs/ca-bundle.crt', // older Fedora and RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/ssl/cert.pem', // Alpine
];

/**
 * The issuers that this computer trusts, as PEM texts. Empty where the system has none to give:
 * the built-in ones are always used besides.
 *
 * On Linux the distribution's own file is read, without blocking and alike in every runtime.
 */
export async function readSystemRoots(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return rootsFromRuntime();
  const chosen = process.env['SSL_CERT_FILE'];
  for (const path of chosen ? [chosen, ...bundles] : bundles) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return splitPem(text);
  }
  return [];
}

/** `tls.getCACertificates` came with Node 22.15; older runtimes know only the built-in issuers. */
function rootsFromRuntime(): readonly string[] {
  const get: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof get !== 'function') return [];
  const found: unknown = Reflect.apply(get, tls, ['system']);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, one by one, without what stands between them. */
export function splitPem(text: string): string[] {
  return text.match(pemBlock) ?? [];
}

/** What TLS needs to know: whom to believe, and what to show when the server asks who we are. */
export interface TrustContexts {
  readonly portal: SecureContext;
  /** For an https proxy, which must never see the certificate meant for the portal. */
  readonly proxy: SecureContext;
}

export type SystemRoots = () => Promise<readonly string[]>;

/** Parsing all issuers holds the main loop up for tens of milliseconds: done once for most portals. */
const sharedContexts = new WeakMap<SystemRoots, Promise<SecureContext>>();

/**
 * Builds the TLS contexts of a portal. An extra issuer is added to the known ones and replaces
 * none.
 * @throws {ConnectFailure} `net.tlsFailed` (unreadable issuers), `net.clientCertificate`
 * (unreadable certificate, key or wrong passphrase).
 */
export async function trustContexts(
  settings: NetSettings,
  systemRoots: SystemRoots,
): Promise<TrustContexts> {
  const { extraCa, clientCertificate } = settings;
  const proxy = extraCa === null ? await sharedContext(systemRoots) : await withExtra(extraCa);
  if (clientCertificate === null) return { portal: proxy, proxy };
  const ca = await allRoots(systemRoots, extraCa);
  const identity =
    'pem' in clientCertificate ? clientCertificate.pem : { pfx: clientCertificate.pfx };
  const { passphrase } = clientCertificate;
  try {
    const portal = tls.createSecureContext({
      ca,
      ...identity,
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    return { portal, proxy };
  } catch {
    // The library's words may quote the key or the passphrase.
    throw new ConnectFailure(
      appError('net.clientCertificate', { params: { reason: 'unreadable' } }),
    );
  }

  async function withExtra(extra: string): Promise<SecureContext> {
    const issuers = await allRoots(systemRoots, extra);
    try {
      return tls.createSecureContext({ ca: issuers });
    } catch {
      throw new ConnectFailure(appError('net.tlsFailed', { params: { reason: 'authority' } }));
    }
  }
}

function sharedContext(systemRoots: SystemRoots): Promise<SecureContext> {
  const known = sharedContexts.get(systemRoots);
  if (known) return known;
  const made = allRoots(systemRoots, null).then((ca) => tls.createSecureContext({ ca }));
  sharedContexts.set(systemRoots, made);
  return made;
}

/** All issuers, each once: the built-in ones and the system's are mostly the same. */
async function allRoots(systemRoots: SystemRoots, extraCa: string | null): Promise<string[]> {
  const all = [...tls.rootCertificates, ...(await systemRoots()), extraCa ?? ''].flatMap(splitPem);
  // Lines are wrapped differently here and there.
  const byContent = new Map(all.map((pem) => [pem.replaceAll(/\s/g, ''), pem]));
  return [...byContent.values()];
}
