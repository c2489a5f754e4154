import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntryRef } from '../../../src-main/contract/entries';
import { linkFields, type LinkEdit } from '../../../src-main/contract/links';
import { sampleIds } from '../../../src-main/practice-portal';
import { valueOf } from '../answers';
import { file, folder, openDesk, portalId, room, type DeskOptions } from './desk';

const { files, folders, rooms, links } = sampleIds;

/** Values of every field that can be set everywhere. */
const values = {
  title: fc.constantFrom('Partners', 'Für Übersee', '🚀', 'x'.repeat(255)),
  access: fc.constantFrom('read' as const, 'comment' as const),
  expiresAt: fc.constantFrom(null, '2026-10-25T00:30:00.000Z', '2036-03-10T09:30:00.000Z'),
  password: fc.constantFrom(null, 'Open-Sesame-43', '"<\\>&\'{}[]%20'),
  internal: fc.boolean(),
  denyDownload: fc.boolean(),
};
const everywhere = fc.record(values, { requiredKeys: [] });
const inDataRoom = fc.record(
  { title: values.title, expiresAt: values.expiresAt, password: values.password },
  { requiredKeys: [] },
);

it.each<[string, DeskOptions, EntryRef, string, fc.Arbitrary<LinkEdit>]>([
  ['a document', {}, file(files.document), links.documentPassword, everywhere],
  [
    'a document of 3.6.1 in another zone',
    { version: '3.6.1', utcOffsetMinutes: 345 },
    file(files.document),
    links.documentSoon,
    everywhere,
  ],
  ['a folder', {}, folder(folders.contracts), links.contracts, everywhere],
  ['a custom room', {}, room(rooms.custom), links.customRoomGuests, everywhere],
  ['a file in a data room', {}, file(files.inVirtualData), links.inVirtualData, inDataRoom],
])(
  'any fields of a link of %s are set, and nothing else changes',
  async (_, options, entry, linkId, wishes) => {
    const { calls, row, settled, presentLink, run } = await openDesk(options);
    await fc.assert(
      fc.asyncProperty(wishes, fc.boolean(), async (desired, goesBack) => {
        const { title, access, expiresAt, internal, denyDownload } = await row(entry, linkId);
        const before = await presentLink(entry, linkId);
        const base = { title, access: access ?? 'read', expiresAt, internal, denyDownload };
        const recorded = await calls().update({ portalId, entry, linkId, base, desired });
        if (!recorded.ok) {
          // Nothing that would change: it is that already.
          expect(recorded.error.code).toBe('change.nothing');
          expect(before).toMatchObject(desired);
          return;
        }
        const change = await settled(recorded);
        expect(change).toMatchObject({ state: 'done', result: { kept: [] } });
        expect(await presentLink(entry, linkId)).toEqual({ ...before, ...desired });
        if (!goesBack || change.undo?.can !== true) return;
        const { changeId } = valueOf(await run().changes.undo({ changeId: change.id }));
        expect(await settled({ ok: true, value: { changeId } })).toMatchObject({ state: 'done' });
        expect(await presentLink(entry, linkId)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  },
  60_000,
);

it('every set of fields of a link, whatever is in it', async () => {
  const { calls, row, settled, presentLink } = await openDesk();
  const entry = file(files.document);
  const linkId = links.documentPassword;
  const either: { readonly [K in keyof Required<LinkEdit>]: readonly [LinkEdit[K], LinkEdit[K]] } =
    {
      title: ['One', 'Two'],
      access: ['read', 'comment'],
      expiresAt: ['2027-01-01T00:00:00.000Z', null],
      password: ['Open-Sesame-43', null],
      internal: [true, false],
      denyDownload: [false, true],
    };
  for (let set = 1; set < 2 ** linkFields.length; set += 1) {
    const before = await presentLink(entry, linkId);
    const names = linkFields.filter((_, index) => set & (1 << index));
    const desired: LinkEdit = Object.fromEntries(
      names.map((name) => [name, either[name].find((value) => value !== before?.[name])]),
    );
    const { title, access, expiresAt, internal, denyDownload } = await row(entry, linkId);
    const base = { title, access: access ?? 'read', expiresAt, internal, denyDownload };
    const change = await settled(await calls().update({ portalId, entry, linkId, base, desired }));
    expect([names, change.state]).toEqual([names, 'done']);
    expect(await presentLink(entry, linkId)).toEqual({ ...before, ...desired });
  }
}, 60_000);
