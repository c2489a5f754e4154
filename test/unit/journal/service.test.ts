import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import type { ChangeFilter } from '../../../src-main/contract/changes';
import { fail } from '../../../src-main/contract/result';
import { registered } from '../../../src-main/journal/registered';
import { codeOf, valueOf } from '../answers';
import { createRig, intentOf, portalA, portalB, type Rig } from './journal-rig';

const all: ChangeFilter = { show: 'all', portalId: null, search: '' };

let rig: Rig;
beforeEach(async () => {
  rig = await createRig();
});

const calls = () => rig.journal().calls;
const list = async (filter: Partial<ChangeFilter> = {}, offset = 0, limit = 200) =>
  valueOf(await calls().list({ filter: { ...all, ...filter }, offset, limit }));
const keysOf = async (filter: Partial<ChangeFilter> = {}) => {
  const { rows } = await list(filter);
  const changes = await Promise.all(rows.map(({ id }) => rig.journal().byId(id)));
  return changes.map((change) => valueOf(change).objectKey);
};
const row = async (id: string) => {
  const found = (await list()).rows.find((one) => one.id === id);
  if (!found) throw new Error(`no row ${id}`);
  return found;
};

describe('recording', () => {
  it('answers when the change is on disk', async () => {
    rig.offline.add(portalA);
    const id = await rig.record();
    expect(await rig.stored(id)).toMatchObject({ state: 'queued', desired: '{"a":1}' });
    expect(rig.journal().latest(portalA, 'model.settings')?.id).toBe(id);
    expect(rig.journal().open(portalB)).toEqual([]);
  });

  it('merges what waits for the same object in one step', async () => {
    rig.offline.add(portalA);
    const first = await rig.record();
    const second = await rig.record({ desired: { b: 1 }, base: { b: 0 } });
    expect(await rig.stored(first)).toMatchObject({ state: 'superseded' });
    expect(await rig.stored(second)).toMatchObject({ desired: '{"a":1,"b":1}', position: 1 });
    expect(rig.journal().pendingFields(portalA, 'one')).toEqual({ a: 1, b: 1 });
    expect(rig.journal().pendingFields(portalA, 'two')).toEqual({});
    expect(await rig.journal().resume(portalA)).toMatchObject({ done: 1 });
    expect(rig.journal().pendingFields(portalA, 'one')).toEqual({});
  });

  it('is no conflict with what was done since the person saw the portal', async () => {
    const seenAt = rig.now().toISOString();
    rig.pass(3_600_000);
    await rig.reaches(await rig.record(), 'done');
    rig.pass(3_600_000);
    const other = await rig.record({ desired: { a: 2 } });
    await rig.reaches(other, 'conflict');
    const known = await rig.record({ desired: { a: 3 }, seenAt });
    await rig.reaches(known, 'done');
    expect(rig.contents.get(`${portalA} one`)).toMatchObject({ a: 3 });
  });

  it('refuses what it cannot carry out', async () => {
    const { record } = rig.journal();
    const intent = { ...intentOf('one'), desired: { a: 0 } };
    expect(codeOf(await record(intent))).toBe('change.nothing');
    expect(codeOf(await record({ ...intent, operation: 'no.such' }))).toBe(
      'change.unknownOperation',
    );
    expect(codeOf(await record({ ...intent, desired: {} }))).toBe('change.nothing');
    expect(codeOf(await record({ ...intent, desired: { odd: 1 } }))).toBe(
      'change.unknownOperation',
    );
    expect(codeOf(await record({ ...intent, portalId: 'gone' }))).toBe('change.notNow');
    expect((await list()).total).toBe(0);
  });

  it('is undone by a store that refuses', async () => {
    rig.database.write = () => Promise.resolve(fail(appError('store.readOnly')));
    await rig.restart();
    const recorded = await rig.journal().record(intentOf('one'));
    expect(codeOf(recorded)).toBe('store.readOnly');
    expect(rig.journal().open()).toEqual([]);
  });
});

describe('the list', () => {
  beforeEach(async () => {
    rig.offline.add(portalB);
    await rig.reaches(await rig.record({ objectKey: 'done' }), 'done');
    rig.contents.set(`${portalA} conflict`, { a: 5 });
    await rig.reaches(await rig.record({ objectKey: 'conflict' }), 'conflict');
    await rig.record({
      portalId: portalB,
      objectKey: 'queued',
      target: { kind: 'license', title: 'Übung 100%.lic' },
    });
    await rig.record({ portalId: portalB, objectKey: 'held', hold: true });
  });

  it('shows newest first, a page at a time', async () => {
    expect(await keysOf()).toEqual(['held', 'queued', 'conflict', 'done']);
    const page = await list({}, 1, 2);
    expect(page.rows.map(({ state }) => state)).toEqual(['queued', 'conflict']);
    expect(page.total).toBe(4);
  });

  it('filters', async () => {
    expect(await keysOf({ show: 'open' })).toEqual(['held', 'queued', 'conflict']);
    expect(await keysOf({ show: 'review' })).toEqual(['held', 'conflict']);
    expect(await keysOf({ show: 'ended' })).toEqual(['done']);
    expect(await keysOf({ portalId: portalA })).toEqual(['conflict', 'done']);
    expect(await keysOf({ portalId: portalB, show: 'review' })).toEqual(['held']);
    expect((await list({ show: 'review' }, 0, 1)).total).toBe(2);
  });

  it.each([
    ['beta', ['held', 'queued']],
    ['ALPHA', ['conflict', 'done']],
    ['übung', ['queued']],
    ['100%', ['queued']],
    ['%', ['queued']],
    ['_', []],
    ['l.set', ['held', 'queued', 'conflict', 'done']],
    ['ann@', ['conflict', 'done']],
    ['an', ['conflict', 'done']],
    ['"NEAR(', []],
    ['   ', ['held', 'queued', 'conflict', 'done']],
  ])('finds %s', async (search, found) => {
    expect(await keysOf({ search })).toEqual(found);
    expect((await list({ search })).total).toBe(found.length);
  });

  it('is counted', async () => {
    expect(valueOf(await calls().counts(undefined))).toEqual({
      open: 3,
      review: 2,
      byPortal: { [portalA]: 1, [portalB]: 2 },
      reviewByPortal: { [portalA]: 1, [portalB]: 1 },
      paused: [],
    });
  });
});

describe('the detail of a change', () => {
  it('tells fields, what stands against them, and every step', async () => {
    rig.contents.set(`${portalA} one`, { a: 5, b: 0, c: 9 });
    const changeId = await rig.record({ base: { a: 0, b: 0 }, desired: { a: 1, b: 1 } });
    await rig.reaches(changeId, 'conflict');
    const detail = valueOf(await calls().detail({ changeId }));
    expect(detail.fields).toEqual([
      {
        field: 'a',
        secret: false,
        base: 0,
        desired: 1,
        portal: 5,
        conflicting: true,
        keptOtherwise: false,
      },
      {
        field: 'b',
        secret: false,
        base: 0,
        desired: 1,
        portal: 0,
        conflicting: false,
        keptOtherwise: false,
      },
    ]);
    expect(detail.steps.map(({ state }) => state)).toEqual(['queued', 'checking', 'conflict']);
    expect(detail.actions).toEqual(['resolve', 'retry', 'discard']);
    valueOf(await calls().resolve({ changeId, mine: [] }));
    await rig.reaches(changeId, 'done');
    expect(rig.sent).toEqual(['one {"a":5,"b":1,"c":9}']);
  });

  it('keeps secrets to itself, also those of operations that it does not know', async () => {
    rig = await createRig({ operation: { secretFields: ['a'] } });
    const changeId = await rig.record({
      base: { a: 0, b: 0 },
      desired: { a: 'secret', b: 1 },
    });
    await rig.reaches(changeId, 'done');
    const hidden = { secret: true, base: null, desired: null, portal: null };
    const { fields } = valueOf(await calls().detail({ changeId }));
    expect(fields[0]).toMatchObject({ field: 'a', ...hidden });
    expect(fields[1]).toMatchObject({ field: 'b', secret: false, desired: 1, portal: 1 });
    await rig.database.write([{ sql: 'UPDATE changes SET version = 7' }]);
    const unknown = valueOf(await calls().detail({ changeId }));
    expect(unknown.fields[1]).toMatchObject({ field: 'b', ...hidden });
  });

  it('of no change is an error', async () => {
    expect(codeOf(await calls().detail({ changeId: 'nothing' }))).toBe('change.unknown');
  });
});

describe('undo', () => {
  it('records the way back as a change of its own', async () => {
    const changeId = await rig.record();
    await rig.reaches(changeId, 'done');
    expect((await row(changeId)).actions).toEqual(['undo']);
    const undone = valueOf(await calls().undo({ changeId }));
    await rig.reaches(undone.changeId, 'done');
    expect(rig.contents.get(`${portalA} one`)).toEqual({ a: 0, b: 0 });
    expect(await row(undone.changeId)).toMatchObject({ undoOf: changeId });
    expect(await row(changeId)).toMatchObject({
      undo: { can: false, reason: 'undone' },
      actions: [],
    });
    expect(codeOf(await calls().undo({ changeId }))).toBe('change.notNow');
  });

  it('can be asked for again when it came to nothing', async () => {
    const changeId = await rig.record();
    await rig.reaches(changeId, 'done');
    rig.offline.add(portalA);
    const first = valueOf(await calls().undo({ changeId }));
    expect((await row(changeId)).undo).toEqual({ can: false, reason: 'undone' });
    valueOf(await calls().discard({ changeId: first.changeId }));
    expect((await row(changeId)).undo).toEqual({ can: true, loses: null });
    rig.offline.clear();
    const second = valueOf(await calls().undo({ changeId }));
    await rig.reaches(second.changeId, 'done');
  });

  it('happens once, however often it is asked for', async () => {
    const changeId = await rig.record();
    await rig.reaches(changeId, 'done');
    const both = await Promise.all([calls().undo({ changeId }), calls().undo({ changeId })]);
    expect(both.map(codeOf).sort()).toEqual(['change.notNow', 'ok']);
  });

  it('of what has not left is to discard it', async () => {
    rig.offline.add(portalA);
    const changeId = await rig.record();
    expect(valueOf(await calls().undo({ changeId }))).toEqual({ changeId });
    expect((await row(changeId)).result).toEqual({ kind: 'discarded', reason: 'person' });
  });

  it('says why there is no way back', async () => {
    const changeId = await rig.record();
    await rig.reaches(changeId, 'done');
    rig.saved.delete(portalA);
    expect((await row(changeId)).undo).toEqual({ can: false, reason: 'noWayBack' });
    expect(codeOf(await calls().undo({ changeId }))).toBe('change.notNow');
  });
});

describe('decisions', () => {
  it('are refused where they make no sense', async () => {
    const changeId = await rig.record();
    await rig.reaches(changeId, 'done');
    for (const decide of [calls().retry, calls().discard, calls().sendNow]) {
      expect(codeOf(await decide({ changeId }))).toBe('change.notNow');
    }
    expect(codeOf(await calls().resolve({ changeId, mine: [] }))).toBe('change.notNow');
  });

  it('are kept in mind while the portal is paused', async () => {
    valueOf(await calls().pausePortal({ portalId: portalA }));
    const changeId = await rig.record({ hold: true });
    valueOf(await calls().sendNow({ changeId }));
    expect((await row(changeId)).state).toBe('paused');
    valueOf(await calls().resumePortal({ portalId: portalA }));
    await rig.reaches(changeId, 'done');
  });
});

describe('an export', () => {
  const download = async (format: 'csv' | 'json', filter: Partial<ChangeFilter> = {}) => {
    const saved = valueOf(await calls().exportTo({ format, filter: { ...all, ...filter } }));
    const file = rig.files.at(-1);
    if (!saved || !file) throw new Error('nothing was saved');
    return { ...saved, text: file.text };
  };

  it('is a table for spreadsheets, with formulas made harmless', async () => {
    rig.saved.set(portalA, { name: '=cmd|1', account: 'a "quoted", one' });
    const id = await rig.record();
    await rig.reaches(id, 'done');
    const { text, fileName, count } = await download('csv');
    expect(fileName).toBe('gatehouse-changes-2026-03-01.csv');
    expect(count).toBe(1);
    const [header, line, ...rest] = text.split('\r\n');
    expect(header).toMatch(/^\uFEFFid,createdAt,endedAt,portal,/);
    expect(line).toContain(`${id},2026-03-01T08:00:00.000Z,2026-03-01T08:00:00.000Z,'=cmd|1,`);
    expect(line).toContain('"a ""quoted"", one"');
    expect(line).toContain('"{""a"":0}","{""a"":1}"');
    expect(rest).toEqual(['']);
  });

  it('is JSON with every step', async () => {
    const id = await rig.record();
    await rig.reaches(id, 'done');
    const parsed: unknown = JSON.parse((await download('json')).text);
    expect(parsed).toMatchObject([
      {
        id,
        portal: 'Alpha',
        state: 'done',
        result: 'proved',
        desired: { a: 1 },
        after: { a: 1, b: 0 },
        steps: [
          { state: 'queued' },
          { state: 'checking' },
          { state: 'sending' },
          { state: 'verifying' },
          { state: 'done', at: '2026-03-01T08:00:00.000Z', error: null },
        ],
      },
    ]);
  });

  it('goes through all pages once, and keeps to the filter', async () => {
    rig.offline.add(portalB);
    for (let n = 0; n < 205; n += 1) await rig.record({ portalId: portalB, objectKey: `k${n}` });
    await rig.reaches(await rig.record(), 'done');
    const open = await download('json', { show: 'open' });
    const parsed: unknown = JSON.parse(open.text);
    const ids = Array.isArray(parsed) ? parsed.map((one: { id: string }) => one.id) : [];
    expect(new Set(ids).size).toBe(205);
    expect(open.count).toBe(205);
    const { text } = await download('csv');
    expect(text.split('\r\n').filter((line) => line.includes('createdAt'))).toHaveLength(1);
    expect(text.split('\r\n')).toHaveLength(1 + 206 + 1);
  });

  it('of nothing is a table or list without entries', async () => {
    const table = await download('csv');
    expect(table.text.split('\r\n')).toHaveLength(2);
    expect(table.count).toBe(0);
    expect(JSON.parse((await download('json')).text)).toEqual([]);
  });

  it('masks secret values', async () => {
    const secret = registered({
      name: 'model.secret',
      version: 1,
      secretFields: ['password'],
      accepts: () => true,
      read: () => Promise.resolve(fail(appError('net.refused'))),
      base: () => ({}),
      merge: () => null,
      send: () => Promise.resolve({ sent: true }),
      undo: () => ({ can: false, reason: 'noWayBack' }),
    });
    rig = await createRig({ more: [secret] });
    rig.offline.add(portalA);
    await rig.record({
      operation: 'model.secret',
      base: { password: 'old one' },
      desired: { password: 'new one', title: 'T' },
    });
    for (const format of ['csv', 'json'] as const) {
      const { text } = await download(format);
      expect(text).not.toContain('one"');
      expect(text).toContain('***');
      expect(text).toContain('T');
    }
  });

  it('that cannot be read to its end is an error, and not half a file', async () => {
    await rig.reaches(await rig.record(), 'done');
    rig.database.all = () => Promise.resolve(fail(appError('store.failed')));
    await expect(calls().exportTo({ format: 'csv', filter: all })).resolves.toMatchObject({
      ok: false,
      error: { code: 'store.failed' },
    });
  });
});
