import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../src-main/portal-lists/read-list';
import { makeCertificate } from '../../certificates';
import { codeOf, valueOf } from '../answers';

const read = (text: string | Buffer) => readList(Buffer.from(text));
const json = (portals: unknown, more: object = {}) =>
  JSON.stringify({ format: 'gatehouse.portals/1', portals, ...more });

/** What became of each entry, in short. */
async function entriesOf(text: string | Buffer) {
  const { entries } = valueOf(await read(text));
  return entries.map((one) =>
    one.ok
      ? [one.portal.name, one.portal.address, one.portal.account, one.portal.tags.join('+')]
      : [one.name, `${one.error.code} ${one.error.params['field'] ?? ''}`.trim()],
  );
}

describe('a list as CSV', () => {
  it('has its columns in any order, named in any case, in English or German', async () => {
    const text = 'Tags;E-Mail;Adresse;NAME\r\n"a;b";one@example.com;docs.example.com;One\r\n';
    expect(await entriesOf(text)).toEqual([
      ['One', 'https://docs.example.com', 'one@example.com', 'a+b'],
    ]);
  });

  it('needs no more than addresses', async () => {
    expect(await entriesOf('address\nhttps://docs.example.com/rooms/shared\n\nlocalhost')).toEqual([
      ['docs.example.com', 'https://docs.example.com', null, ''],
      ['localhost', 'http://localhost', null, ''],
    ]);
  });

  it.each<[string, Buffer]>([
    ['UTF-8 with its mark', Buffer.from('\ufeffname,address\nBüro,docs.example.com')],
    ['UTF-16', Buffer.from('\ufeffname\taddress\r\nBüro\tdocs.example.com', 'utf16le')],
    [
      'UTF-16, big end first',
      Buffer.from('\ufeffname,address\nBüro,docs.example.com', 'utf16le').swap16(),
    ],
  ])('is read as %s', async (_, bytes) => {
    expect(await entriesOf(bytes)).toEqual([['Büro', 'https://docs.example.com', null, '']]);
  });

  it('tells the line of each row, over empty lines and cells of several lines', async () => {
    const { entries } = valueOf(await read('name,address\n\n"two\nlines",docs.example.com\nx,::'));
    expect(entries.map((one) => (one.ok ? one.portal.place : one.place))).toEqual([
      { at: 'line', number: 4 },
      { at: 'line', number: 5 },
    ]);
    expect(await entriesOf('name,address\n"two\nlines",docs.example.com')).toEqual([
      ['two lines', 'https://docs.example.com', null, ''],
    ]);
  });

  it('says which rows are bad and why, and never quotes what may be a secret', async () => {
    const text = [
      'name,address,tags',
      'None,,',
      'Secret,https://admin:hunter2@docs.example.com,',
      '=HYPERLINK("http://evil"),"=cmd|\' /C calc\'!A0",',
      'Plain,http://docs.example.com,',
      `Long,docs.example.com,${'t'.repeat(41)}`,
      'Mail,mailto:a@example.com,',
    ].join('\n');
    expect(await entriesOf(text)).toEqual([
      ['None', 'address.empty'],
      ['Secret', 'address.credentials'],
      ['=HYPERLINK("http://evil")', 'address.notUrl'],
      ['Plain', 'address.plainHttp'],
      ['Long', 'list.badField tags'],
      ['Mail', 'address.credentials'],
    ]);
    expect(JSON.stringify(valueOf(await read(text)))).not.toContain('hunter2');
  });

  it('tells of columns that mean nothing and keeps nothing of them', async () => {
    const list = valueOf(
      await read('address,API key,password\ndocs.example.com,sk-secret,hunter2'),
    );
    expect(list.ignored).toEqual(['API key', 'password']);
    expect(JSON.stringify(list)).not.toMatch(/sk-secret|hunter2/);
  });

  it('takes a thousand rows and not one more', async () => {
    const rows = (count: number) =>
      `address\n${Array.from({ length: count }, (_, at) => `docs-${at}.example.com`).join('\n')}`;
    expect(valueOf(await read(rows(1_000))).entries).toHaveLength(1_000);
    expect(codeOf(await read(rows(1_001)))).toBe('list.tooMany');
    expect(codeOf(await read(rows(10_000)))).toBe('list.tooMany');
  });
});

describe('a list as JSON', () => {
  it('has the whole way to a portal', async () => {
    const { cert } = await makeCertificate('Example CA', { authority: true });
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
    const text = json([
      {
        name: 'One',
        address: 'http://docs.example.com',
        account: 'one@example.com',
        tags: ['a', 'a', 'b'],
        connection: {
          proxy: { mode: 'address', address: 'proxy.example.com:3128' },
          certificateAuthority: cert,
          trustedFingerprint: fingerprint,
          allowPlainHttp: true,
        },
      },
    ]);
    const [entry] = valueOf(await read(text)).entries;
    expect(entry).toMatchObject({
      ok: true,
      portal: {
        place: { at: 'entry', number: 1 },
        tags: ['a', 'b'],
        notes: ['proxy', 'authority', 'fingerprint', 'plainHttp'],
        connection: {
          proxy: { mode: 'address', address: 'http://proxy.example.com:3128' },
          certificateAuthority: { subjects: ['Example CA'] },
          clientCertificate: null,
          trustedFingerprint: fingerprint,
          allowPlainHttp: true,
        },
      },
    });
  });

  it.each([
    ['no name', { address: 'a.example.com' }, 'a.example.com'],
    ['a number for a name', { name: 7, address: 'a.example.com' }, 'list.badField name'],
    ['no portal at all', 'a.example.com', 'address.empty'],
    ['an address that is a list', { address: ['a.example.com'] }, 'list.badField address'],
    ['tags as text', { address: 'a.example.com', tags: 'a,b' }, 'list.badField tags'],
    [
      'a proxy with a password',
      {
        address: 'a.example.com',
        connection: { proxy: { mode: 'address', address: 'http://u:hunter2@p' } },
      },
      'address.credentials',
    ],
    [
      'a proxy that is none',
      { address: 'a.example.com', connection: { proxy: { mode: 'address', address: 'ftp://p' } } },
      'net.proxyFailed',
    ],
    [
      'a certificate that is none',
      { address: 'a.example.com', connection: { certificateAuthority: 'PEM' } },
      'file.notCertificate',
    ],
    [
      'a fingerprint that is none',
      { address: 'a.example.com', connection: { trustedFingerprint: 'AB' } },
      'list.badField connection',
    ],
  ])('with %s', async (_, portal, expected) => {
    const [entry] = await entriesOf(json([portal]));
    expect(entry).toContain(expected);
    expect(JSON.stringify(await read(json([portal])))).not.toContain('hunter2');
  });

  it('tells of fields that mean nothing, each once', async () => {
    const portals = [1, 2].map(() => ({ address: 'a.example.com', apiKey: 'sk-secret' }));
    const list = valueOf(await read(json(portals, { extra: 1 })));
    expect(list.ignored).toEqual(['extra', 'apiKey']);
    expect(JSON.stringify(list)).not.toContain('sk-secret');
  });
});

describe('a file that is no list', () => {
  it.each<[string, string | Buffer, string]>([
    ['a web page', '<!doctype html><html><body>Sign in</body></html>', 'list.notList'],
    ['other JSON', '{"portals": []}', 'list.notList'],
    ['a JSON list', '[{"address": "a.example.com"}]', 'list.notList'],
    ['a newer format', '{"format": "gatehouse.portals/2", "portals": {}}', 'list.newer'],
    ['a format of another program', '{"format": "gatehouse.portals/1x"}', 'list.notList'],
    ['cut JSON', json([{ address: 'a.example.com' }]).slice(0, -4), 'list.broken'],
    ['no portals', json([]), 'list.empty'],
    ['a CSV header alone', 'name,address\n', 'list.empty'],
    ['CSV without addresses', 'name,tags\nOne,a', 'list.noAddressColumn'],
    ['any text', 'Dear all, please find attached', 'list.noAddressColumn'],
    ['an open quote', 'name,address\n"One,docs.example.com\n', 'list.broken'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'list.encoding'],
    ['text with NUL', 'address\0,name', 'list.encoding'],
    ['text of an old code page', Buffer.from('address\nB\xfcro', 'latin1'), 'list.encoding'],
    ['too many portals', json(Array.from({ length: 1_001 }, () => ({}))), 'list.tooMany'],
    [
      'deep nesting',
      `{"format":"gatehouse.portals/1","portals":${'['.repeat(100_000)}`,
      'list.broken',
    ],
  ])('is refused: %s', async (_, text, code) => {
    expect(codeOf(await read(text))).toBe(code);
  });

  it('tells the line where its JSON breaks off, where the parser tells it', async () => {
    const broken = await read('{\n"format": "gatehouse.portals/1"\n"portals": []}\n');
    expect(broken).toMatchObject({ ok: false, error: { params: { line: 3 } } });
  });

  it('is answered, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
          fc
            .string({ unit: 'grapheme', maxLength: 200 })
            .map((text) => Buffer.from(`address,${text}`)),
          fc.jsonValue().map((value) => Buffer.from(json([value]))),
          fc.jsonValue().map((value) => Buffer.from(json([{ address: 'a.b', connection: value }]))),
        ),
        async (bytes) => {
          const answer = await readList(bytes);
          if (answer.ok) expect(answer.value.entries.length).toBeGreaterThan(0);
          else expect(answer.error.code).toMatch(/^list\./);
        },
      ),
      { numRuns: 300 },
    );
  });
});
