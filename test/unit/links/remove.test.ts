import { describe, expect, it } from 'vitest';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { ask } from '../practice-portal/portal';
import { file, folder, linkIdOf, openDesk, portalId, room } from './desk';

const { files, folders, rooms, links } = sampleIds;
const document = file(files.document);
const linkId = links.documentPassword;

describe('a link that is deleted', () => {
  it('is gone, from the portal and from what is shown', async () => {
    const { calls, settled, view, present } = await openDesk();
    const { links: before } = await view(document);
    const change = await settled(await calls().remove({ portalId, entry: document, linkId }));
    expect(change).toMatchObject({
      operation: 'link.delete',
      target: { title: 'For the auditors', linkId },
      state: 'done',
      result: { kind: 'proved', sent: true, kept: [] },
    });
    expect((await present(document)).map(({ id }) => id)).not.toContain(linkId);
    const { links: after } = await view(document);
    expect(after).toHaveLength(before.length - 1);
  });

  it('comes back by undo with the same options at another address, and goes again', async () => {
    const { calls, settled, view, presentLink, present, run } = await openDesk();
    await view(document);
    const before = await presentLink(document, linkId);
    const gone = await settled(await calls().remove({ portalId, entry: document, linkId }));
    const { undo } = valueOf(await run().changes.detail({ changeId: gone.id }));
    expect(undo).toEqual({ can: true, loses: 'address' });
    const back = await settled(await run().changes.undo({ changeId: gone.id }));
    expect(back).toMatchObject({ operation: 'link.create', state: 'done', undoOf: gone.id });
    expect(back.idempotencyKey).toBe(linkIdOf(back));
    expect(linkIdOf(back)).not.toBe(linkId);
    const { id: _id, url, shareKey: _key, ...options } = before ?? {};
    const made = await presentLink(document, linkIdOf(back));
    expect(made).toMatchObject({ ...options, password: samplePassword });
    expect(made?.url).not.toBe(url);
    const goneAgain = await settled(await run().changes.undo({ changeId: back.id }));
    expect(goneAgain).toMatchObject({ operation: 'link.delete', state: 'done' });
    expect((await present(document)).map(({ id }) => id)).not.toContain(linkIdOf(back));
  });

  it('comes back once, however often its undo is begun anew', async () => {
    const { calls, settled, view, present, run, portal, desk, reaches } = await openDesk();
    await view(document);
    const before = (await present(document)).length;
    const gone = await settled(await calls().remove({ portalId, entry: document, linkId }));
    // The new link arrives, but nobody gets to know.
    portal.switches.set({ kind: 'reset', when: 'after', method: 'PUT', times: 1 });
    desk.afterWrite = async () =>
      portal.switches.set({ kind: 'html', status: 502, method: 'GET', path: '/links' });
    const first = valueOf(await run().changes.undo({ changeId: gone.id }));
    await reaches(first.changeId, 'unknown');
    valueOf(await run().changes.discard(first));
    portal.switches.clear();
    const second = await settled(await run().changes.undo({ changeId: gone.id }));
    expect(second).toMatchObject({ state: 'done', result: { sent: false } });
    expect(await present(document)).toHaveLength(before);
  });

  it('takes along what somebody else changed of it meanwhile', async () => {
    const { calls, settled, view, presentLink, elsewhere } = await openDesk();
    await view(document);
    await elsewhere(document, linkId, { title: 'Theirs', access: 2 });
    expect(
      await settled(await calls().remove({ portalId, entry: document, linkId })),
    ).toMatchObject({ state: 'done', before: { title: 'Theirs', access: 'read' } });
    expect(await presentLink(document, linkId)).toBeUndefined();
  });

  it('somewhere else already is no failure, and nothing is sent', async () => {
    const { calls, settled, view, elsewhere, writes } = await openDesk();
    await view(document);
    await elsewhere(document, linkId, { access: 0 });
    const sent = writes().length;
    const change = await settled(await calls().remove({ portalId, entry: document, linkId }));
    expect(change).toMatchObject({ state: 'done', result: { sent: false } });
    expect(change.undo).toEqual({ can: false, reason: 'nothingChanged' });
    expect(writes()).toHaveLength(sent);
  });

  it('with its file is no failure either', async () => {
    const { calls, settled, view, portal } = await openDesk();
    await view(document);
    portal.content.remove('file', files.document);
    const change = await settled(await calls().remove({ portalId, entry: document, linkId }));
    expect(change).toMatchObject({ state: 'done', result: { sent: false } });
  });

  it.each(['before', 'after'] as const)(
    'whose answer is lost is settled by reading: %s',
    async (when) => {
      const { calls, settled, view, presentLink, portal, pass } = await openDesk();
      await view(document);
      portal.switches.set({ kind: 'reset', when, method: 'PUT', times: 1 });
      const recorded = await calls().remove({ portalId, entry: document, linkId });
      if (when === 'before') await pass(recorded);
      expect(await settled(recorded)).toMatchObject({ state: 'done', result: { sent: true } });
      expect(await presentLink(document, linkId)).toBeUndefined();
    },
  );

  it('is not called gone where it only went out of sight', async () => {
    const { calls, settled, view, desk, back } = await openDesk({ keyName: 'roomAdmin' });
    const entry = room(rooms.custom);
    await view(entry);
    desk.away = true;
    const recorded = await calls().remove({ portalId, entry, linkId: links.customRoomGuests });
    desk.keyName = 'user';
    await back();
    expect(await settled(recorded)).toMatchObject({
      state: 'failed',
      error: { code: 'link.notEditable' },
    });
  });

  it('and is still there is not called done', async () => {
    const { calls, until, view, desk, run, portal } = await openDesk();
    await view(document);
    // The portal says yes and keeps it: somebody puts it back before it is read again.
    desk.afterWrite = async () => {
      desk.afterWrite = null;
      await ask(portal, `PUT files/file/${files.document}/links`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ linkId, access: 2 }),
      });
    };
    const { changeId } = valueOf(await calls().remove({ portalId, entry: document, linkId }));
    const change = await until(async () => {
      const now = valueOf(await run().journal.byId(changeId));
      return now.error ? now : null;
    });
    expect(change).toMatchObject({ state: 'unknown', error: { code: 'link.notRemoved' } });
  });
});

describe('a link that is revoked', () => {
  it('is replaced by a new one at once, and does not come back', async () => {
    const { calls, settled, view, present, run } = await openDesk();
    const entry = room(rooms.public);
    const { links: before } = await view(entry);
    const primary = before.find((row) => row.primary);
    expect(primary).toMatchObject({ id: links.publicRoom, removal: { how: 'revoke' } });
    const change = await settled(
      await calls().remove({ portalId, entry, linkId: links.publicRoom }),
    );
    expect(change).toMatchObject({ operation: 'link.revoke', state: 'done', result: { kept: [] } });
    const { undo } = valueOf(await run().changes.detail({ changeId: change.id }));
    expect(undo).toEqual({ can: false, reason: 'noWayBack' });
    const after = (await present(entry)).filter((link) => link.primary);
    expect(after).toHaveLength(1);
    expect(after[0]?.id).not.toBe(links.publicRoom);
    const { links: shown } = await view(entry);
    expect(shown.find((row) => row.primary)?.id).toBe(after[0]?.id);
  });

  it('whose answer is lost is settled by reading, and revoked once', async () => {
    const { calls, settled, view, present, portal, writes } = await openDesk();
    const entry = room(rooms.public);
    await view(entry);
    portal.switches.set({ kind: 'reset', when: 'after', method: 'PUT', times: 1 });
    const recorded = await calls().remove({ portalId, entry, linkId: links.publicRoom });
    expect(await settled(recorded)).toMatchObject({ state: 'done', result: { sent: true } });
    expect((await present(entry)).filter(({ primary }) => primary)).toHaveLength(1);
    expect(writes()).toHaveLength(1);
  });

  it('while sharing is restricted is refused, here when that is known, else by the portal', async () => {
    const { calls, settled, view, present, restrict, sharing } = await openDesk();
    const entry = room(rooms.public);
    await view(entry);
    await sharing().sharings.refresh(portalId);
    await restrict();
    const remove = () => calls().remove({ portalId, entry, linkId: links.publicRoom });
    expect(await settled(await remove())).toMatchObject({
      state: 'failed',
      error: { code: 'link.refused', detail: 'Access denied' },
    });
    await restrict({ tells: true });
    expect(codeOf(await remove())).toBe('link.notOffered');
    expect((await present(entry)).map(({ id }) => id)).toContain(links.publicRoom);
  });
});

describe('the traps of rooms', () => {
  it('a data room passes over a request that would make a link public', async () => {
    const { calls, settled, view, presentLink, writes } = await openDesk();
    const entry = file(files.inVirtualData);
    const { links: rows } = await view(entry);
    expect(rows).toMatchObject([{ id: links.inVirtualData, internal: true }]);
    const change = await settled(
      await calls().remove({ portalId, entry, linkId: links.inVirtualData }),
    );
    expect(change).toMatchObject({ state: 'done', result: { sent: true } });
    expect(writes().at(-1)?.body).toMatchObject({ access: 0, internal: true });
    expect(await presentLink(entry, links.inVirtualData)).toBeUndefined();
  });

  it('the link that a form in a form room shows is its room’s, and stays', async () => {
    const { calls, view, present, writes } = await openDesk();
    const entry = file(files.formInForms);
    const { links: rows } = await view(entry);
    expect(rows).toMatchObject([{ id: links.formsRoom, removal: { how: 'revoke' } }]);
    expect(codeOf(await calls().remove({ portalId, entry, linkId: links.formsRoom }))).toBe(
      'link.notOffered',
    );
    expect(writes()).toEqual([]);
    expect((await present(room(rooms.fillingForms))).map(({ id }) => id)).toEqual([
      links.formsRoom,
    ]);
  });

  it('the link of a form room is made anew, its end being none', async () => {
    const { calls, settled, view, present } = await openDesk();
    const entry = room(rooms.fillingForms);
    await view(entry);
    const change = await settled(
      await calls().remove({ portalId, entry, linkId: links.formsRoom }),
    );
    expect(change).toMatchObject({ operation: 'link.revoke', state: 'done' });
    const [made] = await present(entry);
    expect(made?.id).not.toBe(links.formsRoom);
  });

  it('links of a folder are deleted by who made the folder only', async () => {
    const entry = folder(folders.madeByRoomAdmin);
    const byLink = { portalId, entry, linkId: links.madeByRoomAdmin };
    const manager = await openDesk();
    expect((await manager.view(entry)).links).toMatchObject([
      {
        removal: { offer: { can: false, reason: 'folderCreator' } },
        edit: { title: { can: true } },
      },
    ]);
    expect(codeOf(await manager.calls().remove(byLink))).toBe('link.notOffered');
    expect(await manager.presentLink(entry, byLink.linkId)).toBeDefined();
    const maker = await openDesk({ keyName: 'roomAdmin' });
    await maker.view(entry);
    expect(await maker.settled(await maker.calls().remove(byLink))).toMatchObject({
      state: 'done',
    });
    expect(await maker.presentLink(entry, byLink.linkId)).toBeUndefined();
  });

  it('links of a folder whose maker is not known are refused by the portal, in its words', async () => {
    const entry = folder(folders.madeByRoomAdmin);
    const linkId = links.madeByRoomAdmin;
    const { run, settled, presentLink } = await openDesk();
    const recorded = await run().journal.record({
      portalId,
      operation: 'link.delete',
      target: { kind: 'link', title: null, linkId, entry, entryTitle: 'Supplier quotes' },
      objectKey: `link:folder:${entry.id}:${linkId}`,
      base: { exists: true },
      desired: { exists: false },
    });
    expect(await settled(recorded)).toMatchObject({
      state: 'failed',
      error: { code: 'link.refused', detail: 'The role is not available for this user type' },
    });
    expect(await presentLink(entry, linkId)).toBeDefined();
  });
});
