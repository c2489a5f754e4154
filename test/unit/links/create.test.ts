import { describe, expect, it } from 'vitest';
import { sampleIds } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { ask } from '../practice-portal/portal';
import { file, folder, linkIdOf, openDesk, plainLink, portalId, room } from './desk';

const { files, folders, rooms } = sampleIds;
const unshared = file(files.unshared);
const document = file(files.document);

describe('a new link', () => {
  it('is made as it was wanted, and shown as the portal has it', async () => {
    const { calls, settled, view, present, reports } = await openDesk();
    await view(unshared);
    const wish = {
      title: 'Auditors',
      access: 'comment',
      expiresAt: '2026-12-31T21:00:00.000Z',
      internal: true,
      denyDownload: true,
      password: 'Sh4re-me!',
    } as const;
    const change = await settled(await calls().create({ portalId, entry: unshared, link: wish }));
    expect(change).toMatchObject({
      state: 'done',
      result: { kind: 'proved', sent: true, kept: [] },
      operation: 'link.create',
      target: { kind: 'link', title: 'Auditors', entry: unshared, entryTitle: 'Salary scale.xlsx' },
      idempotencyKey: linkIdOf(change),
    });
    const id = linkIdOf(change);
    expect(await present(unshared)).toMatchObject([{ ...wish, id, primary: true }]);
    const shown = await view(unshared);
    expect(shown.links).toMatchObject([{ id, title: 'Auditors', pending: null }]);
    expect(shown.entry?.shared).toBe(true);
    expect(reports).toEqual([]);
  });

  it('becomes the primary one of a file or folder, the next an additional one', async () => {
    const { calls, settled, present, view } = await openDesk();
    for (const entry of [unshared, folder(folders.marketing)]) {
      await view(entry);
      await settled(await calls().create({ portalId, entry, link: plainLink }));
      await settled(await calls().create({ portalId, entry, link: plainLink }));
      const kinds = (await present(entry)).map(({ primary }) => primary);
      expect(kinds).toEqual([true, false]);
    }
  });

  it('of a room is an additional one, and no invitation', async () => {
    const { calls, settled, present, view } = await openDesk();
    const entry = room(rooms.custom);
    await view(entry);
    const before = await present(entry);
    const change = await settled(await calls().create({ portalId, entry, link: plainLink }));
    expect(change.state).toBe('done');
    const after = await present(entry);
    expect(after).toHaveLength(before.length + 1);
    expect(after.find(({ id }) => id === linkIdOf(change))).toMatchObject({ primary: false });
  });

  it('without a title gets the portal’s own word, which is no difference', async () => {
    const { calls, settled, present, view } = await openDesk({ language: 'de' });
    await view(unshared);
    const wish = { ...plainLink, title: '  ' };
    const change = await settled(await calls().create({ portalId, entry: unshared, link: wish }));
    expect(change).toMatchObject({ result: { kept: [] }, target: { title: null } });
    const [made] = await present(unshared);
    expect(made?.title).not.toBe('');
  });

  it('is for anyone although new links are for users by default', async () => {
    const { calls, settled, present, view, portal, sharing } = await openDesk();
    await ask(portal, 'PUT files/settings/externalsharingsettings', {
      body: JSON.stringify({
        externalShare: true,
        defaultShareLinkInternal: true,
        externalShareApplyToDocuments: true,
        externalShareApplyToRooms: true,
        blockExistingLinksOnRestrict: true,
      }),
    });
    await sharing().sharings.refresh(portalId);
    const { create } = await view(unshared);
    expect(create.start.internal).toBe(true);
    await settled(await calls().create({ portalId, entry: unshared, link: plainLink }));
    expect(await present(unshared)).toMatchObject([{ internal: false }]);
  });

  it('is not made twice when the answer is lost, and told as it was kept', async () => {
    const { calls, settled, present, view, portal, writes } = await openDesk();
    await view(unshared);
    portal.switches.set({ kind: 'reset', when: 'after', method: 'PUT', times: 1 });
    const change = await settled(
      await calls().create({ portalId, entry: unshared, link: plainLink }),
    );
    expect(change).toMatchObject({ state: 'done', result: { sent: true, kept: [] } });
    expect(await present(unshared)).toHaveLength(1);
    expect(writes()).toHaveLength(1);
  });

  it('is sent again under its id when it got lost on the way', async () => {
    const { calls, settled, present, view, portal, pass } = await openDesk();
    await view(unshared);
    portal.switches.set({ kind: 'reset', when: 'before', method: 'PUT', times: 1 });
    const recorded = await calls().create({ portalId, entry: unshared, link: plainLink });
    await pass(recorded);
    const change = await settled(recorded);
    expect(change).toMatchObject({ state: 'done', result: { sent: true } });
    expect(await present(unshared)).toMatchObject([{ id: linkIdOf(change) }]);
  });

  it('is refused in the portal’s own words, and the others go on', async () => {
    const { calls, settled, view, makeElsewhere, run } = await openDesk();
    const full = file(files.full);
    await view(unshared);
    const kept = await view(full);
    const free = kept.links.at(-1);
    if (!free) throw new Error('It has links.');
    // One goes, so that another is offered; somebody else takes the place.
    await settled(await calls().remove({ portalId, entry: full, linkId: free.id }));
    await view(full);
    await makeElsewhere(full, { access: 2, title: 'Quick' });
    const refused = await settled(await calls().create({ portalId, entry: full, link: plainLink }));
    expect(refused).toMatchObject({
      state: 'failed',
      error: { code: 'link.refused', detail: 'The maximum number of links may not exceed 6' },
    });
    const next = await settled(
      await calls().create({ portalId, entry: unshared, link: plainLink }),
    );
    expect(next.state).toBe('done');
    expect(valueOf(await run().changes.counts(undefined)).paused).toEqual([]);
  });

  it('is not made of an end that has passed while it waited', async () => {
    const { calls, settled, view, desk, back, present } = await openDesk();
    await view(unshared);
    desk.away = true;
    const expiresAt = '2026-03-11T09:30:00.000Z';
    const recorded = await calls().create({
      portalId,
      entry: unshared,
      link: { ...plainLink, expiresAt },
    });
    desk.now = new Date('2026-03-11T09:29:30.000Z');
    await back();
    const change = await settled(recorded);
    expect(change).toMatchObject({ state: 'failed', error: { code: 'link.expiryPast' } });
    expect(await present(unshared)).toEqual([]);
  });

  it('of an entry that is gone by then is refused as that', async () => {
    const { calls, settled, view, desk, back, portal } = await openDesk();
    const entry = room(rooms.custom);
    await view(entry);
    desk.away = true;
    const recorded = await calls().create({ portalId, entry, link: plainLink });
    portal.content.remove('folder', rooms.custom);
    await back();
    expect(await settled(recorded)).toMatchObject({
      state: 'failed',
      error: { code: 'link.unknownEntry' },
    });
  });

  it('is refused for what was never read, and for portals that are not saved', async () => {
    const { calls } = await openDesk();
    const link = plainLink;
    expect(codeOf(await calls().create({ portalId, entry: document, link }))).toBe(
      'link.unknownEntry',
    );
    const other = '00000000-0000-4000-8000-000000000000';
    expect(codeOf(await calls().create({ portalId: other, entry: document, link }))).toBe(
      'saved.unknownPortal',
    );
  });
});

describe('undo', () => {
  it('deletes what was made; its own undo makes it anew under another id', async () => {
    const { calls, settled, view, present, run } = await openDesk();
    await view(unshared);
    const wish = { ...plainLink, password: 'Sh4re-me!', expiresAt: '2026-12-31T21:00:00.000Z' };
    const made = await settled(await calls().create({ portalId, entry: unshared, link: wish }));
    const gone = await settled(await run().changes.undo({ changeId: made.id }));
    expect(gone).toMatchObject({ operation: 'link.delete', state: 'done', undoOf: made.id });
    expect(await present(unshared)).toEqual([]);
    const again = await settled(await run().changes.undo({ changeId: gone.id }));
    expect(again).toMatchObject({ operation: 'link.create', state: 'done', undoOf: gone.id });
    expect(linkIdOf(again)).not.toBe(linkIdOf(made));
    expect(await present(unshared)).toMatchObject([{ ...wish, id: linkIdOf(again) }]);
    const goneAgain = await settled(await run().changes.undo({ changeId: again.id }));
    expect(goneAgain).toMatchObject({ operation: 'link.delete', state: 'done' });
    expect(await present(unshared)).toEqual([]);
  });

  it('has no way back where the portal would only make the link anew', async () => {
    const { calls, settled, view, run } = await openDesk();
    const entry = file(1211);
    await view(entry);
    const made = await settled(await calls().create({ portalId, entry, link: plainLink }));
    expect(made.state).toBe('done');
    const detail = valueOf(await run().changes.detail({ changeId: made.id }));
    expect(detail.undo).toEqual({ can: false, reason: 'noWayBack' });
  });
});
