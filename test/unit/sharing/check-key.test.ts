import { describe, expect, it } from 'vitest';
import type { EntryRef } from '../../../src-main/contract/entries';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { checkKey } from '../../../src-main/sharing/check-key';
import { codeOf, valueOf } from '../answers';
import { fileRef, linkOn, onPractice, raw, roomRef } from '../docspace/on-practice';
import { sessionFor } from '../docspace/portal-server';
import { today } from '../practice-portal/portal';

const { files, rooms, links } = sampleIds;
const document = fileRef(files.document);

/** A portal, its links as their managers see them, and a visitor with one of their keys. */
async function standBefore(ref: EntryRef = document, id: string = links.documentPassword) {
  const { portal, session } = await onPractice();
  const link = await linkOn(session, ref, id);
  const { shareKey = null, url } = link ?? {};
  if (shareKey === null) throw new Error(`No link ${id}`);
  // Whoever checks a link must not be known to the portal: the key is kept from them.
  const stranger = await sessionFor(portal.address, { key: () => null });
  const check = (password = '', linkOrKey: string = shareKey) =>
    checkKey(stranger, { linkOrKey, password, now: () => today });
  const tries = () => portal.requests.filter(({ path }) => path.endsWith('/password')).length;
  return { portal, url, check, tries };
}

describe('a share key with a password', () => {
  it('is right', async () => {
    const { check } = await standBefore();
    expect(valueOf(await check(samplePassword))).toEqual({
      status: 'ok',
      hasPassword: true,
      title: 'Annual report 2026.docx',
      kind: 'file',
      at: today.toISOString(),
    });
  });

  it('is wrong, and still says what it leads to', async () => {
    const { check } = await standBefore();
    expect(valueOf(await check('guessed'))).toMatchObject({
      status: 'passwordWrong',
      hasPassword: true,
      title: 'Annual report 2026.docx',
      kind: 'file',
    });
  });

  it('only looks at the link without one', async () => {
    const { check, tries } = await standBefore();
    expect(valueOf(await check())).toMatchObject({ status: 'passwordNeeded', hasPassword: true });
    expect(tries()).toBe(0);
  });

  it('is blocked after five wrong ones', async () => {
    const { check } = await standBefore();
    const statuses: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      statuses.push(valueOf(await check(`guess ${turn}`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 5 }, () => 'passwordWrong'), 'blocked']);
    expect(valueOf(await check(samplePassword)).status).toBe('blocked');
  });

  it('is right, and lets nobody in while sharing is restricted', async () => {
    const { portal, check } = await standBefore();
    await raw(portal, 'PUT files/settings/external', { set: false });
    expect(valueOf(await check(samplePassword))).toMatchObject({
      status: 'denied',
      hasPassword: true,
      title: 'Annual report 2026.docx',
    });
  });
});

describe('any other share key', () => {
  it('without a password is not tried with one', async () => {
    const { check, tries } = await standBefore(document, links.documentPrimary);
    expect(valueOf(await check('anything'))).toMatchObject({ status: 'ok', hasPassword: false });
    expect(tries()).toBe(0);
  });

  it.each([
    ['is expired', document, links.documentExpired, 'expired'],
    ['is for DocSpace users only', document, links.documentInternal, 'denied'],
  ])('%s', async (_, ref, id, status) => {
    const { check } = await standBefore(ref, id);
    expect(valueOf(await check('x'))).toMatchObject({ status, hasPassword: false, title: null });
  });

  it('leads to a room', async () => {
    const { check } = await standBefore(roomRef(rooms.custom), links.customRoom);
    expect(valueOf(await check(samplePassword))).toMatchObject({ status: 'ok', kind: 'room' });
  });

  it('that the portal never gave out', async () => {
    const { check } = await standBefore();
    expect(valueOf(await check('x', 'NoSuchKeyNoSuchKeyNoSuchKey'))).toMatchObject({
      status: 'invalid',
      title: null,
      kind: null,
    });
  });
});

describe('what somebody pasted', () => {
  it('may be the whole link, as the portal gives it', async () => {
    const { check, url } = await standBefore();
    expect(valueOf(await check(samplePassword, ` ${url} `)).status).toBe('ok');
  });

  it.each([
    ['a link of another portal', 'https://docs.example.com/s/abcdefghijklmno', 'link.foreignHost'],
    ['a page that is no link', '/rooms/shared', 'link.notUnderstood'],
    ['an id', '1001', 'link.notUnderstood'],
    ['words', 'the annual report', 'link.notUnderstood'],
  ])('%s: asks the portal nothing', async (_, pasted, code) => {
    const { portal, check } = await standBefore();
    const before = portal.requests.length;
    expect(codeOf(await check('x', pasted))).toBe(code);
    expect(portal.requests).toHaveLength(before);
  });

  it('may be a short link that the portal does not know', async () => {
    const { portal, check } = await standBefore();
    const pasted = `${portal.address}/s/abcdefghijklmno`;
    expect(codeOf(await check('x', pasted))).toBe('link.unknownKey');
  });

  it('cannot be asked without the portal', async () => {
    const { portal, check } = await standBefore();
    await portal.stop();
    expect(codeOf(await check(samplePassword))).toMatch(/^net\./);
  });
});
