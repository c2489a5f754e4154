import { appError } from '../contract/app-error';
import type { ConnectionInput, ConnectionView, ProxyChoice } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import type { ClientCertificate, NetSettings } from '../net/connection';
import { ConnectFailure } from '../net/net-errors';
import { readProxyAddress } from '../net/proxy-route';
import type { SecretName, SecretStore } from '../secrets/secret-store';
import { readClientFile, type ChosenFiles } from './certificate-files';
import type { SavedConnection } from './saved-connection';

/** The secrets of a connection; they rest in the keychain and never in the saved record. */
export const connectionPurposes = [
  'clientPassphrase',
  'proxyPassword',
] as const satisfies readonly SecretName['purpose'][];
type ConnectionPurpose = (typeof connectionPurposes)[number];

/** What becomes of a secret when a connection is saved. */
type SecretChange =
  | { readonly do: 'keep' }
  | { readonly do: 'drop' }
  | { readonly do: 'set'; readonly secret: string };

export type SecretChanges = Readonly<Record<ConnectionPurpose, SecretChange>>;

/** A connection as the person wants it: what is saved in the clear, and what is not. */
export interface PlannedConnection {
  readonly saved: SavedConnection;
  readonly secrets: SecretChanges;
}

const keep: SecretChange = { do: 'keep' };
const drop: SecretChange = { do: 'drop' };
const set = (secret: string): SecretChange => ({ do: 'set', secret });

/**
 * Reads the connection settings of a dialog.
 * Errors: `file.forgotten` (a handle of an earlier run), `net.proxyFailed` (no proxy address).
 */
export function planConnection(
  input: ConnectionInput,
  present: SavedConnection | null,
  chosen: ChosenFiles,
): Result<PlannedConnection, 'file' | 'net'> {
  const authority = authorityOf(input, present, chosen);
  if (!authority.ok) return authority;
  const client = clientOf(input, present, chosen);
  if (!client.ok) return client;
  const proxy = proxyOf(input.proxy, present?.proxy ?? null);
  if (!proxy.ok) return proxy;
  return ok({
    saved: {
      proxy: proxy.value.saved,
      certificateAuthority: authority.value,
      clientCertificate: client.value.saved,
      trustedFingerprint: input.trustedFingerprint,
      allowPlainHttp: input.allowPlainHttp,
    },
    secrets: { clientPassphrase: client.value.secret, proxyPassword: proxy.value.secret },
  });
}

/** A saved connection as it stands, with those of its secrets that it can have. */
export function unchanged(saved: SavedConnection): PlannedConnection {
  return {
    saved,
    secrets: {
      clientPassphrase: saved.clientCertificate ? keep : drop,
      proxyPassword: hasProxyUser(saved.proxy) ? keep : drop,
    },
  };
}

/**
 * Everything that the network needs for a connection.
 * Errors: `file` (the client certificate is gone or unreadable), `keychain`.
 * @param owner whose kept secrets are taken; `null` when nothing is saved yet.
 */
export async function netSettingsFor(
  plan: PlannedConnection,
  owner: string | null,
  secrets: SecretStore,
): Promise<Result<NetSettings, 'file' | 'keychain'>> {
  const secretOf = async (
    purpose: ConnectionPurpose,
  ): Promise<Result<string | null, 'keychain'>> => {
    const change = plan.secrets[purpose];
    if (change.do === 'set') return ok(change.secret);
    if (change.do === 'drop' || owner === null) return ok(null);
    const kept = await secrets.get({ owner, purpose });
    if (kept.state === 'found') return ok(kept.secret);
    return kept.state === 'absent' ? ok(null) : fail(kept.error);
  };
  const passphrase = await secretOf('clientPassphrase');
  if (!passphrase.ok) return passphrase;
  const password = await secretOf('proxyPassword');
  if (!password.ok) return password;
  const client = await clientCertificateOf(plan.saved, passphrase.value);
  if (!client.ok) return client;
  return ok({
    proxy: withPassword(plan.saved.proxy, password.value),
    extraCa: plan.saved.certificateAuthority?.pem ?? null,
    clientCertificate: client.value,
    trustedFingerprint: plan.saved.trustedFingerprint,
  });
}

/** What the window may see of a saved connection. */
export function connectionView(saved: SavedConnection): ConnectionView {
  return {
    proxy: saved.proxy,
    certificateAuthority: saved.certificateAuthority?.subjects ?? null,
    clientCertificate: saved.clientCertificate?.fileName ?? null,
    trustedFingerprint: saved.trustedFingerprint,
    allowPlainHttp: saved.allowPlainHttp,
  };
}

function authorityOf(
  { certificateAuthority: choice }: ConnectionInput,
  present: SavedConnection | null,
  chosen: ChosenFiles,
): Result<SavedConnection['certificateAuthority'], 'file'> {
  if (choice.use === 'none') return ok(null);
  if (choice.use === 'saved') return ok(present?.certificateAuthority ?? null);
  const file = chosen.authority(choice.handle);
  return file.ok ? ok({ pem: file.value.pem, subjects: [...file.value.subjects] }) : file;
}

function clientOf(
  { clientCertificate: choice, clientPassphrase }: ConnectionInput,
  present: SavedConnection | null,
  chosen: ChosenFiles,
): Result<
  { readonly saved: SavedConnection['clientCertificate']; readonly secret: SecretChange },
  'file'
> {
  const typed = clientPassphrase ? set(clientPassphrase) : null;
  const saved = choice.use === 'saved' ? (present?.clientCertificate ?? null) : null;
  if (choice.use === 'file') {
    const file = chosen.client(choice.handle);
    if (!file.ok) return file;
    const { path, fileName } = file.value;
    return ok({ saved: { path, fileName }, secret: typed ?? drop });
  }
  return ok({ saved, secret: saved ? (typed ?? keep) : drop });
}

async function clientCertificateOf(
  { clientCertificate }: SavedConnection,
  passphrase: string | null,
): Promise<Result<ClientCertificate | null, 'file'>> {
  if (!clientCertificate) return ok(null);
  const file = await readClientFile(clientCertificate.path);
  if (!file.ok) return file;
  const secret = passphrase === null ? {} : { passphrase };
  const { content } = file.value;
  return ok(
    content.kind === 'pfx'
      ? { pfx: content.bytes, ...secret }
      : { pem: { cert: content.text, key: content.text }, ...secret },
  );
}

/** Takes the password out of a typed proxy address: `http://user@proxy.example.com:3128` stays. */
function proxyOf(
  typed: ProxyChoice,
  present: ProxyChoice | null,
): Result<{ readonly saved: ProxyChoice; readonly secret: SecretChange }, 'net'> {
  if (typed.mode !== 'address') return ok({ saved: typed, secret: drop });
  try {
    const url = new URL(readProxyAddress(typed.address).origin);
    const { username, password } = userOf(typed.address);
    url.username = username;
    const saved: ProxyChoice = { mode: 'address', address: url.href.replace(/\/$/, '') };
    if (password !== '') return ok({ saved, secret: set(decodeURIComponent(password)) });
    const same = present?.mode === 'address' && present.address === saved.address;
    return ok({ saved, secret: same && username !== '' ? keep : drop });
  } catch (cause) {
    if (cause instanceof ConnectFailure) return fail(cause.failure);
    // A password with a stray percent sign; not quoted, for it is one.
    return fail(appError('net.proxyFailed', { params: { proxy: '', reason: 'address' } }));
  }
}

function withPassword(proxy: ProxyChoice, password: string | null): ProxyChoice {
  if (proxy.mode !== 'address' || password === null) return proxy;
  const url = new URL(proxy.address);
  url.password = encodeURIComponent(password);
  return { mode: 'address', address: url.href };
}

const hasProxyUser = (proxy: ProxyChoice): boolean =>
  proxy.mode === 'address' && userOf(proxy.address).username !== '';

function userOf(address: string): Pick<URL, 'username' | 'password'> {
  const text = address.trim();
  return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
}
