import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createChosenFiles,
  maxCertificateFile,
  readAuthorityFile,
  readClientFile,
} from '../../../src-main/connections/certificate-files';
import { makeCertificate } from '../../certificates';
import { codeOf, valueOf } from '../answers';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('reading a certificate authority file', () => {
  it('reads all issuers of a PEM file, with text and line ends of any kind between them', async () => {
    const [one, two] = await Promise.all([
      makeCertificate('First CA', { authority: true }),
      makeCertificate('Second CA', { authority: true }),
    ]);
    const text = `# ours\r\n${one.cert.replaceAll('\n', '\r\n')}\r\n\r\n# theirs\n${two.cert}`;
    const { pem, subjects } = valueOf(await readAuthorityFile(await file('ca.pem', text)));
    expect(subjects).toEqual(['First CA', 'Second CA']);
    expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(pem).not.toContain('ours');
  });

  it('reads the issuer of a DER file as PEM', async () => {
    const { cert } = await makeCertificate('Example CA', { authority: true });
    const path = await file('ca.crt', new X509Certificate(cert).raw);
    const { pem, subjects } = valueOf(await readAuthorityFile(path));
    expect(subjects).toEqual(['Example CA']);
    expect(new X509Certificate(pem).fingerprint256).toBe(new X509Certificate(cert).fingerprint256);
  });

  it('never keeps a private key that stands in the same file', async () => {
    const { cert, key } = await makeCertificate('Example CA', { authority: true });
    const { pem } = valueOf(await readAuthorityFile(await file('ca.pem', key + cert)));
    expect(pem).not.toContain('PRIVATE');
  });

  it.each([
    ['text', 'hello'],
    ['a cut certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    ['binary', Buffer.from([0x30, 0x82, 0x01, 0x00, 0xff])],
  ])('refuses %s', async (_what, content) => {
    const answer = await readAuthorityFile(await file('ca.pem', content));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'file.notCertificate', params: { fileName: 'ca.pem' } },
    });
  });
});

describe('reading any certificate file', () => {
  it('says what is wrong with a path', async () => {
    const good = await file('ca.pem', 'x');
    await mkdir(join(folder, 'folder'));
    await symlink(good, join(folder, 'link.pem'));
    await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
    const codes = await Promise.all(
      ['missing.pem', 'folder', 'link.pem', 'pipe', 'ca.pem/below'].map(async (name) =>
        codeOf(await readAuthorityFile(join(folder, name))),
      ),
    );
    expect(codes).toEqual([
      'file.notFound',
      'file.isFolder',
      'file.isLink',
      'file.notRegular',
      'file.notFound',
    ]);
  });

  it('refuses empty files and files over a megabyte without reading them', async () => {
    expect(codeOf(await readAuthorityFile(await file('empty.pem', '')))).toBe('file.empty');
    const huge = await file('huge.pem', '');
    await truncate(huge, 2 ** 31);
    expect(await readClientFile(huge)).toMatchObject({
      ok: false,
      error: { code: 'file.tooLarge', params: { size: 2 ** 31, limit: maxCertificateFile } },
    });
  });
});

describe('reading a client certificate file', () => {
  it('takes PEM with certificate and key, in any order', async () => {
    const { cert, key } = await makeCertificate('admin laptop');
    const read = valueOf(await readClientFile(await file('me.pem', `${key}\n${cert}`)));
    expect(read).toMatchObject({ fileName: 'me.pem', subjects: ['admin laptop'] });
    expect(read.content.kind).toBe('pem');
  });

  it('takes PKCS#12 without opening it', async () => {
    const { cert, key } = await makeCertificate('admin laptop');
    const pem = await file('me.pem', key + cert);
    const path = join(folder, 'me.p12');
    const words = ['pkcs12', '-export', '-in', pem, '-out', path, '-passout', 'pass:open sesame'];
    await promisify(execFile)('openssl', words);
    const read = valueOf(await readClientFile(path));
    expect(read).toMatchObject({ fileName: 'me.p12', subjects: [], content: { kind: 'pfx' } });
  });

  it('refuses a certificate without its key, and a key without its certificate', async () => {
    const { cert, key } = await makeCertificate('admin laptop');
    const answers = await Promise.all([
      readClientFile(await file('cert.pem', cert)),
      readClientFile(await file('key.pem', key)),
      readClientFile(await file('cert.der', new X509Certificate(cert).raw)),
    ]);
    expect(answers.map(codeOf)).toEqual(Array(3).fill('file.notCertificate'));
  });
});

describe('chosen certificate files', () => {
  it('gives out a handle and names, never a path', async () => {
    const chosen = createChosenFiles();
    const { cert } = await makeCertificate('Example CA', { authority: true });
    const view = valueOf(await chosen.choose(await file('ca.pem', cert), 'authority'));
    expect(view).toEqual({
      handle: expect.stringMatching(/^[0-9a-f-]{36}$/),
      fileName: 'ca.pem',
      subjects: ['Example CA'],
    });
    expect(valueOf(chosen.authority(view.handle)).pem).toContain('BEGIN CERTIFICATE');
  });

  it('knows a handle only for what the file was chosen for', async () => {
    const chosen = createChosenFiles();
    const { cert } = await makeCertificate('Example CA', { authority: true });
    const { handle } = valueOf(await chosen.choose(await file('ca.pem', cert), 'authority'));
    expect(codeOf(chosen.client(handle))).toBe('file.forgotten');
    expect(codeOf(createChosenFiles().authority(handle))).toBe('file.forgotten');
  });

  it('forgets the oldest when there are too many', async () => {
    const chosen = createChosenFiles();
    const { cert } = await makeCertificate('Example CA', { authority: true });
    const path = await file('ca.pem', cert);
    const handles: string[] = [];
    for (let count = 0; count < 21; count += 1) {
      handles.push(valueOf(await chosen.choose(path, 'authority')).handle);
    }
    expect(handles.filter((one) => !chosen.authority(one).ok)).toEqual([handles[0]]);
  });
});
