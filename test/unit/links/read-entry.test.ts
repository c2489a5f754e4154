import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../../src-main/contract/result';
import { createEntryReadings } from '../../../src-main/links/entry-readings';
import { readEntry } from '../../../src-main/links/read-entry';
import { sampleIds } from '../../../src-main/practice-portal';
import { createEntryTable } from '../../../src-main/store/entry-table';
import { valueOf } from '../answers';
import { good, sessionFor, startPortal } from '../docspace/portal-server';
import { file, openDesk, portalId, room } from './desk';

const document = file(sampleIds.files.document);

describe('an entry that is read after changes of its links', () => {
  it('is read once more for all that happen while it is being read', async () => {
    const { portal, session, database, desk } = await openDesk();
    const readings = createEntryReadings({
      table: createEntryTable(database),
      sessionFor: () => Promise.resolve(ok(session)),
      now: () => desk.now,
      changed: () => undefined,
      heard: () => undefined,
      report: (line) => {
        throw new Error(line);
      },
    });
    const asked = () => portal.requests.filter(({ path }) => path.includes('/links')).length;
    for (let n = 0; n < 5; n += 1) readings.changed(portalId, document);
    const isRead = async () => {
      const { reading, value } = await readings.of(portalId, document).of(portalId);
      expect([reading, value !== null]).toEqual([false, true]);
      expect(asked()).toBe(2);
    };
    await vi.waitFor(isRead);
    readings.changed(portalId, document);
    await vi.waitFor(() => expect(asked()).toBe(3));
  });
});

describe('a room that says it has links, and lists none', () => {
  const answers = (canShare: boolean) => ({
    id: 5,
    title: 'Board',
    roomType: 5,
    rootFolderType: 14,
    shared: true,
    canShare,
  });

  it.each([
    // There the question for the primary link would make one.
    [true, []],
    [false, ['/api/2.0/files/rooms/5/link']],
  ])('is asked for its primary one only where that can make none: %j', async (canShare, asked) => {
    const portal = await startPortal(({ url }) => {
      if (url.includes('/files/folder/5')) return good(answers(canShare));
      return good(url.includes('/links') ? [] : undefined);
    });
    const session = await sessionFor(portal.baseUrl);
    const read = valueOf(await readEntry(session, room(5)));
    expect(read).toMatchObject({ links: [], hidden: 1, entry: { ref: room(5) } });
    expect(portal.seen.filter(({ url }) => /\/link$/.test(url)).map(({ url }) => url)).toEqual(
      asked,
    );
  });
});
