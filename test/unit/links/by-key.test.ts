import { describe, expect, it } from 'vitest';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { file, folder, openDesk, portalId, room, type DeskOptions } from './desk';

const { files, folders, rooms, links } = sampleIds;
const document = file(files.document);
const linkId = links.documentPassword;

/** The desk of somebody who was given a share link. */
async function openKeys(options: DeskOptions = {}) {
  const desk = await openDesk(options);
  const keyOf = async (entry: typeof document, id: string) => {
    const link = await desk.presentLink(entry, id);
    if (!link?.shareKey) throw new Error('There is no such link.');
    return { url: link.url, key: link.shareKey };
  };
  return {
    ...desk,
    keyOf,
    behind: (text: string) => desk.run().links.linkBehindKey(portalId, text),
    set: (text: string, password: string) =>
      desk.run().links.recordPasswordByKey(portalId, text, password),
  };
}

describe('the link behind a share key', () => {
  it('is told with its entry, whatever the form, and changes nothing', async () => {
    const { behind, keyOf, portal, writes } = await openKeys();
    const { url, key } = await keyOf(document, linkId);
    const long = `${portal.address}/doceditor?fileid=${files.document}&share=${key}`;
    for (const text of [key, url, long, ` ${url} `]) {
      const { entry, link } = valueOf(await behind(text));
      expect(entry).toMatchObject({ ref: document, title: 'Annual report 2026.docx' });
      expect(link).toMatchObject({
        id: linkId,
        hasPassword: true,
        edit: { password: { can: true } },
      });
    }
    expect(JSON.stringify(valueOf(await behind(key)))).not.toContain(samplePassword);
    expect(writes()).toEqual([]);
  });

  it.each([
    ['of a room', room(rooms.custom), links.customRoom],
    ['of a folder', folder(folders.contracts), links.contracts],
    ['of a file in a room', file(files.inCustom), links.inCustomReview],
    ['of a connected storage', file(files.thirdParty), links.thirdParty],
  ])('%s', async (_, ref, id) => {
    const { behind, keyOf } = await openKeys();
    const { key } = await keyOf(ref, id);
    expect(valueOf(await behind(key))).toMatchObject({ entry: { ref }, link: { id } });
  });

  it.each([
    ['that is for users only', links.documentInternal],
    ['that is over', links.documentExpired],
  ])('%s is found where its entry is known or named', async (_, id) => {
    const { behind, keyOf, portal, restart, desk } = await openKeys();
    const { key } = await keyOf(document, id);
    expect(codeOf(await behind(key))).toBe('link.unknownKey');
    const named = `${portal.address}/doceditor?fileid=${files.document}&share=${key}`;
    expect(valueOf(await behind(named))).toMatchObject({ link: { id } });
    await restart();
    expect(valueOf(await behind(key))).toMatchObject({ link: { id } });
    desk.away = true;
    expect(valueOf(await behind(key))).toMatchObject({ link: { id } });
  });

  it('is another portal’s, or nothing at all', async () => {
    const { behind, portal } = await openKeys();
    const other = await behind('https://other.example.com/s/5XzpDt6wZRdsTrJ');
    expect(other).toMatchObject({
      error: { code: 'link.foreignHost', params: { host: 'other.example.com' } },
    });
    expect(codeOf(await behind('Quarterly report'))).toBe('link.notUnderstood');
    expect(codeOf(await behind(`${portal.address}/rooms/personal`))).toBe('link.notUnderstood');
    expect(codeOf(await behind(`${portal.address}/s/5XzpDt6wZRdsTrJ`))).toBe('link.unknownKey');
    expect(codeOf(await behind('c2lnbmVkLWJ5LW5vYm9keS1hdC1hbGw'))).toBe('link.unknownKey');
  });

  it('is out of sight for an account that does not manage it', async () => {
    const { behind, set, keyOf, desk } = await openKeys({ keyName: 'roomAdmin' });
    const { key } = await keyOf(file(files.inForeign), links.inForeign);
    desk.keyName = 'admin';
    expect(codeOf(await behind(key))).toBe('link.notEditable');
    expect(codeOf(await set(key, 'Open-Sesame-43'))).toBe('link.notEditable');
  });

  it('is known offline when it was seen, else it needs the portal', async () => {
    const { behind, keyOf, view, desk } = await openKeys();
    const { url, key } = await keyOf(document, linkId);
    desk.away = true;
    expect(codeOf(await behind(key))).toBe('link.needsNetwork');
    expect(codeOf(await behind(url))).toBe('link.needsNetwork');
    desk.away = false;
    await view(document);
    desk.away = true;
    for (const text of [key, url]) {
      expect(valueOf(await behind(text))).toMatchObject({ link: { id: linkId } });
    }
  });

  it('of a portal that is not saved', async () => {
    const { run } = await openKeys();
    const other = '00000000-0000-4000-8000-000000000000';
    expect(codeOf(await run().links.linkBehindKey(other, 'x'))).toBe('saved.unknownPortal');
  });
});

describe('a password by share key', () => {
  it('is set and keeps all else; undo brings the old one back', async () => {
    const { set, keyOf, settled, presentLink, elsewhere, run } = await openKeys();
    const { key } = await keyOf(document, linkId);
    await elsewhere(document, linkId, { title: 'Renamed elsewhere' });
    const before = await presentLink(document, linkId);
    const change = await settled(await set(key, 'Open-Sesame-43'));
    expect(change).toMatchObject({
      operation: 'link.setPasswordByKey',
      target: { kind: 'link', linkId, entry: document, title: 'Renamed elsewhere' },
      desired: { password: 'Open-Sesame-43' },
      state: 'done',
      result: { kept: [] },
    });
    expect(await presentLink(document, linkId)).toEqual({ ...before, password: 'Open-Sesame-43' });
    const back = await settled(await run().changes.undo({ changeId: change.id }));
    expect(back).toMatchObject({ operation: 'link.setPasswordByKey', state: 'done' });
    expect(await presentLink(document, linkId)).toEqual(before);
  });

  it('that the portal would refuse is refused here', async () => {
    const { set, keyOf, view } = await openKeys();
    const { key } = await keyOf(document, linkId);
    await view(document);
    expect(codeOf(await set(key, 'short'))).toBe('link.passwordRefused');
    expect(codeOf(await set(key, samplePassword))).toBe('change.nothing');
  });

  it('of a link that is over would bring it back to life', async () => {
    const { set, keyOf, view } = await openKeys();
    await view(document);
    const { key } = await keyOf(document, links.documentExpired);
    expect(codeOf(await set(key, 'Open-Sesame-43'))).toBe('link.expiryPast');
  });

  it('waits offline, and is no conflict with what was done in between', async () => {
    const { set, keyOf, view, desk, back, settled, presentLink } = await openKeys();
    const { key } = await keyOf(document, linkId);
    await view(document);
    desk.away = true;
    const first = await set(key, 'Open-Sesame-43');
    const second = await set(key, 'Open-Sesame-44');
    await back();
    expect(await settled(first)).toMatchObject({ state: 'superseded' });
    expect(await settled(second)).toMatchObject({ state: 'done' });
    expect(await presentLink(document, linkId)).toMatchObject({ password: 'Open-Sesame-44' });
  });

  it('is the only thing that such a change can set', async () => {
    const { run } = await openKeys();
    const target = {
      kind: 'link',
      title: null,
      linkId,
      entry: document,
      entryTitle: '',
    } as const;
    const recorded = await run().journal.record({
      portalId,
      operation: 'link.setPasswordByKey',
      target,
      objectKey: 'k',
      base: { title: 'a' },
      desired: { title: 'b' },
    });
    expect(codeOf(recorded)).toBe('change.unknownOperation');
  });
});
