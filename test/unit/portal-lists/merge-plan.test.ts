import { describe, expect, it } from 'vitest';
import type { ListEntry, ListedPortal } from '../../../src-main/portal-lists/read-entry';
import { planMerge, type SavedPortal } from '../../../src-main/portal-lists/merge-plan';

let line = 0;
const listed = (more: Partial<ListedPortal> = {}): ListEntry => ({
  ok: true,
  portal: {
    place: { at: 'line', number: (line += 1) },
    name: 'a.example.com',
    address: 'https://a.example.com',
    host: 'a.example.com',
    account: null,
    tags: [],
    connection: {
      proxy: { mode: 'system' },
      certificateAuthority: null,
      clientCertificate: null,
      trustedFingerprint: null,
      allowPlainHttp: false,
    },
    notes: [],
    ...more,
  },
});
const saved = (more: Partial<SavedPortal> = {}): SavedPortal => ({
  id: 'one',
  name: 'Saved',
  host: 'a.example.com',
  address: 'https://a.example.com',
  tags: [],
  account: null,
  ...more,
});

/** What becomes of the rows, in short: its kind, and to which portal. */
const plan = (entries: readonly ListEntry[], portals: readonly SavedPortal[] = []) =>
  planMerge(entries, portals).map(({ row, merge }) =>
    [row.outcome.kind, merge?.portalId].filter(Boolean).join(' '),
  );

describe('a portal of a list', () => {
  it('is new at an address where none is saved', () => {
    expect(plan([listed()], [saved({ address: 'https://b.example.com' })])).toEqual(['new']);
  });

  it('is the saved one of the same address and account, in whatever case', () => {
    const two = [
      saved({ account: 'x@example.com' }),
      saved({ id: 'two', account: 'Y@example.com' }),
    ];
    expect(plan([listed({ account: 'y@EXAMPLE.com', tags: ['t'] })], two)).toEqual(['merge two']);
    expect(plan([listed({ account: 'y@example.com' })], two)).toEqual(['same']);
    expect(plan([listed({ account: 'z@example.com' })], two)).toEqual(['new']);
  });

  it('is the only saved one where one side does not know the account', () => {
    const entry = listed({ tags: ['t'] });
    expect(plan([entry], [saved({ account: 'x@example.com' })])).toEqual(['merge one']);
    expect(plan([listed({ account: 'x@example.com' })], [saved()])).toEqual(['merge one']);
  });

  it('is of several the one of its name, else it is unclear and left alone', () => {
    const two = [saved({ name: 'One' }), saved({ id: 'two', name: 'Two' })];
    expect(plan([listed({ name: 'Two', tags: ['t'] })], two)).toEqual(['merge two']);
    const [unclear] = planMerge([listed({ name: 'Three' })], two);
    expect(unclear?.row.outcome).toMatchObject({ kind: 'bad', error: { code: 'list.unclear' } });
    expect([unclear?.merge, unclear?.added]).toEqual([undefined, undefined]);
  });

  it('gives its account to one saved portal only', () => {
    const entries = [listed({ account: 'x@example.com' }), listed({ account: 'y@example.com' })];
    expect(plan(entries, [saved()])).toEqual(['merge one', 'new']);
  });

  it('is told when it stands there twice, with the place of the first', () => {
    const first = listed({ account: 'x@example.com' });
    const rows = planMerge([first, listed(), listed({ account: 'y@example.com' })], []);
    expect(rows.map(({ row }) => row.outcome.kind)).toEqual(['new', 'duplicate', 'duplicate']);
    expect(rows[1]?.row.outcome).toMatchObject({ of: first.ok ? first.portal.place : null });
    const accounts = [listed({ account: 'x@a' }), listed({ account: 'y@a' })];
    expect(plan(accounts)).toEqual(['new', 'new']);
  });

  it('adds what is missing and takes nothing away', () => {
    const [row] = planMerge(
      [listed({ name: 'Theirs', tags: ['b', 'c'], account: 'x@example.com' })],
      [saved({ name: 'Mine', tags: ['a', 'b'] })],
    );
    expect(row?.row.outcome).toEqual({
      kind: 'merge',
      savedName: 'Mine',
      name: null,
      tags: ['c'],
      account: 'x@example.com',
    });
  });

  it('names a portal that nobody named', () => {
    const [row] = planMerge([listed({ name: 'Theirs' })], [saved({ name: 'a.example.com' })]);
    expect(row?.row.outcome).toMatchObject({ kind: 'merge', name: 'Theirs' });
  });

  it('never brings more tags than a portal can have', () => {
    const tags = Array.from({ length: 19 }, (_, at) => `tag ${at}`);
    const [row] = planMerge([listed({ tags: ['x', 'y', 'z'] })], [saved({ tags })]);
    expect(row?.row.outcome).toMatchObject({ kind: 'merge', tags: ['x'] });
  });

  it('tells no address of a row that could not be read', () => {
    const bad: ListEntry = {
      ok: false,
      place: { at: 'line', number: 9 },
      name: 'Bad',
      error: { code: 'address.credentials', params: {}, retry: 'never' },
    };
    expect(planMerge([bad], [])[0]?.row).toMatchObject({ name: 'Bad', address: null });
  });
});
