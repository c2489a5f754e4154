import { describe, expect, it } from 'vitest';
import { searchEntries } from '../../../src-main/docspace/browse';
import { sampleIds } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { onPractice } from './on-practice';
import { good, sessionFor, startPortal, thrown, type Reply } from './portal-server';

interface Content {
  readonly rooms?: readonly object[];
  readonly files?: readonly object[];
  readonly total?: number;
}

const answer = ({ rooms = [], files = [], total }: Content): Reply =>
  good({ folders: rooms, files, pathParts: [], total: total ?? rooms.length + files.length });
const file = (id: number) => ({ id, title: `File ${id}.docx`, rootFolderType: 14 });
const room = (id: number) => ({ id, title: `Room ${id}`, rootFolderType: 14, roomType: 5 });

/** A portal with so many rooms; what a search finds in each is told by the room's id. */
async function facing(rooms: number, inside: (path: string) => Reply, named: Content = {}) {
  const portal = await startPortal(({ url }) => {
    const { pathname, searchParams } = new URL(url, 'http://p');
    const path = pathname.replace('/api/2.0/files/', '');
    if (path !== 'rooms') return inside(path);
    if (searchParams.has('filterValue')) return answer(named);
    const all = Array.from({ length: rooms }, (_, index) => room(index + 1));
    return answer({ rooms: all.slice(0, Number(searchParams.get('count'))), total: rooms });
  });
  const asked = () => portal.seen.map(({ url }) => new URL(url, 'http://p'));
  return { session: await sessionFor(portal.baseUrl), asked };
}

describe('searchEntries', () => {
  it('finds rooms, own documents and what lies in rooms, in this order and each once', async () => {
    const { session, asked } = await facing(
      2,
      (path) => answer({ files: path === '@my' ? [file(1)] : [file(2), file(Number(path) + 10)] }),
      { rooms: [room(7)] },
    );
    const found = valueOf(await searchEntries(session, { text: ' plan ', most: 20 }));
    expect(found.entries.map(({ ref }) => `${ref.kind} ${ref.id}`)).toEqual([
      'room 7',
      'file 1',
      'file 2',
      'file 11',
      'file 12',
    ]);
    expect(found.more).toBe(false);
    const inside = asked().filter(({ pathname }) => /files\/\d+$/.test(pathname));
    for (const { searchParams } of inside) {
      expect(searchParams.get('filterValue')).toBe('plan');
      expect(searchParams.get('withSubFolders')).toBe('true');
      expect(searchParams.has('sortBy')).toBe(false);
    }
    expect(inside).toHaveLength(2);
  });

  it('stops where there is enough, and says that there may be more', async () => {
    const { session, asked } = await facing(30, (path) =>
      answer({
        files: path === '@my' ? [] : [file(Number(path) * 10), file(Number(path) * 10 + 1)],
      }),
    );
    const found = valueOf(await searchEntries(session, { text: 'plan', most: 5 }));
    expect(found.entries).toHaveLength(5);
    expect(found.more).toBe(true);
    expect(asked().length).toBeLessThanOrEqual(3 + 6);
  });

  it('does not go through all rooms of a large portal', async () => {
    const { session, asked } = await facing(500, () => answer({}));
    const found = valueOf(await searchEntries(session, { text: 'plan', most: 50 }));
    expect(found).toEqual({ entries: [], more: true });
    expect(asked()).toHaveLength(3 + 36);
  });

  it.each([
    ['a room that is gone', thrown(404, 'Item not found')],
    ['a storage that does not answer the portal', thrown(500, 'timeout')],
  ])('%s is left out, and told as more', async (_, reply) => {
    const { session } = await facing(2, (path) =>
      path === '1' ? reply : answer({ files: [file(5)] }),
    );
    const found = valueOf(await searchEntries(session, { text: 'plan', most: 50 }));
    expect(found.entries.map(({ ref }) => ref.id)).toEqual(['5']);
    expect(found.more).toBe(true);
  });

  it('does without documents of guests, who have none', async () => {
    const { session } = await facing(1, (path) =>
      path === '@my' ? thrown(403, 'denied') : answer({ files: [file(5)] }),
    );
    expect(valueOf(await searchEntries(session, { text: 'plan', most: 50 })).entries).toHaveLength(
      1,
    );
  });

  it.each([
    ['1', 402, 'portal.notPaid'],
    ['@my', 401, 'portal.keyRefused'],
    ['2', 503, 'portal.unavailable'],
  ])('ends where %s answers %d', async (at, status, code) => {
    const { session, asked } = await facing(30, (path) => (path === at ? { status } : answer({})));
    expect(codeOf(await searchEntries(session, { text: 'plan', most: 50 }))).toBe(code);
    const rooms = new Set(asked().map(({ pathname }) => pathname));
    expect(rooms.size).toBeLessThanOrEqual(2 + 6);
  });

  it.each(['', '   '])('asks nothing for %j', async (text) => {
    const { session, asked } = await facing(1, () => answer({}));
    const found = await searchEntries(session, { text, most: 50 });
    expect(found).toEqual({ ok: true, value: { entries: [], more: false } });
    expect(asked()).toHaveLength(0);
  });

  it('can be cancelled', async () => {
    const { session } = await facing(1, () => answer({}));
    const result = await searchEntries(session, { text: 'x', most: 5 }, AbortSignal.abort());
    expect(codeOf(result)).toBe('net.cancelled');
  });

  it.each([
    ['survey', [`folder ${sampleIds.folders.surveys}`, `file ${sampleIds.files.nested}`]],
    ['harbour', [`room ${sampleIds.rooms.custom}`]],
    ['trade fair', [`room ${sampleIds.rooms.archived}`]],
    ['🚀', [`file ${sampleIds.files.emoji}`]],
    ['تقرير', [`file ${sampleIds.files.rightToLeft}`]],
    ['minutes', [`file ${sampleIds.files.inForeign}`]],
  ])('finds %s on the practice portal', async (text, expected) => {
    const { session } = await onPractice();
    const { entries, more } = valueOf(await searchEntries(session, { text, most: 50 }));
    expect(entries.map(({ ref }) => `${ref.kind} ${ref.id}`)).toEqual(
      expect.arrayContaining(expected),
    );
    expect(more).toBe(false);
  });
});
