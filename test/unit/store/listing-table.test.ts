import { beforeEach, expect, it } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { createEntryTable, type NewEntry } from '../../../src-main/store/entry-table';
import { createListingTable, type ListingTable } from '../../../src-main/store/listing-table';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from './memory-database';
import { savePortal } from './store-rig';

const early = '2026-03-01T08:00:00.000Z';
const late = '2026-03-02T08:00:00.000Z';
const path = [{ id: '2', title: 'Rooms' }];

let database: Database;
let table: ListingTable;
beforeEach(async () => {
  database = await memoryDatabase();
  table = createListingTable(database);
  for (const id of ['p1', 'p2']) await savePortal(database, id);
});

const entries = (...ids: readonly string[]): NewEntry[] =>
  ids.map((id) => ({
    ref: { kind: 'folder', id },
    title: id,
    body: { title: id },
    roomType: null,
    own: null,
    path: null,
  }));
const shown = async (first: number, last: number, place = 'rooms') =>
  valueOf(await table.pages('p1', place, first, last)).map(({ page, entries: rows }) => [
    page,
    ...rows.map(({ ref }) => ref.id),
  ]);

it('a place that was never read has neither head nor pages', async () => {
  expect(valueOf(await table.head('p1', 'rooms'))).toBeNull();
  expect(await shown(0, 5)).toEqual([]);
});

it('pages are told in their order, with their entries in the portal’s order', async () => {
  await table.put('p1', 'rooms', { page: 2, total: 250, path, entries: entries('z', 'a') }, early);
  await table.put('p1', 'rooms', { page: 0, total: 250, path, entries: entries('m', 'b') }, early);
  await table.put('p1', 'my', { page: 1, total: 150, path, entries: entries('other') }, early);
  expect(await shown(0, 2)).toEqual([
    [0, 'm', 'b'],
    [2, 'z', 'a'],
  ]);
  expect(await shown(1, 1)).toEqual([]);
});

it('a page that is read again takes the place of the old one', async () => {
  await table.put('p1', 'rooms', { page: 0, total: 2, path, entries: entries('a', 'b') }, early);
  await table.put('p1', 'rooms', { page: 0, total: 1, path, entries: entries('b') }, late);
  expect(await shown(0, 0)).toEqual([[0, 'b']]);
  expect(valueOf(await table.pages('p1', 'rooms', 0, 0))[0]?.asOf).toBe(late);
});

it('an empty place has one page without entries', async () => {
  await table.put('p1', 'rooms', { page: 0, total: 0, path, entries: [] }, early);
  expect(await shown(0, 0)).toEqual([[0]]);
  expect(valueOf(await table.head('p1', 'rooms'))).toEqual({ total: 0, path, asOf: early });
});

it('the head is the way of the newest page, and the total that was told last', async () => {
  await table.put('p1', 'rooms', { page: 0, total: 150, path: [], entries: [] }, late);
  await table.put('p1', 'rooms', { page: 1, total: 140, path, entries: [] }, early);
  expect(valueOf(await table.head('p1', 'rooms'))).toEqual({ total: 140, path: [], asOf: late });
  await table.put('p1', 'my', { page: 0, total: 7, path, entries: [] }, early);
  expect(valueOf(await table.head('p1', 'rooms'))?.total).toBe(140);
});

it('pages behind the end are forgotten', async () => {
  for (const page of [0, 1, 2]) {
    await table.put('p1', 'rooms', { page, total: 300, path, entries: entries(`${page}`) }, early);
  }
  await table.put('p1', 'rooms', { page: 0, total: 200, path, entries: entries('0') }, late);
  expect(await shown(0, 9)).toEqual([
    [0, '0'],
    [1, '1'],
  ]);
});

it('an entry that changed elsewhere is told as it is now; one that is gone is left out', async () => {
  await table.put('p1', 'rooms', { page: 0, total: 2, path, entries: entries('a', 'b') }, early);
  const [renamed] = entries('a');
  if (renamed) await createEntryTable(database).put('p1', [{ ...renamed, body: 1 }], late);
  await database.write([{ sql: `DELETE FROM entries WHERE id = 'b'` }]);
  const [page] = valueOf(await table.pages('p1', 'rooms', 0, 0));
  expect(page?.entries.map(({ body }) => body)).toEqual([1]);
});

it('nothing is kept of a portal that is not saved', async () => {
  const page = { page: 0, total: 0, path, entries: [] };
  expect(codeOf(await table.put('gone', 'rooms', page, early))).toBe('store.failed');
});
