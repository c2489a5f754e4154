import { expect, it } from 'vitest';
import { changedFields, fieldsOf, sameField } from '../../../src-main/links/link-fields';
import { link } from './samples';

it.each([
  ['2026-12-31T21:00:00.000Z', '2026-12-31T21:00:00.000Z', true],
  ['2026-12-31T21:00:00.999Z', '2026-12-31T21:00:00.000Z', true],
  ['2026-12-31T21:00:01.000Z', '2026-12-31T21:00:00.000Z', false],
  ['2026-12-31T23:00:00.000+02:00', '2026-12-31T21:00:00.000Z', true],
  ['2026-12-31T21:00:00.000Z', null, false],
  [null, null, true],
])('the ends %s and %s are the same to a portal: %j', (one, other, isSame) => {
  expect(sameField('expiresAt', one, other)).toBe(isSame);
});

it('no other field is the same as something else', () => {
  expect(sameField('title', '2026-12-31T21:00:00.999Z', '2026-12-31T21:00:00.000Z')).toBe(false);
  expect(sameField('password', null, undefined)).toBe(false);
});

it('what the journal keeps of a link leads nobody to it', () => {
  const { url, shareKey } = link();
  const kept = JSON.stringify(fieldsOf(link()));
  expect(kept).not.toContain(url);
  expect(kept).not.toContain(shareKey);
});

it('two states of a link differ in what can be set of it', () => {
  const before = fieldsOf(link());
  const after = fieldsOf(link({ title: 'New', internal: true, primary: true }));
  expect(changedFields(before, after)).toEqual(['title', 'internal']);
  expect(changedFields(before, before)).toEqual([]);
});
