import { describe, expect, it } from 'vitest';
import type { LinkEdit, NewLink } from '../../../src-main/contract/links';
import { faultOfEdit, faultOfNew, isOver } from '../../../src-main/links/check-wish';
import { createOffer } from '../../../src-main/links/create-offer';
import { editOffer } from '../../../src-main/links/edit-offer';
import { plainLink } from './desk';
import { ground, inRoom, link } from './samples';

const now = new Date('2026-03-10T09:30:00.000Z');
const rules = {
  minLength: 8,
  maxLength: 30,
  upperCase: true,
  digits: true,
  specSymbols: false,
  allowed: '[\\x21-\\x7E]',
};
const present = { links: [], coming: 0 };

const faultOf = (more: Partial<NewLink>, where = ground(), known: typeof rules | null = rules) =>
  faultOfNew({ ...plainLink, ...more }, createOffer(where, present), { rules: known, now })?.code ??
  null;

const faultOfChange = (
  desired: LinkEdit,
  { end = null as string | null, where = ground(), of = link() } = {},
) =>
  faultOfEdit(desired, { ...editOffer(where, of, null), end }, ['editing', 'read'], { rules, now })
    ?.code ?? null;

describe('what is refused of a new link', () => {
  it.each<[string, Partial<NewLink>, string | null]>([
    ['nothing', {}, null],
    ['a title of 255', { title: 'ü'.repeat(255) }, null],
    ['a title of 256', { title: 'x'.repeat(256) }, 'link.titleTooLong'],
    ['255 pairs of halves', { title: '🚀'.repeat(128) }, 'link.titleTooLong'],
    ['an end of the past', { expiresAt: '2026-03-10T09:29:59.999Z' }, 'link.expiryPast'],
    [
      'an end before the request is there',
      { expiresAt: '2026-03-10T09:30:59.999Z' },
      'link.expiryPast',
    ],
    ['an end in a minute', { expiresAt: '2026-03-10T09:31:00.000Z' }, null],
    ['ten years', { expiresAt: '2036-03-10T09:30:00.000Z' }, null],
    ['more than ten years', { expiresAt: '2036-03-10T09:30:00.001Z' }, 'link.expiryTooFar'],
    [
      'ten years in another zone',
      { expiresAt: '2036-03-10T12:30:00.001+03:00' },
      'link.expiryTooFar',
    ],
    ['a good password', { password: 'Open-Sesame-42' }, null],
    ['a short password', { password: 'Short1' }, 'link.passwordRefused'],
    ['no digit', { password: 'Open-Sesame' }, 'link.passwordRefused'],
    ['a space', { password: 'Open Sesame 42' }, 'link.passwordRefused'],
    ['a long password', { password: `A1${'x'.repeat(29)}` }, 'link.passwordRefused'],
    ['a right that is not offered', { access: 'fillForms' }, 'link.notOffered'],
  ])('%s', (_, more, code) => {
    expect(faultOf(more)).toBe(code);
  });

  it('a password of any kind while the rules are not known, but no endless one', () => {
    expect(faultOf({ password: 'short' }, ground(), null)).toBeNull();
    expect(faultOf({ password: 'x'.repeat(256) }, ground(), null)).toBe('link.passwordRefused');
  });

  it('anything where no link can be made', () => {
    expect(faultOf({}, ground({ entry: { canShare: false } }))).toBe('link.notEditable');
    expect(faultOf({}, inRoom('custom', {}, 'archive'))).toBe('link.notOffered');
  });

  it.each<[string, ReturnType<typeof ground>, Partial<NewLink>, string | null]>([
    ['for users in a public room', inRoom('public'), { internal: true }, 'link.notOffered'],
    ['for anyone in a data room', inRoom('virtualData'), { internal: false }, 'link.notOffered'],
    ['for users in a data room', inRoom('virtualData'), { internal: true }, null],
    ['for anyone while restricted', ground({ restricted: true }), {}, 'link.notOffered'],
    ['a title before 3.5', ground({ old: true }), { title: 'T' }, 'link.notOffered'],
    [
      'a password before 3.5',
      ground({ old: true }),
      { title: '', password: 'Open-Sesame-42' },
      'link.notOffered',
    ],
    ['what is left before 3.5', ground({ old: true }), { title: '', access: 'editing' }, null],
  ])('%s', (_, where, more, code) => {
    expect(faultOf(more, where)).toBe(code);
  });
});

describe('the furthest end', () => {
  it('of 29 February is the 28th', () => {
    const leap = new Date('2028-02-29T12:00:00.000Z');
    const fault = (expiresAt: string) =>
      faultOfNew({ ...plainLink, expiresAt }, createOffer(ground(), present), { rules, now: leap })
        ?.code ?? null;
    expect(fault('2038-02-28T12:00:00.000Z')).toBeNull();
    expect(fault('2038-02-28T12:00:00.001Z')).toBe('link.expiryTooFar');
  });
});

describe('what is refused of a change', () => {
  it.each<[string, LinkEdit, Parameters<typeof faultOfChange>[1], string | null]>([
    ['nothing', { title: 'New' }, {}, null],
    ['a right that links have nowhere there', { access: 'comment' }, {}, 'link.notOffered'],
    [
      'a field that is fixed',
      { internal: false },
      {
        where: inRoom('virtualData'),
        of: link({
          internal: true,
          canEdit: { access: true, internal: false, denyDownload: true, expiresAt: true },
        }),
      },
      'link.notOffered',
    ],
    [
      'a field that others may change',
      { title: 'New' },
      { where: ground({ entry: { canShare: false } }) },
      'link.notEditable',
    ],
    ['a new end of the past', { expiresAt: '2026-03-01T00:00:00.000Z' }, {}, 'link.expiryPast'],
    [
      'another field of a link that is over',
      { title: 'New' },
      { end: '2026-03-01T00:00:00.000Z' },
      'link.expiryPast',
    ],
    [
      'a new life of a link that is over',
      { expiresAt: null },
      { end: '2026-03-01T00:00:00.000Z' },
      null,
    ],
    ['a short password', { password: 'Short1' }, {}, 'link.passwordRefused'],
    ['no password any more', { password: null }, {}, null],
  ])('%s', (_, desired, more, code) => {
    expect(faultOfChange(desired, more)).toBe(code);
  });
});

it('a link is over for us a minute before its end, and never without one', () => {
  expect(isOver(null, now)).toBe(false);
  expect(isOver('2026-03-10T09:30:59.000Z', now)).toBe(true);
  expect(isOver('2026-03-10T09:31:01.000Z', now)).toBe(false);
});
