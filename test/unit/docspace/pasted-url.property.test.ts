import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted, type Pasted } from '../../../src-main/docspace/pasted-url';

const base = 'https://p.example.com';

const ownId = fc.integer({ min: 1, max: 2 ** 31 - 1 }).map(String);
const piece = fc.oneof(
  fc.constantFrom('|', ' ', '%', '%20', '%2F', '/', '..', '.', '+', '&', '?', '#', '=', ';', "'"),
  fc.constantFrom('Büro', '計画', '🚀', 'تقرير', 'a%zz', '-', '\\', '"'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const connectedId = fc
  .record({
    storage: fc.constantFrom('sbox', 'spoint', 'drive', 'box', 'dropbox', 'onedrive'),
    number: fc.nat({ max: 9999 }),
    path: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  })
  .map(({ storage, number, path }) => `${storage}-${number}${path === '' ? '' : `-|${path}`}`)
  .filter((id) => !/\p{Cc}/u.test(id));
const anyId = fc.oneof(ownId, connectedId);
const shareKey = fc.stringMatching(/^[A-Za-z0-9_.~+/=-]{1,60}$/);

/** A name of a query in any case. */
const cased = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) => [...name].map((c, i) => (upper[i] ? c.toUpperCase() : c)).join(''));

const enc = encodeURIComponent;
interface Form {
  readonly path: string;
  readonly expected: Pasted;
}

/** Every form in which a portal writes the address of an entry. */
const form: fc.Arbitrary<Form> = fc
  .record({
    id: anyId,
    other: anyId,
    key: shareKey,
    fileid: cased('fileid'),
    folder: cased('folder'),
    share: cased('share'),
    keyName: cased('key'),
  })
  .filter(({ id, other }) => id !== other)
  .chain(({ id, other, key, fileid, folder, share, keyName }) => {
    const file = (shareKey: string | null): Pasted => entry('file', id, shareKey);
    return fc.constantFrom<Form>(
      { path: `/doceditor?${fileid}=${enc(id)}&action=edit`, expected: file(null) },
      { path: `/doceditor?${fileid}=${enc(id)}&${share}=${enc(key)}`, expected: file(key) },
      {
        path: `/doceditor?${share}=${enc(key)}&${fileid}=${enc(id)}&is_file=true`,
        expected: file(key),
      },
      { path: `/share/preview/${enc(id)}?${share}=${enc(key)}`, expected: file(key) },
      { path: `/filehandler.ashx?action=download&${fileid}=${enc(id)}`, expected: file(null) },
      {
        path: `/products/files/httphandlers/filehandler.ashx?action=download&${fileid}=${enc(id)}&${share}=${enc(key)}`,
        expected: file(key),
      },
      { path: `/Products/Files/doceditor.aspx?${fileid}=${enc(id)}`, expected: file(null) },
      { path: `/rooms/shared/${enc(other)}/media/view/${enc(id)}`, expected: file(null) },
      { path: `/rooms/shared/${enc(id)}`, expected: entry('room', id, null) },
      {
        path: `/rooms/shared/${enc(id)}/filter?${folder}=${enc(id)}`,
        expected: entry('room', id, null),
      },
      {
        path: `/rooms/shared/${enc(other)}/filter?${folder}=${enc(id)}`,
        expected: entry('folder', id, null),
      },
      {
        path: `/rooms/archived/${enc(other)}/filter?${folder}=${enc(id)}`,
        expected: entry('folder', id, null),
      },
      { path: `/rooms/templates/${enc(id)}/filter`, expected: entry('room', id, null) },
      { path: `/rooms/personal/filter?${folder}=${enc(id)}`, expected: entry('folder', id, null) },
      {
        path: `/ai-agents/${enc(other)}/filter?${folder}=${enc(id)}`,
        expected: entry('folder', id, null),
      },
      { path: `/shared-with-me/filter?${folder}=${enc(id)}`, expected: entry('folder', id, null) },
      { path: `/rooms/share?${keyName}=${enc(key)}`, expected: { kind: 'shareKey', key } },
      {
        path: `/rooms/share?${keyName}=${enc(key)}&${folder}=${enc(id)}`,
        expected: entry('folder', id, key),
      },
    );
  });

function entry(kind: 'file' | 'folder' | 'room', id: string, shareKey: string | null): Pasted {
  return { kind: 'entry', ref: { kind, id }, shareKey };
}

const host = fc.constantFrom(
  'evil.example',
  'p.example.com.evil.example',
  'xp.example.com',
  'p.example.com:8443',
  'p.example.com@evil.example',
  'p.example.com:443@evil.example',
  'р.example.com',
  'p.exаmple.com',
  'p.example.co',
  'bit.ly',
  '[::1]',
  '127.0.0.1',
  'evil.example\\@p.example.com',
  'evil.example#p.example.com',
  'evil.example?p.example.com',
);
const scheme = fc.constantFrom('https://', 'http://', '', '//', 'HTTPS:', 'http:/', 'https:\\\\');

describe('readPasted', () => {
  it('finds the id in every form of address, whatever it is made of', () => {
    fc.assert(
      fc.property(
        form,
        fc.constantFrom(base, 'http://p.example.com', 'p.example.com', ''),
        (one, start) => {
          expect(readPasted(start + one.path, base)).toEqual(one.expected);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('finds ids by themselves', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const read = readPasted(id, base);
        // White space at the end of a name is lost with the paste.
        expect(read).toMatchObject({
          kind: 'ids',
          candidates: [{ id: id.trim() }, { id: id.trim() }],
        });
      }),
    );
  });

  it('never tells an entry, a key or a short link of another host', () => {
    fc.assert(
      fc.property(scheme, host, form, (start, name, { path }) => {
        const { kind } = readPasted(start + name + path, base);
        expect(['otherHost', 'name']).toContain(kind);
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, and tells of no address but the portal’s', () => {
    const fragment = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud800', '\udfff', '%', '%25%32%35', '%E0%A4%A', '..', '/../', '\0', '\n'),
      fc.constantFrom(
        'javascript:',
        'data:',
        'blob:',
        'https://',
        '//',
        '\\\\',
        '@',
        ':',
        '#',
        '?',
      ),
      fc.constantFrom(
        'p.example.com',
        '/rooms/share?key=',
        '/doceditor?fileId=',
        '/s/',
        '&folder=',
      ),
      fc.constant('x'.repeat(100_000)),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
        const read = readPasted(fragments.join(''), base);
        if (read.kind === 'short')
          expect(read.url).toMatch(/^https:\/\/p\.example\.com\/s\/[\w-]+$/);
        if (read.kind === 'entry') expect(read.ref.id).toMatch(/^(?:[1-9]\d*|[a-z]+-\d+.*)$/is);
        if (read.kind === 'otherHost') expect(read.host).not.toBe('p.example.com');
        if (read.kind === 'name') expect(read.text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 3000 },
    );
  });
});
