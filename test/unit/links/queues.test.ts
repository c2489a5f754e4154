import { describe, expect, it } from 'vitest';
import type { LinkEdit } from '../../../src-main/contract/links';
import { sampleIds } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { file, linkIdOf, openDesk, plainLink, portalId } from './desk';

const { files, links } = sampleIds;
const unshared = file(files.unshared);
const document = file(files.document);
const linkId = links.documentPassword;

/** The desk of somebody who has seen some entries and is offline now. */
async function openOffline() {
  const desk = await openDesk();
  for (const entry of [unshared, document]) await desk.view(entry);
  desk.desk.away = true;
  const byId = async (recorded: Awaited<ReturnType<ReturnType<typeof desk.calls>['create']>>) =>
    valueOf(await desk.run().journal.byId(valueOf(recorded).changeId));
  return {
    ...desk,
    byId,
    create: (more = {}) =>
      desk.calls().create({ portalId, entry: unshared, link: { ...plainLink, ...more } }),
    update: (id: string, desired: LinkEdit, entry = document, base = {}) =>
      desk.calls().update({ portalId, entry, linkId: id, base, desired }),
    remove: (id: string, entry = document) => desk.calls().remove({ portalId, entry, linkId: id }),
    /** What reached the portal so far: right and title. */
    sent: () => desk.writes().map(({ body }) => [body?.['access'], body?.['title']]),
  };
}

describe('a link that is made offline', () => {
  it('is shown as what it will be, and can be changed before it is there', async () => {
    const { create, update, byId, view, back, settled, present, sent } = await openOffline();
    const made = await create({ title: 'Draft', password: 'Open-Sesame-42' });
    const id = linkIdOf(await byId(made));
    const first = await view(unshared);
    expect(first.links).toMatchObject([
      {
        id,
        title: 'Draft',
        url: null,
        hasPassword: true,
        primary: true,
        pending: { kind: 'create', state: 'queued', wanted: { title: 'Draft' } },
      },
    ]);
    expect(first.create.now).toBe(1);
    expect(JSON.stringify(first)).not.toContain('Sesame');
    const changed = await update(id, { title: 'Final', access: 'editing' }, unshared);
    expect((await view(unshared)).links).toMatchObject([
      {
        title: 'Final',
        access: 'editing',
        pending: {
          kind: 'update',
          fields: ['title', 'access', 'expiresAt', 'password', 'internal', 'denyDownload'],
        },
      },
    ]);
    await back();
    expect(await settled(made)).toMatchObject({ state: 'done', result: { kept: [] } });
    expect(await settled(changed)).toMatchObject({ state: 'done', result: { kept: [] } });
    expect(await present(unshared)).toMatchObject([
      { id, title: 'Final', access: 'editing', password: 'Open-Sesame-42' },
    ]);
    expect(sent()).toEqual([
      [2, 'Draft'],
      [10, 'Final'],
    ]);
    expect((await view(unshared)).links).toMatchObject([{ title: 'Final', pending: null }]);
  });

  it('without a title can be given one: whatever the portal called it is no conflict', async () => {
    const { create, update, byId, back, settled, present } = await openOffline();
    const made = await create({ title: '' });
    const id = linkIdOf(await byId(made));
    const named = await update(id, { title: 'Named' }, unshared);
    await back();
    expect(await settled(named)).toMatchObject({ state: 'done' });
    expect(await present(unshared)).toMatchObject([{ title: 'Named' }]);
  });

  it('and deleted before it is there is never made, nor changed', async () => {
    const { create, update, remove, byId, view, back, settled, present, sent } =
      await openOffline();
    const made = await create();
    const id = linkIdOf(await byId(made));
    const changed = await update(id, { title: 'Final' }, unshared);
    expect(await remove(id, unshared)).toEqual(made);
    expect((await view(unshared)).links).toEqual([]);
    await back();
    for (const one of [made, changed]) {
      expect(await settled(one)).toMatchObject({ state: 'discarded' });
    }
    expect(await present(unshared)).toEqual([]);
    expect(sent()).toEqual([]);
  });

  it('and deleted while it is on its way is deleted when it is there', async () => {
    const { create, remove, byId, back, settled, present, portal, reaches } = await openOffline();
    const made = await create();
    const change = await byId(made);
    portal.switches.set({ kind: 'latency', ms: 50, method: 'PUT' });
    const onItsWay = reaches(change.id, 'sending');
    const isBack = back();
    await onItsWay;
    const removed = await remove(linkIdOf(change), unshared);
    expect(removed).not.toEqual(made);
    await isBack;
    expect(await settled(removed)).toMatchObject({ operation: 'link.delete', state: 'done' });
    expect(await present(unshared)).toEqual([]);
  });

  it('goes through the queue in its order: made, changed, deleted', async () => {
    const { create, update, byId, back, settled, present, run, sent } = await openOffline();
    const made = await create({ title: 'Draft' });
    const change = await byId(made);
    const changed = await update(linkIdOf(change), { title: 'Final' }, unshared);
    const removed = await run().journal.record({
      portalId,
      operation: 'link.delete',
      target: change.target,
      objectKey: change.objectKey,
      base: { exists: true },
      desired: { exists: false },
    });
    await back();
    for (const one of [made, changed, removed]) {
      expect(await settled(one)).toMatchObject({ state: 'done' });
    }
    expect(sent()).toEqual([
      [2, 'Draft'],
      [2, 'Final'],
      [0, 'Final'],
    ]);
    expect(await present(unshared)).toEqual([]);
  });

  it('survives a restart of the app, with all that hangs on it', async () => {
    const { create, update, byId, view, restart, back, settled, present } = await openOffline();
    const made = await create({ title: 'Draft' });
    const id = linkIdOf(await byId(made));
    const changed = await update(id, { password: 'Open-Sesame-42' }, unshared);
    await restart();
    expect((await view(unshared)).links).toMatchObject([{ id, title: 'Draft', hasPassword: true }]);
    await back();
    expect(await settled(made)).toMatchObject({ state: 'done' });
    expect(await settled(changed)).toMatchObject({ state: 'done' });
    expect(await present(unshared)).toMatchObject([{ id, password: 'Open-Sesame-42' }]);
  });

  it('whose making fails takes the change of it along, and is not offered any more', async () => {
    const { create, update, remove, byId, back, settled, view, portal } = await openOffline();
    const made = await create();
    const id = linkIdOf(await byId(made));
    const changed = await update(id, { title: 'Final' }, unshared);
    portal.switches.set({ kind: 'notPaid', method: 'PUT' });
    await back();
    expect(await settled(made)).toMatchObject({ state: 'failed' });
    expect(await settled(changed)).toMatchObject({
      state: 'failed',
      error: { code: 'link.gone' },
    });
    const [row] = (await view(unshared)).links;
    expect(row).toMatchObject({
      url: null,
      pending: { state: 'failed' },
      edit: { title: { can: false, reason: 'pending' } },
      removal: { offer: { can: false, reason: 'pending' } },
    });
    expect(codeOf(await remove(id, unshared))).toBe('link.notOffered');
  });

  it('of which several are made counts them all', async () => {
    const { create, view, back, present, settled } = await openOffline();
    const made = [];
    for (let n = 0; n < 7; n += 1) made.push(await create({ title: `Link ${n}` }));
    expect((await view(unshared)).create).toMatchObject({
      offer: { can: false, reason: 'limit' },
      most: 7,
      now: 7,
    });
    expect(codeOf(await create())).toBe('link.notOffered');
    await back();
    for (const one of made) expect(await settled(one)).toMatchObject({ state: 'done' });
    const kinds = (await present(unshared)).map(({ primary }) => primary);
    expect(kinds.filter(Boolean)).toHaveLength(1);
    expect(kinds).toHaveLength(7);
  });
});

describe('changes of a link that is there', () => {
  it('become one as long as they wait', async () => {
    const { update, back, settled, presentLink, sent } = await openOffline();
    const first = await update(linkId, { title: 'One', access: 'read' });
    const second = await update(linkId, { title: 'Two', denyDownload: false });
    await back();
    expect(await settled(first)).toMatchObject({ state: 'superseded' });
    expect(await settled(second)).toMatchObject({ state: 'done' });
    expect(await presentLink(document, linkId)).toMatchObject({
      title: 'Two',
      access: 'read',
      denyDownload: false,
    });
    expect(sent()).toHaveLength(1);
  });

  it('of its password by two ways follow each other, the last wish last', async () => {
    const { update, back, settled, presentLink, run } = await openOffline();
    const byKey = async (password: string) => {
      const link = await presentLink(document, linkId);
      return run().links.recordPasswordByKey(portalId, link?.shareKey ?? '', password);
    };
    const first = await update(linkId, { password: 'First-Pass-1', title: 'One' });
    const second = await byKey('Second-Pass-2');
    const third = await update(linkId, { password: 'Third-Pass-3' });
    await back();
    for (const one of [first, second, third]) {
      expect(await settled(one)).toMatchObject({ state: 'done' });
    }
    expect(await presentLink(document, linkId)).toMatchObject({
      password: 'Third-Pass-3',
      title: 'One',
    });
  });

  it('then deleted: the change is sent, then the link goes', async () => {
    const { update, remove, view, back, settled, presentLink, sent } = await openOffline();
    const changed = await update(linkId, { title: 'Final' });
    const removed = await remove(linkId);
    const row = (await view(document)).links.find(({ id }) => id === linkId);
    expect(row).toMatchObject({
      title: 'For the auditors',
      pending: { kind: 'delete', wanted: {}, fields: [] },
      edit: { title: { can: false, reason: 'pending' } },
    });
    expect(codeOf(await update(linkId, { title: 'Later' }))).toBe('link.notOffered');
    await back();
    expect(await settled(changed)).toMatchObject({ state: 'done' });
    expect(await settled(removed)).toMatchObject({ state: 'done' });
    expect(await presentLink(document, linkId)).toBeUndefined();
    expect(sent()).toEqual([
      [10, 'Final'],
      [0, 'Final'],
    ]);
  });

  it('that somebody else contradicts wait, and a deletion after them goes on', async () => {
    const { update, remove, back, settled, presentLink, elsewhere } = await openOffline();
    const changed = await update(linkId, { title: 'Mine' });
    const removed = await remove(linkId);
    await elsewhere(document, linkId, { title: 'Theirs' });
    await back();
    expect(await settled(changed)).toMatchObject({ state: 'conflict' });
    expect(await settled(removed)).toMatchObject({ state: 'done' });
    expect(await presentLink(document, linkId)).toBeUndefined();
  });

  it('of several links are sent in the order in which they were made', async () => {
    const { update, remove, create, back, settled, sent } = await openOffline();
    const all = [
      await update(links.documentSoon, { title: 'First' }),
      await create({ title: 'Second' }),
      await remove(links.documentInternal),
      await update(linkId, { title: 'Fourth' }),
    ];
    await back();
    for (const one of all) expect(await settled(one)).toMatchObject({ state: 'done' });
    expect(sent().map(([, title]) => title)).toEqual(['First', 'Second', 'Head office', 'Fourth']);
  });
});
