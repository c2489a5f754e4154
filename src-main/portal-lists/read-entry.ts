import * as v from 'valibot';
import { authorityIn } from '../connections/certificate-files';
import { readAddress } from '../connections/address';
import type { SavedConnection } from '../connections/saved-connection';
import { appError, type AppError } from '../contract/app-error';
import { text } from '../contract/call';
import { portalName, portalTags } from '../contract/portals';
import type { ListNote, ListPlace } from '../contract/portal-lists';
import { fail, ok, type Result } from '../contract/result';
import { ConnectFailure } from '../net/net-errors';
import { readProxyAddress } from '../net/proxy-route';
import { listedConnection } from './format';

/** A portal of a list, ready to be saved. */
export interface ListedPortal {
  readonly place: ListPlace;
  readonly name: string;
  readonly address: string;
  readonly host: string;
  /** E-mail of the account; `null`: the list does not say. */
  readonly account: string | null;
  readonly tags: readonly string[];
  readonly connection: SavedConnection;
  readonly notes: readonly ListNote[];
}

/** A portal of a list, or why there is none at that place. */
export type ListEntry =
  | { readonly ok: true; readonly portal: ListedPortal }
  | {
      readonly ok: false;
      readonly place: ListPlace;
      readonly name: string;
      readonly error: AppError;
    };

/** What stands in a file about a portal; anything may stand there. */
export interface RawPortal {
  readonly name?: unknown;
  readonly address?: unknown;
  readonly account?: unknown;
  readonly tags?: unknown;
  readonly connection?: unknown;
}

/** Text that is shown in one line. */
const oneLine = v.pipe(
  v.string(),
  v.transform((typed) => typed.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')),
);
const fields = {
  address: text(2048),
  name: v.nullish(v.pipe(oneLine, portalName), ''),
  account: v.pipe(
    v.nullish(v.pipe(oneLine, text(320), v.trim()), null),
    v.transform((account) => account || null),
  ),
  tags: v.nullish(v.pipe(v.array(oneLine), portalTags), []),
  connection: v.nullish(listedConnection, {}),
};

/**
 * Reads one portal of a list. Errors of an entry: all of `address`, `list.badField` (param
 * `field`), `net.proxyFailed`, `file.notCertificate`; none quotes what stands there.
 */
export function readEntry(place: ListPlace, raw: RawPortal): ListEntry {
  const name = v.safeParse(fields.name, raw.name);
  const read = readPortal(raw);
  if (read.ok) return { ok: true, portal: { place, ...read.value } };
  return { ok: false, place, name: name.success ? name.output : '', error: read.error };
}

type Groups = 'address' | 'list' | 'net' | 'file';

function readPortal(raw: RawPortal): Result<Omit<ListedPortal, 'place'>, Groups> {
  const typed = v.safeParse(fields.address, raw.address ?? '');
  const name = v.safeParse(fields.name, raw.name);
  const account = v.safeParse(fields.account, raw.account);
  const tags = v.safeParse(fields.tags, raw.tags);
  const connection = v.safeParse(fields.connection, raw.connection);
  if (!typed.success) return badField('address');
  if (!name.success) return badField('name');
  if (!account.success) return badField('account');
  if (!tags.success) return badField('tags');
  if (!connection.success) return badField('connection');

  const allowPlainHttp = connection.output.allowPlainHttp ?? false;
  const address = readAddress(typed.output, { allowPlainHttp });
  if (!address.ok) return address;
  const way = readConnection(v.parse(listedConnection, connection.output));
  if (!way.ok) return way;
  const { plain, loopback, host } = address.value;
  return ok({
    name: name.output || host,
    address: address.value.address,
    host,
    account: account.output,
    tags: [...new Set(tags.output)],
    connection: way.value,
    notes: notesOf(way.value, plain && !loopback),
  });
}

const badField = (field: string) => fail(appError('list.badField', { params: { field } }));

function readConnection({
  proxy,
  certificateAuthority: pem,
  ...rest
}: v.InferOutput<typeof listedConnection>): Result<SavedConnection, Groups> {
  const authority = pem === null ? null : authorityIn(Buffer.from(pem));
  if (pem !== null && authority === null) {
    return fail(appError('file.notCertificate', { params: { fileName: 'certificateAuthority' } }));
  }
  const way = proxy.mode === 'address' ? readProxy(proxy.address) : ok(proxy);
  if (!way.ok) return way;
  return ok({
    ...rest,
    proxy: way.value,
    certificateAuthority: authority && { ...authority, subjects: [...authority.subjects] },
    clientCertificate: null,
  });
}

function readProxy(address: string): Result<SavedConnection['proxy'], 'net' | 'address'> {
  try {
    const { origin, authorization } = readProxyAddress(address);
    if (authorization !== null) return fail(appError('address.credentials'));
    return ok({ mode: 'address', address: origin });
  } catch (cause) {
    if (cause instanceof ConnectFailure) return fail(cause.failure);
    // A stray percent sign in what may be a password: not quoted.
    return fail(appError('net.proxyFailed', { params: { proxy: '', reason: 'address' } }));
  }
}

function notesOf(connection: SavedConnection, plainHttp: boolean): readonly ListNote[] {
  const notes: readonly (readonly [ListNote, boolean])[] = [
    ['proxy', connection.proxy.mode === 'address'],
    ['authority', connection.certificateAuthority !== null],
    ['fingerprint', connection.trustedFingerprint !== null],
    ['plainHttp', plainHttp],
  ];
  return notes.filter(([, is]) => is).map(([note]) => note);
}
