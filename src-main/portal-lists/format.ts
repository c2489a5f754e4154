import * as v from 'valibot';
import { text } from '../contract/call';
import { fingerprint } from '../contract/portals';
import type { PortalRecord } from '../portals/record';

/** The mark of a list of portals as JSON, with the version of the format. */
const formatName = 'gatehouse.portals';
const formatVersion = 1;

/** Reads the mark of a file; `null`: it is no list of portals. */
export function versionOf(format: unknown): 'known' | 'newer' | null {
  const [, version] = typeof format === 'string' ? (marked.exec(format) ?? []) : [];
  if (version === undefined) return null;
  return Number(version) > formatVersion ? 'newer' : 'known';
}

const marked = new RegExp(`^${formatName.replace('.', '\\.')}/([1-9]\\d{0,3})$`);

/** A chain of certificates, generously. */
const maxPem = 100_000;

/** The way to a portal, as far as it holds no secret and means the same on another computer. */
export const listedConnection = v.object({
  proxy: v.optional(
    v.variant('mode', [
      v.object({ mode: v.literal('system') }),
      v.object({ mode: v.literal('none') }),
      v.object({ mode: v.literal('address'), address: text(2048) }),
    ]),
    { mode: 'system' },
  ),
  /** One or more certificates in PEM. */
  certificateAuthority: v.nullish(text(maxPem), null),
  trustedFingerprint: v.nullish(fingerprint, null),
  allowPlainHttp: v.optional(v.boolean(), false),
});
type ListedConnection = v.InferOutput<typeof listedConnection>;

/** Names that mean something, at each place of a file; others are told and not read. */
export const knownFields = {
  top: ['format', 'exportedAt', 'portals'],
  portal: ['name', 'address', 'account', 'tags', 'connection'],
  connection: Object.keys(listedConnection.entries),
} as const;

/**
 * The text of a list: all that is needed to have the same portals elsewhere, but no secret. A
 * client certificate holds a private key, and the user name of a proxy is half of a secret: both
 * stay here.
 * @param accountOf e-mail of the account of a portal's key, where it is known.
 */
export function listText(
  portals: readonly PortalRecord[],
  accountOf: (portalId: string) => string | null,
  at: Date,
): string {
  const list = {
    format: `${formatName}/${formatVersion}`,
    exportedAt: at.toISOString(),
    portals: portals.map((portal) => ({
      name: portal.name,
      address: portal.address,
      account: accountOf(portal.id),
      tags: portal.tags,
      connection: withoutSecrets(portal.connection),
    })),
  };
  return `${JSON.stringify(list, null, 2)}\n`;
}

function withoutSecrets(connection: PortalRecord['connection']): ListedConnection {
  const { proxy, certificateAuthority, trustedFingerprint, allowPlainHttp } = connection;
  return {
    proxy: proxy.mode === 'address' ? { ...proxy, address: new URL(proxy.address).origin } : proxy,
    certificateAuthority: certificateAuthority?.pem ?? null,
    trustedFingerprint,
    allowPlainHttp,
  };
}
