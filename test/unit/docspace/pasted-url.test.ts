import { describe, expect, it } from 'vitest';
import { readPasted, type Pasted } from '../../../src-main/docspace/pasted-url';

const base = 'https://p.example.com';
const key = 'c2lnbmVk-_.~';

const file = (id: string, shareKey: string | null = null): Pasted => ({
  kind: 'entry',
  ref: { kind: 'file', id },
  shareKey,
});
const folder = (id: string, shareKey: string | null = null): Pasted => ({
  kind: 'entry',
  ref: { kind: 'folder', id },
  shareKey,
});
const room = (id: string): Pasted => ({
  kind: 'entry',
  ref: { kind: 'room', id },
  shareKey: null,
});
const page: Pasted = { kind: 'page' };
const place = (at: 'rooms' | 'archive' | 'my'): Pasted => ({ kind: 'place', place: { at } });

describe('pages of the portal', () => {
  it.each<[string, Pasted]>([
    ['/doceditor?fileId=12', file('12')],
    ['/doceditor?fileid=12&version=3&action=view', file('12')],
    ['/doceditor?FILEID=12&action=fill&Share=c2lnbmVk-_.~', file('12', key)],
    ['/doceditor/?fileId=12', file('12')],
    ['/doceditor?share=c2lnbmVk-_.~', { kind: 'shareKey', key }],
    ['/doceditor', page],
    ['/doceditor?fileId=', page],
    ['/doceditor?fileId=-1', page],
    ['/rooms/shared', place('rooms')],
    ['/rooms/shared/', place('rooms')],
    ['/rooms/shared/filter?page=1&sortby=AZ', place('rooms')],
    ['/rooms', place('rooms')],
    ['/rooms/shared/7', room('7')],
    ['/rooms/shared/7/filter?folder=7&count=100', room('7')],
    ['/rooms/shared/7/filter?folder=9', folder('9')],
    ['/rooms/shared/filter?Folder=9', folder('9')],
    ['/rooms/shared/7/media/view/31', file('31')],
    ['/rooms/shared/7/filter/media/view/31?folder=9', file('31')],
    ['/rooms/archived', place('archive')],
    ['/rooms/archived/7/filter?folder=9', folder('9')],
    ['/rooms/archived/7', room('7')],
    ['/rooms/templates/7/filter', room('7')],
    ['/rooms/templates', page],
    ['/rooms/personal', place('my')],
    ['/rooms/personal/filter?folder=9', folder('9')],
    ['/rooms/nowhere/7', page],
    ['/ai-agents/7/filter?folder=7', room('7')],
    ['/ai-agents/7/filter?folder=9', folder('9')],
    ['/ai-agents', page],
    ['/shared-with-me/filter?folder=9', folder('9')],
    ['/shared-with-me/filter', page],
    ['/recent/filter', page],
    ['/recent/filter/media/view/31', file('31')],
    ['/files/favorite', page],
    ['/files/trash/filter?folder=4', folder('4')],
    ['/files/trash', page],
    ['/share/preview/31?share=c2lnbmVk-_.~', file('31', key)],
    ['/filehandler.ashx?action=download&fileid=12', file('12')],
    ['/filehandler.ashx?action=download&fileid=12&share=c2lnbmVk-_.~', file('12', key)],
    ['/products/files/httphandlers/filehandler.ashx?action=view&fileid=12', file('12')],
    ['/Products/Files/DocEditor.aspx?fileid=12', file('12')],
    ['/rooms/share?key=c2lnbmVk-_.~', { kind: 'shareKey', key }],
    ['/rooms/share?KEY=c2lnbmVk-_.~&folder=9', folder('9', key)],
    ['/rooms/share?folder=9', page],
    ['/rooms/share', page],
    ['/s/5XzpDt6wZRdsTrJ', { kind: 'short', url: `${base}/s/5XzpDt6wZRdsTrJ` }],
    ['/s/5XzpDt6wZRdsTrJ?utm=1#x', { kind: 'short', url: `${base}/s/5XzpDt6wZRdsTrJ` }],
    ['/s/', page],
    ['/s/a/b', page],
    ['/s/%2e%2e', page],
    ['/', page],
    ['', page],
    ['/portal-settings/license', page],
  ])('%s', (path, expected) => {
    expect(readPasted(base + path, base)).toEqual(expected);
  });

  it('keeps the first of two values of a name', () => {
    expect(readPasted(`${base}/doceditor?fileId=12&FILEID=13`, base)).toEqual(file('12'));
  });
});

describe('how a URL may be written', () => {
  it.each([
    'HTTPS://P.Example.COM/rooms/shared/7',
    'http://p.example.com/rooms/shared/7',
    'https://p.example.com:443/rooms/shared/7',
    'https://p.example.com./rooms/shared/7',
    'https://somebody:secret@p.example.com/rooms/shared/7',
    'p.example.com/rooms/shared/7',
    '//p.example.com/rooms/shared/7',
    'P.EXAMPLE.COM/rooms/shared/7',
    '/rooms/shared/7',
    '  https://p.example.com/rooms/shared/7\n',
    'https://p.example.com/a/../rooms/shared/./7',
    'https:\\\\p.example.com\\rooms\\shared\\7',
  ])('%j', (text) => {
    expect(readPasted(text, base)).toEqual(room('7'));
  });

  it('knows the port as part of the portal', () => {
    const local = 'http://127.0.0.1:8092';
    expect(readPasted('127.0.0.1:8092/rooms/shared/7', local)).toEqual(room('7'));
    expect(readPasted(`${local}/s/abc`, local)).toEqual({ kind: 'short', url: `${local}/s/abc` });
    expect(readPasted('http://127.0.0.1/rooms/shared/7', local)).toEqual({
      kind: 'otherHost',
      host: '127.0.0.1',
    });
  });
});

describe('another host', () => {
  it.each([
    ['https://other.example.com/rooms/shared/7', 'other.example.com'],
    ['https://other.example.com', 'other.example.com'],
    ['https://p.example.com:8443/rooms/shared/7', 'p.example.com:8443'],
    ['https://p.example.com@evil.example/doceditor?fileId=12', 'evil.example'],
    ['https://p.example.com.evil.example/doceditor?fileId=12', 'p.example.com.evil.example'],
    ['https://evil.example\\@p.example.com/doceditor?fileId=12', 'evil.example'],
    ['https://evil.example#@p.example.com/doceditor?fileId=12', 'evil.example'],
    ['//evil.example/doceditor?fileId=12', 'evil.example'],
    ['https://р.example.com/doceditor?fileId=12', 'xn--p1a.example.com'],
    ['https://p。example。com.evil.example/s/abc', 'p.example.com.evil.example'],
    ['https://bit.ly/3abcDEF', 'bit.ly'],
    ['other.example.com/rooms/shared/7', 'other.example.com'],
    ['other.example.com:8443/s/abc', 'other.example.com:8443'],
    ['https://[::1]/doceditor?fileId=12', '[::1]'],
  ])('%s', (text, host) => {
    expect(readPasted(text, base)).toEqual({ kind: 'otherHost', host });
  });
});

describe('ids and names', () => {
  const ids = (id: string, text = id): Pasted => ({
    kind: 'ids',
    candidates: [
      { kind: 'file', id },
      { kind: 'folder', id },
    ],
    text,
  });
  const name = (text: string): Pasted => ({ kind: 'name', text });

  it.each<[string, Pasted]>([
    ['12', ids('12')],
    ['  12 ', ids('12')],
    ['2147483647', ids('2147483647')],
    ['2147483648', name('2147483648')],
    ['0', name('0')],
    ['007', name('007')],
    ['-12', name('-12')],
    ['1e3', name('1e3')],
    ['１２', name('１２')],
    ['sbox-1', ids('sbox-1')],
    ['sbox-1-|Büro 50%|a b.docx', ids('sbox-1-|Büro 50%|a b.docx')],
    ['drive-12-|0B5-xyz', ids('drive-12-|0B5-xyz')],
    ['report-2024-final.docx', name('report-2024-final.docx')],
    ['', name('')],
    ['   ', name('')],
    ['Annual report', name('Annual report')],
    ['Q3/Q4 plan.docx', name('Q3/Q4 plan.docx')],
    ['a.docx/b.docx', name('a.docx/b.docx')],
    ['p.example.com@evil.example/s/abc', name('p.example.com@evil.example/s/abc')],
    ['/Q3', name('/Q3')],
    ['🚀 Launch', name('🚀 Launch')],
    ['https://', name('https://')],
    ['https://:80/', name('https://:80/')],
    ['javascript:alert(1)//p.example.com/s/abc', name('javascript:alert(1)//p.example.com/s/abc')],
    ['data:text/html,https://p.example.com/s/a', name('data:text/html,https://p.example.com/s/a')],
    ['file:///rooms/shared/7', name('file:///rooms/shared/7')],
    ['ftp://p.example.com/rooms/shared/7', name('ftp://p.example.com/rooms/shared/7')],
    ['c2lnbmVk-_', name('c2lnbmVk-_')],
  ])('%j', (text, expected) => {
    expect(readPasted(text, base)).toEqual(expected);
  });

  it('the host alone is the start page', () => {
    expect(readPasted('p.example.com', base)).toEqual(page);
  });

  it('cuts what is too long for anything', () => {
    const long = `${base}/doceditor?fileId=12&x=${'y'.repeat(100_000)}`;
    expect(readPasted(long, base)).toEqual(name(long.slice(0, 4000)));
  });
});
