import { beforeEach, describe, expect, it } from 'vitest';
import type { EntryRef } from '../../../src-main/contract/entries';
import type { Database } from '../../../src-main/store/database';
import {
  createEntryTable,
  type EntryTable,
  type NewEntry,
  type NewLink,
} from '../../../src-main/store/entry-table';
import { createListingTable, type ListingTable } from '../../../src-main/store/listing-table';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from './memory-database';
import { savePortal } from './store-rig';

const early = '2026-03-01T08:00:00.000Z';
const late = '2026-03-02T08:00:00.000Z';
const file = (id: string): EntryRef => ({ kind: 'file', id });

let database: Database;
let table: EntryTable;
let listings: ListingTable;
beforeEach(async () => {
  database = await memoryDatabase();
  table = createEntryTable(database);
  listings = createListingTable(database);
  for (const id of ['p1', 'p2']) await savePortal(database, id);
});

const entry = (ref: EntryRef, title: string, more: Partial<NewEntry> = {}): NewEntry => ({
  ref,
  title,
  body: { title },
  roomType: null,
  own: null,
  path: null,
  ...more,
});
const link = (id: string, more: Partial<NewLink> = {}): NewLink => ({
  id,
  body: { id, password: 'Open-Sesame-42' },
  shareKey: `key-${id}`,
  url: `https://docs.example.com/s/${id}`,
  ...more,
});
const count = async (name: string): Promise<unknown> => {
  const [row] = valueOf(await database.all(`SELECT count(*) AS n FROM ${name}`));
  return row?.['n'];
};
const titles = async (text: string, most = 10, portalId = 'p1') =>
  valueOf(await table.search(portalId, text, most)).map(({ body }) => body);

describe('entries', () => {
  it('keep what was told of them, and what was not told again', async () => {
    const path = [{ id: '2' }];
    await table.put('p1', [entry(file('1'), 'A', { roomType: 'custom', own: false, path })], early);
    await table.put('p1', [entry(file('1'), 'B')], late);
    expect(valueOf(await table.get('p1', file('1')))).toEqual({
      ref: file('1'),
      body: { title: 'B' },
      roomType: 'custom',
      own: false,
      path,
      asOf: late,
      linksAsOf: null,
      linksHidden: 0,
    });
    expect(valueOf(await table.get('p2', file('1')))).toBeNull();
    expect(valueOf(await table.get('p1', { kind: 'folder', id: '1' }))).toBeNull();
  });

  it('are not kept for a portal that is not saved', async () => {
    expect(codeOf(await table.put('gone', [entry(file('1'), 'A')], early))).toBe('store.failed');
  });

  it('give a body that is no JSON as one that fits no schema', async () => {
    await table.put('p1', [entry(file('1'), 'A')], early);
    await database.write([{ sql: `UPDATE entries SET body = '{', path = '['` }]);
    expect(valueOf(await table.get('p1', file('1')))).toMatchObject({
      body: undefined,
      path: undefined,
    });
  });
});

describe('links', () => {
  it('are those of the last reading, in the portal’s order', async () => {
    const of = entry(file('1'), 'A');
    await table.putLinks('p1', of, { shown: [link('a'), link('b')], hidden: 0 }, early);
    await table.putLinks('p1', of, { shown: [link('c'), link('a')], hidden: 2 }, late);
    const kept = valueOf(await table.links('p1', file('1')));
    expect(kept.map(({ id }) => id)).toEqual(['c', 'a']);
    expect(kept[1]?.body).toEqual({ id: 'a', password: 'Open-Sesame-42' });
    expect(valueOf(await table.get('p1', file('1')))).toMatchObject({
      linksAsOf: late,
      linksHidden: 2,
    });
  });

  it('stay when a list tells of their entry again', async () => {
    const of = entry(file('1'), 'A');
    await table.putLinks('p1', of, { shown: [link('a')], hidden: 1 }, early);
    await table.put('p1', [of], late);
    expect(valueOf(await table.links('p1', file('1')))).toHaveLength(1);
    expect(valueOf(await table.get('p1', file('1')))).toMatchObject({
      asOf: late,
      linksAsOf: early,
      linksHidden: 1,
    });
  });

  it('are found by share key and by address, within their portal', async () => {
    await table.putLinks('p1', entry(file('1'), 'A'), { shown: [link('a')], hidden: 0 }, early);
    const found = { ref: file('1'), linkId: 'a' };
    expect(valueOf(await table.byKey('p1', { shareKey: 'key-a' }))).toEqual(found);
    expect(valueOf(await table.byKey('p1', { url: link('a').url }))).toEqual(found);
    expect(valueOf(await table.byKey('p1', { shareKey: 'key-b' }))).toBeNull();
    expect(valueOf(await table.byKey('p2', { shareKey: 'key-a' }))).toBeNull();
  });
});

describe('a search for titles', () => {
  beforeEach(async () => {
    const names = [
      'Annual report.docx',
      'ANNUAL plan',
      '100% done_1',
      'تقرير المبيعات',
      '🚀 Launch',
    ];
    await table.put(
      'p1',
      names.map((title, index) => entry(file(String(index)), title)),
      early,
    );
    await table.put('p2', [entry(file('9'), 'Annual report of another portal')], early);
  });

  it('finds any part, whatever the case, of one portal only', async () => {
    expect(await titles('nual')).toEqual([
      { title: 'Annual report.docx' },
      { title: 'ANNUAL plan' },
    ]);
    expect(await titles('nual', 1)).toHaveLength(1);
    expect(await titles('المبي')).toEqual([{ title: 'تقرير المبيعات' }]);
  });

  it('finds fewer than three characters too', async () => {
    expect(await titles('🚀')).toEqual([{ title: '🚀 Launch' }]);
    expect(await titles('0%')).toEqual([{ title: '100% done_1' }]);
    expect(await titles('e_')).toEqual([{ title: '100% done_1' }]);
  });

  it('takes every character for itself', async () => {
    expect(await titles('nual OR plan')).toEqual([]);
    expect(await titles('"annual')).toEqual([]);
  });

  it('follows a new title', async () => {
    await table.put('p1', [entry(file('1'), 'Budget')], late);
    expect(await titles('ANNUAL plan')).toEqual([]);
    expect(await titles('budget')).toEqual([{ title: 'Budget' }]);
  });
});

describe('what is forgotten', () => {
  const places = ['entries', 'links', 'listing_pages', 'entries_text'];
  beforeEach(async () => {
    for (const portalId of ['p1', 'p2']) {
      const of = entry(file('1'), 'Annual report');
      await table.putLinks(portalId, of, { shown: [link('a')], hidden: 0 }, early);
      const page = { page: 0, total: 1, path: [], entries: [of] };
      await listings.put(portalId, 'rooms', page, early);
    }
  });
  const left = () => Promise.all(places.map(count));

  it('goes along with its portal, the index included', async () => {
    await database.write([{ sql: `DELETE FROM portals WHERE id = 'p1'` }]);
    expect(await left()).toEqual([1, 1, 1, 1]);
    expect(await titles('annual', 10, 'p2')).toHaveLength(1);
  });

  it('goes when the portal is seen with other eyes', async () => {
    valueOf(await table.forget('p1'));
    expect(await left()).toEqual([1, 1, 1, 1]);
    expect(valueOf(await table.get('p1', file('1')))).toBeNull();
    expect(await titles('annual')).toEqual([]);
  });
});
