import { X509Certificate, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { appError } from '../contract/app-error';
import type { ChosenCertificate } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import { readRegularFile } from '../local-files/regular-file';

/** Largest certificate file, in bytes. A whole system's bundle of issuers is a quarter of it. */
export const maxCertificateFile = 1024 * 1024;

export type CertificatePurpose = 'authority' | 'client';

/** The issuers in a certificate authority file. */
export interface AuthorityFile {
  readonly pem: string;
  readonly subjects: readonly string[];
}

/** A client certificate with its private key. Holds a secret: never leaves main. */
export interface ClientFile {
  readonly path: string;
  readonly fileName: string;
  readonly subjects: readonly string[];
  readonly content:
    | { readonly kind: 'pem'; readonly text: string }
    | { readonly kind: 'pfx'; readonly bytes: Buffer };
}

/**
 * Reads the issuers of a PEM file (one or several) or a DER file (one).
 * Errors: all of `file` but `changed` and `forgotten`; each with the param `fileName`.
 */
export async function readAuthorityFile(path: string): Promise<Result<AuthorityFile, 'file'>> {
  const bytes = await readRegularFile(path, maxCertificateFile);
  if (!bytes.ok) return bytes;
  const found = authorityIn(bytes.value);
  if (!found)
    return fail(appError('file.notCertificate', { params: { fileName: basename(path) } }));
  return ok(found);
}

/** The issuers in PEM text (one or several) or DER bytes (one); `null` when any cannot be read. */
export function authorityIn(bytes: Buffer): AuthorityFile | null {
  const found = certificatesIn(bytes);
  return found && { pem: found.map(String).join(''), subjects: found.map(nameOf) };
}

/**
 * Reads a client certificate: PKCS#12, or PEM with certificate and private key. What is encrypted
 * in it is not opened here.
 * Errors: as {@link readAuthorityFile}.
 */
export async function readClientFile(path: string): Promise<Result<ClientFile, 'file'>> {
  const bytes = await readRegularFile(path, maxCertificateFile);
  if (!bytes.ok) return bytes;
  const file = { path, fileName: basename(path) };
  if (isPkcs12(bytes.value)) {
    return ok({ ...file, subjects: [], content: { kind: 'pfx', bytes: bytes.value } });
  }
  const text = bytes.value.toString('latin1');
  const found = privateKey.test(text) ? certificatesIn(bytes.value) : null;
  if (!found)
    return fail(appError('file.notCertificate', { params: { fileName: basename(path) } }));
  return ok({ ...file, subjects: found.map(nameOf), content: { kind: 'pem', text } });
}

/** Certificate files that a person chose and that no portal was saved with yet. */
export interface ChosenFiles {
  /** Reads a file and keeps it under a new handle. */
  choose(path: string, purpose: CertificatePurpose): Promise<Result<ChosenCertificate, 'file'>>;
  /** `file.forgotten` when the handle is not known, e.g. after a restart. */
  authority(handle: string): Result<AuthorityFile, 'file'>;
  client(handle: string): Result<ClientFile, 'file'>;
}

/** Chosen files kept at most: a person tries a few, and the latest are those that count. */
const maxChosen = 20;

export function createChosenFiles(uuid: () => string = randomUUID): ChosenFiles {
  const authorities = new Map<string, AuthorityFile>();
  const clients = new Map<string, ClientFile>();

  return {
    async choose(path, purpose) {
      const read =
        purpose === 'authority'
          ? keep(authorities, await readAuthorityFile(path))
          : keep(clients, await readClientFile(path));
      return read.ok ? ok({ ...read.value, fileName: basename(path) }) : read;
    },
    authority: (handle) => found(authorities.get(handle)),
    client: (handle) => found(clients.get(handle)),
  };

  function keep<F extends { readonly subjects: readonly string[] }>(
    kept: Map<string, F>,
    file: Result<F, 'file'>,
  ): Result<{ readonly handle: string; readonly subjects: readonly string[] }, 'file'> {
    if (!file.ok) return file;
    const handle = uuid();
    kept.set(handle, file.value);
    const [oldest] = kept.keys();
    if (kept.size > maxChosen && oldest !== undefined) kept.delete(oldest);
    return ok({ handle, subjects: file.value.subjects });
  }
}

const found = <F>(file: F | undefined): Result<F, 'file'> =>
  file ? ok(file) : fail(appError('file.forgotten'));

const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;
const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** All certificates of a PEM text or the one of a DER file; `null` when any cannot be read. */
function certificatesIn(bytes: Buffer): readonly X509Certificate[] | null {
  const blocks = bytes.toString('latin1').match(certificateBlock) ?? [bytes];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return null;
  }
}

function nameOf(certificate: X509Certificate): string {
  const part = (key: string): string | undefined =>
    certificate.subject
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  return part('CN') ?? part('O') ?? certificate.subject.replaceAll('\n', ', ');
}

/** A DER sequence that begins with the number 3, PKCS#12's version (RFC 7292 §4). */
function isPkcs12(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30) return false;
  const length = bytes[1] ?? 0;
  const start = length > 0x80 ? 2 + (length - 0x80) : 2;
  return bytes.subarray(start, start + 3).equals(Buffer.from([0x02, 0x01, 0x03]));
}
