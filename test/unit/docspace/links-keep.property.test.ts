import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryRef } from '../../../src-main/contract/entries';
import { linkFields, type LinkField } from '../../../src-main/contract/links';
import { putLink } from '../../../src-main/docspace/links';
import type { LinkOptions } from '../../../src-main/docspace/portal-entry';
import type { DocSpace } from '../../../src-main/docspace/session';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { valueOf } from '../answers';
import { entriesWithLinks, inDays, linkOn, newId, onPractice, optionsOf, raw } from './on-practice';

/** A link's options as anybody may have set them. */
const anyOptions: fc.Arbitrary<LinkOptions> = fc.record({
  title: fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((title) => title.trim() === title && title.length <= 255),
  access: fc.constantFrom('editing', 'review', 'comment', 'read'),
  expiresAt: fc.option(
    fc
      .date({ min: new Date(inDays(1)), max: new Date(inDays(3600)), noInvalidDate: true })
      .map((date) => date.toISOString()),
  ),
  password: fc.option(fc.stringMatching(/^[\x21-\x7e]{8,30}$/)),
  internal: fc.boolean(),
  denyDownload: fc.boolean(),
});

const subsets: readonly (readonly LinkField[])[] = linkFields.reduce<LinkField[][]>(
  (all, field) => [...all, ...all.map((some) => [...some, field])],
  [[]],
);

/** 256 requests take long on a busy computer; in ms. */
const patience = 90_000;

/** Sets a link as somebody else's program would, all of it. */
async function setElsewhere(portal: PracticePortal, { kind, id }: EntryRef, link: LinkOptions) {
  const numbers = { editing: 10, fillForms: 7, review: 5, comment: 6, read: 2 };
  const { access, expiresAt, ...rest } = link;
  const answer = await raw(portal, `PUT files/${kind === 'room' ? 'rooms' : kind}/${id}/links`, {
    ...rest,
    linkId: newId,
    access: numbers[access],
    expirationDate: expiresAt,
    linkType: 1,
  });
  expect(answer.status).toBe(200);
}

async function readBack(session: DocSpace, ref: EntryRef): Promise<LinkOptions> {
  const link = await linkOn(session, ref, newId);
  if (link === null) throw new Error('the link is gone');
  return optionsOf(link);
}

describe.each(['3.6.1', '3.7.2', '3.8.0'])('on %s', (version) => {
  it.each(entriesWithLinks)(
    'a link of %o keeps every field that is not in the edit',
    async (ref) => {
      const { portal, session } = await onPractice({ version, utcOffsetMinutes: 345 });
      const pairs = fc.array(fc.tuple(anyOptions, anyOptions), {
        minLength: subsets.length,
        maxLength: subsets.length,
      });
      await fc.assert(
        fc.asyncProperty(pairs, async (drawn) => {
          for (const [index, [theirs, ours]] of drawn.entries()) {
            await setElsewhere(portal, ref, theirs);
            const present = await readBack(session, ref);
            expect(present).toEqual(theirs);
            const fields = subsets[index] ?? [];
            const edit = Object.fromEntries(fields.map((field) => [field, ours[field]]));
            const options = { ...present, ...edit };
            const order = { linkId: newId, primary: false, options };
            expect(valueOf(await putLink(session, ref, order))).toMatchObject(options);
            expect(await readBack(session, ref)).toEqual({ ...theirs, ...edit });
          }
        }),
        { numRuns: 1, endOnFailure: true },
      );
    },
    patience,
  );
});
