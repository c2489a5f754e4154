import { describe, expect, it } from 'vitest';
import type { LinkEdit, LinkRow } from '../../../src-main/contract/links';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { file, openDesk, portalId, room, type DeskOptions } from './desk';

const { files, rooms, links } = sampleIds;
const document = file(files.document);
const linkId = links.documentPassword;

/** The desk with a person who has the links of the document before them. */
async function openDocument(options: DeskOptions = {}) {
  const desk = await openDesk(options);
  const seen = await desk.row(document, linkId);
  const update = (desired: LinkEdit, base: Partial<LinkRow> = seen) => {
    const { title, access, expiresAt, internal, denyDownload } = { ...seen, ...base };
    return desk.calls().update({
      portalId,
      entry: document,
      linkId,
      base: { title, access: access ?? 'read', expiresAt, internal, denyDownload },
      desired,
    });
  };
  return { ...desk, seen, update };
}

describe('a change of a link', () => {
  it('sets its fields and keeps all others, those set elsewhere meanwhile included', async () => {
    const { update, settled, presentLink, elsewhere, row } = await openDocument();
    await elsewhere(document, linkId, { title: 'Renamed elsewhere', denyDownload: false });
    const before = await presentLink(document, linkId);
    const change = await settled(await update({ access: 'comment' }));
    expect(change).toMatchObject({
      state: 'done',
      operation: 'link.update',
      base: { access: 'editing' },
      desired: { access: 'comment' },
      result: { kind: 'proved', sent: true, kept: [] },
    });
    expect(await presentLink(document, linkId)).toEqual({ ...before, access: 'comment' });
    expect(await row(document, linkId)).toMatchObject({
      title: 'Renamed elsewhere',
      access: 'comment',
    });
  });

  it('of a field that somebody else set meanwhile waits for a person', async () => {
    const { update, settled, presentLink, elsewhere, run } = await openDocument();
    await elsewhere(document, linkId, { title: 'Theirs' });
    const recorded = await update({ title: 'Mine', denyDownload: false });
    const conflict = await settled(recorded);
    expect(conflict).toMatchObject({ state: 'conflict', before: { title: 'Theirs' } });
    const detail = valueOf(await run().changes.detail({ changeId: conflict.id }));
    expect(detail.fields).toMatchObject([
      { field: 'title', base: 'For the auditors', desired: 'Mine', conflicting: true },
      { field: 'denyDownload', conflicting: false },
    ]);
    valueOf(await run().changes.resolve({ changeId: conflict.id, mine: ['title'] }));
    expect(await settled(recorded)).toMatchObject({ state: 'done' });
    expect(await presentLink(document, linkId)).toMatchObject({
      title: 'Mine',
      denyDownload: false,
    });
  });

  it('that somebody else made already is done without a request', async () => {
    const { update, settled, elsewhere, writes } = await openDocument();
    await elsewhere(document, linkId, { access: 2 });
    const sent = writes().length;
    expect(await settled(await update({ access: 'read' }))).toMatchObject({
      state: 'done',
      result: { sent: false },
    });
    expect(writes()).toHaveLength(sent);
  });

  it.each(['before', 'after'] as const)(
    'whose answer is lost is settled by reading: %s',
    async (when) => {
      const { update, settled, presentLink, portal, pass } = await openDocument();
      portal.switches.set({ kind: 'reset', when, method: 'PUT', times: 1 });
      const recorded = await update({ access: 'review', password: null });
      if (when === 'before') await pass(recorded);
      expect(await settled(recorded)).toMatchObject({ state: 'done', result: { sent: true } });
      expect(await presentLink(document, linkId)).toMatchObject({
        access: 'review',
        password: null,
        title: 'For the auditors',
        denyDownload: true,
      });
    },
  );

  it('never tells a password, neither the old nor the new one', async () => {
    const { update, settled, run, elsewhere } = await openDocument();
    await elsewhere(document, linkId, { password: 'Their-Sesame-43' });
    const change = await settled(await update({ password: 'My-Sesame-44' }));
    expect(change.state).toBe('conflict');
    const shown = valueOf(await run().changes.detail({ changeId: change.id }));
    expect(shown.fields).toMatchObject([
      { field: 'password', secret: true, base: null, desired: null, portal: null },
    ]);
    expect(JSON.stringify(shown)).not.toContain('Sesame');
  });

  it('goes back by undo, and forth by the undo of that', async () => {
    const { update, settled, presentLink, run } = await openDocument();
    const before = await presentLink(document, linkId);
    const change = await settled(
      await update({
        title: 'Other',
        access: 'read',
        expiresAt: '2027-01-01T00:00:00.000Z',
        internal: true,
        denyDownload: false,
        password: 'My-Sesame-44',
      }),
    );
    const changed = await presentLink(document, linkId);
    expect(changed).toMatchObject({ title: 'Other', password: 'My-Sesame-44' });
    const back = await settled(await run().changes.undo({ changeId: change.id }));
    expect(back).toMatchObject({ state: 'done', undoOf: change.id, operation: 'link.update' });
    expect(await presentLink(document, linkId)).toEqual(before);
    const forth = await settled(await run().changes.undo({ changeId: back.id }));
    expect(forth.state).toBe('done');
    expect(await presentLink(document, linkId)).toEqual(changed);
  });

  it('of a link that is gone by its turn fails with just that', async () => {
    const { update, settled, desk, back, elsewhere } = await openDocument();
    desk.away = true;
    const recorded = await update({ title: 'Mine' });
    await elsewhere(document, linkId, { access: 0 });
    await back();
    expect(await settled(recorded)).toMatchObject({
      state: 'failed',
      error: { code: 'link.gone' },
    });
  });

  it('of a link that went right after it was sent is not called done', async () => {
    const { update, until, run, desk, elsewhere } = await openDocument();
    desk.afterWrite = () => elsewhere(document, linkId, { access: 0 });
    const { changeId } = valueOf(await update({ title: 'Mine' }));
    const change = await until(async () => {
      const now = valueOf(await run().journal.byId(changeId));
      return now.error ? now : null;
    });
    expect(change).toMatchObject({ state: 'unknown', error: { code: 'link.gone' } });
  });

  it('would bring a link that is over back to life, so it is refused', async () => {
    const { calls, row, presentLink, settled } = await openDocument();
    const over = links.documentExpired;
    const seen = await row(document, over);
    expect(seen.expired).toBe(true);
    const byLink = { portalId, entry: document, linkId: over };
    const renamed = await calls().update({ ...byLink, base: {}, desired: { title: 'New' } });
    expect(codeOf(renamed)).toBe('link.expiryPast');
    const expiresAt = '2026-12-31T21:00:00.000Z';
    const desired = { title: 'New', expiresAt };
    expect(await settled(await calls().update({ ...byLink, base: {}, desired }))).toMatchObject({
      state: 'done',
    });
    expect(await presentLink(document, over)).toMatchObject({ ...desired, expired: false });
  });

  it('of a link that ends while the change waits does not make it endless', async () => {
    const { calls, row, presentLink, settled, desk, back } = await openDocument();
    const soon = links.documentSoon;
    const seen = await row(document, soon);
    desk.away = true;
    const recorded = await calls().update({
      portalId,
      entry: document,
      linkId: soon,
      base: { title: seen.title },
      desired: { title: 'New' },
    });
    desk.now = new Date(Date.parse(seen.expiresAt ?? '') - 1_000);
    await back();
    expect(await settled(recorded)).toMatchObject({
      state: 'failed',
      error: { code: 'link.expiryPast' },
    });
    expect(await presentLink(document, soon)).toMatchObject({ expiresAt: seen.expiresAt });
  });

  it('back to the portal’s own word for a title is no difference', async () => {
    const { update, settled, presentLink } = await openDocument();
    expect(await settled(await update({ title: '' }))).toMatchObject({ result: { kept: [] } });
    expect(await presentLink(document, linkId)).toMatchObject({ title: 'Shared link' });
  });

  it('that changes nothing is none', async () => {
    const { update } = await openDocument();
    expect(codeOf(await update({ title: 'For the auditors', access: 'editing' }))).toBe(
      'change.nothing',
    );
  });

  it('set back before it was sent changes nothing any more', async () => {
    const { update, settled, desk, run, writes, back } = await openDocument();
    desk.away = true;
    const first = valueOf(await update({ title: 'Mine', access: 'read' }));
    const second = valueOf(await update({ title: 'For the auditors', access: 'editing' }));
    await back();
    expect(await settled({ ok: true, value: first })).toMatchObject({ state: 'superseded' });
    expect(await settled({ ok: true, value: second })).toMatchObject({
      state: 'discarded',
      result: { reason: 'setBack' },
    });
    expect(run().journal.open(portalId)).toEqual([]);
    expect(writes()).toEqual([]);
  });
});

describe('the end of a link', () => {
  const zones: [string, DeskOptions][] = [
    ['UTC', {}],
    ['+05:30', { utcOffsetMinutes: 330 }],
    ['-03:30', { utcOffsetMinutes: -210 }],
  ];
  it.each(zones)('is the same instant on a portal in %s', async (_, options) => {
    const { update, settled, presentLink, row } = await openDocument(options);
    // The hour that Central Europe has twice, the one it lacks, and the far end.
    for (const expiresAt of [
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2036-03-10T09:30:00.000Z',
    ]) {
      const base = { expiresAt: (await row(document, linkId)).expiresAt };
      const change = await settled(await update({ expiresAt }, base));
      expect(change).toMatchObject({ state: 'done', result: { kept: [] } });
      expect((await presentLink(document, linkId))?.expiresAt).toBe(expiresAt);
    }
  });

  it('may be written with any offset', async () => {
    const { update, settled, presentLink } = await openDocument();
    const change = await settled(await update({ expiresAt: '2026-12-31T23:00:00+02:00' }));
    expect(change.desired).toEqual({ expiresAt: '2026-12-31T21:00:00.000Z' });
    expect(await presentLink(document, linkId)).toMatchObject(change.desired);
  });
});

describe('what a portal changes along with it', () => {
  it('is told, and taken back with it', async () => {
    const { update, settled, presentLink, elsewhere, run, restrict } = await openDocument();
    await elsewhere(document, linkId, { internal: false });
    await restrict();
    const change = await settled(await update({ title: 'Mine' }));
    expect(change).toMatchObject({ state: 'done', result: { kept: ['internal'] } });
    expect(await presentLink(document, linkId)).toMatchObject({ internal: true });
    const plan = valueOf(await run().journal.byId(change.id)).undo;
    expect(plan).toMatchObject({
      can: true,
      base: { title: 'Mine', internal: true },
      desired: { title: 'For the auditors', internal: false },
    });
  });
});

describe('a password that a room trims', () => {
  it('is refused before it is sent, since spaces are against the rules', async () => {
    const { calls, view, sharing } = await openDesk();
    await view(room(rooms.custom));
    await sharing().passwordRules.refresh(portalId);
    const answer = await calls().update({
      portalId,
      entry: room(rooms.custom),
      linkId: links.customRoom,
      base: {},
      desired: { password: ` ${samplePassword} ` },
    });
    expect(codeOf(answer)).toBe('link.passwordRefused');
  });
});
