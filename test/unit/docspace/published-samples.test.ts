import { describe, expect, it } from 'vitest';
import { getSelf } from '../../../src-main/docspace/account';
import { uploadLicense } from '../../../src-main/docspace/license';
import { listLinks, putLink, removeLink } from '../../../src-main/docspace/links';
import { readShareKey, tryPassword } from '../../../src-main/docspace/share-keys';
import {
  getSharingSettings,
  putExternalSharing,
  putSharingPolicy,
  putSocialMediaSharing,
} from '../../../src-main/docspace/sharing-settings';
import { sampleIds } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { ask } from '../practice-portal/portal';
import { fileRef, inDays, linkOn, newId, onPractice, options, optionsOf, raw } from './on-practice';
import { good, sessionFor, startPortal, thrown, type Reply } from './portal-server';

const { files, links } = sampleIds;
const document = fileRef(files.document);
const documentLinks = `files/file/${files.document}/links`;

async function withPassword() {
  const opened = await onPractice();
  const link = await linkOn(opened.session, document, links.documentPassword);
  if (link === null) throw new Error('no such link');
  return { ...opened, link };
}

describe('sample 002, external sharing settings', () => {
  it('sends displayValue, which switches sharing off whatever it says: ours switches as told', async () => {
    const { portal, session } = await onPractice();
    const sample = await raw(portal, 'PUT files/settings/external', { displayValue: true });
    expect(sample).toMatchObject({ status: 200, body: { response: false } });
    expect(valueOf(await getSharingSettings(session)).externalShare).toBe(false);

    expect(valueOf(await putExternalSharing(session, true))).toBe(true);
    expect(valueOf(await putSocialMediaSharing(session, true))).toBe(true);
    expect(valueOf(await getSharingSettings(session))).toMatchObject({
      externalShare: true,
      externalShareSocialMedia: true,
    });
  });

  it('means to set a password where one is only tried: ours sets it with the link', async () => {
    const { portal, session, link } = await withPassword();
    const path = `POST files/share/${link.shareKey}/password`;
    const sample = await raw(portal, path, { password: 'Changed-1' });
    expect(sample).toMatchObject({ status: 200, body: { response: { status: 4 } } });
    expect((await linkOn(session, document, link.id))?.password).toBe(link.password);

    const wanted = { ...optionsOf(link), password: 'Changed-1' };
    const order = { linkId: link.id, primary: link.primary, options: wanted };
    expect(valueOf(await putLink(session, document, order))).toMatchObject(wanted);
    const view = await tryPassword(session, link.shareKey ?? '', 'Changed-1');
    expect(valueOf(view)).toMatchObject({ status: 'ok', linkId: link.id });
  });

  it('takes the whole wrapper for an answer of false: ours gives false', async () => {
    const { portal, session } = await onPractice();
    const { body } = await raw(portal, 'PUT files/settings/external', { set: false });
    const json = body as { response: unknown };
    expect(json.response || json).toMatchObject({ statusCode: 200 });
    expect(await putExternalSharing(session, false)).toEqual({ ok: true, value: false });
  });

  it('shows code of another service for step 3: ours asks the route of the switch', async () => {
    const { portal, session } = await onPractice();
    expect((await ask(portal, 'GET clients/1/info')).status).toBe(404);
    expect(await putSocialMediaSharing(session, false)).toEqual({ ok: true, value: false });
    expect(portal.requests.at(-1)).toMatchObject({
      method: 'PUT',
      path: expect.stringContaining('files/settings/externalsocialmedia'),
    });
    expect(valueOf(await getSharingSettings(session)).externalShareSocialMedia).toBe(false);
  });

  it('knows neither the policy nor what hangs together nor answers for strangers: ours does', async () => {
    const { portal, session, as } = await onPractice();
    const stranger = await ask(portal, 'GET files/settings', { key: null });
    expect(stranger).toMatchObject({ status: 200, body: { response: { externalShare: true } } });
    expect(codeOf(await getSharingSettings(await as('expired')))).toBe('portal.keyRefused');

    const wanted = {
      externalShare: false,
      defaultShareLinkInternal: false,
      externalShareApplyToDocuments: true,
      externalShareApplyToRooms: false,
      blockExistingLinksOnRestrict: true,
    };
    const kept = { ...wanted, defaultShareLinkInternal: true };
    expect(valueOf(await putSharingPolicy(session, wanted))).toEqual(kept);
    expect(valueOf(await getSharingSettings(session))).toEqual({
      ...kept,
      externalShareSocialMedia: false,
    });
  });
});

describe('sample 003, external links of files', () => {
  it('names a right "view" and an end "expiration", which deletes: ours are the right ones', async () => {
    const { portal, session, link } = await withPassword();
    const sample = { linkId: link.id, access: 'view', expiration: inDays(7) };
    const answer = await raw(portal, `PUT ${documentLinks}`, sample);
    expect(answer.status).toBe(200);
    expect(await linkOn(session, document, link.id)).toBeNull();

    const order = {
      linkId: newId,
      primary: false,
      options: options({ access: 'read', expiresAt: inDays(7) }),
    };
    await putLink(session, document, order);
    expect(await linkOn(session, document, newId)).toMatchObject({
      access: 'read',
      expiresAt: inDays(7),
    });
  });

  it('sends what is to change, which drops the rest or the link: ours keeps it', async () => {
    const { portal, session, link } = await withPassword();
    await raw(portal, `PUT ${documentLinks}`, {});
    expect(await linkOn(session, document, link.id)).toEqual(link);
    await raw(portal, `PUT ${documentLinks}`, { linkId: link.id, access: 10, title: 'New' });
    expect(await linkOn(session, document, link.id)).toMatchObject({
      title: 'New',
      password: null,
      expiresAt: null,
      denyDownload: false,
    });
    await raw(portal, `PUT ${documentLinks}`, { linkId: link.id, title: 'Newer' });
    expect(await linkOn(session, document, link.id)).toBeNull();

    const other = await linkOn(session, document, links.documentSoon);
    if (other === null) throw new Error('no such link');
    const wanted = { ...optionsOf(other), title: 'New' };
    await putLink(session, document, { linkId: other.id, primary: other.primary, options: wanted });
    expect(await linkOn(session, document, other.id)).toEqual({ ...other, title: 'New' });
  });

  it('waits for a 204 that never comes: ours knows a removal by its answer without a link', async () => {
    const { portal, session, link } = await withPassword();
    const { expiresAt: expirationDate, ...rest } = optionsOf(link);
    const body = { ...rest, linkId: link.id, expirationDate, access: 0 };
    const answer = await raw(portal, `PUT ${documentLinks}`, body);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('response');

    const other = await linkOn(session, document, links.documentInternal);
    if (other === null) throw new Error('no such link');
    expect(await removeLink(session, document, other)).toEqual({ ok: true, value: null });
    expect(await linkOn(session, document, other.id)).toBeNull();
  });

  it('takes the wrapper for the link after a removal: ours gives none', async () => {
    const { portal, session, link } = await withPassword();
    const { body } = await raw(portal, `PUT ${documentLinks}`, { linkId: link.id, access: 0 });
    const data = body as { response?: unknown };
    expect(data.response || data).toMatchObject({ count: 0, statusCode: 200 });

    const order = { linkId: newId, primary: false, options: options() };
    const made = valueOf(await putLink(session, document, order));
    expect(made && (await removeLink(session, document, made))).toEqual({ ok: true, value: null });
  });

  it('knows no error but 404: ours tells an empty list, three kinds of 403 and a 400', async () => {
    const { session } = await onPractice();
    const put = (ref = document, more: Parameters<typeof options>[0] = {}) =>
      putLink(session, ref, { linkId: newId, primary: false, options: options(more) });

    expect(codeOf(await listLinks(session, fileRef(999_999)))).toBe('portal.notFound');
    const foreign = fileRef(files.inForeign);
    expect(valueOf(await listLinks(session, foreign))).toEqual({ links: [], hidden: 1 });
    const refusals = [
      await put(foreign),
      await put(fileRef(files.full)),
      await put(fileRef(files.oldFormat), { access: 'editing' }),
    ];
    const words = refusals.map((one) => (one.ok ? '' : one.error.detail));
    expect(refusals.map(codeOf)).toEqual(Array(3).fill('portal.keyLacksRights'));
    expect(new Set(words).size).toBe(3);
    expect(codeOf(await put(document, { password: 'short' }))).toBe('portal.badRequest');
    expect(await linkOn(session, document, newId)).toBeNull();
  });
});

describe('samples 000, 002 and 003, the key', () => {
  it('goes with Bearer before it: an API key without it is nobody’s', async () => {
    const { portal, session } = await onPractice();
    const bare = await ask(portal, 'GET people/@self', {
      key: null,
      headers: { authorization: portal.key },
    });
    expect(bare).toMatchObject({ status: 401, text: '' });
    expect(valueOf(await getSelf(session)).role).toBe('owner');
    const list = valueOf(await listLinks(session, document));
    expect(list.links.length).toBeGreaterThan(0);
  });
});

describe('the published OpenAPI', () => {
  it('has 405 for an upload to SaaS, real portals 415: both are told as "not supported"', async () => {
    const { session } = await onPractice({ edition: 'saas' });
    const content = Buffer.from('{"customer_id":"customer-1","signature":"s"}');
    const file = { content, fileName: 'license.lic' };
    expect(await uploadLicense(session, file)).toMatchObject({
      error: { code: 'portal.notSupported', params: { status: 415 } },
    });
    const other = await startPortal(() => thrown(405, 'words'));
    const result = await uploadLicense(await sessionFor(other.baseUrl), file);
    expect(codeOf(result)).toBe('portal.notSupported');
  });

  it('has 429 for too many passwords, real portals 403: that one is told as blocked', async () => {
    const { session, link } = await withPassword();
    const key = link.shareKey ?? '';
    for (let count = 0; count < 5; count += 1) {
      expect(valueOf(await tryPassword(session, key, 'wrong')).status).toBe('passwordWrong');
    }
    expect(valueOf(await tryPassword(session, key, link.password ?? '')).status).toBe('blocked');
    const other = await startPortal(() => ({ status: 429 }));
    const result = await tryPassword(await sessionFor(other.baseUrl), key, 'x');
    expect(codeOf(result)).toBe('portal.rateLimited');
  });

  it('has objects for dates, real portals text: an object is not taken for "never"', async () => {
    const { portal, session } = await onPractice({ utcOffsetMinutes: 180 });
    const { text } = await ask(portal, `GET ${documentLinks}`);
    expect(text).toMatch(/"expirationDate":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+03:00"/);
    const soon = await linkOn(session, document, links.documentSoon);
    expect(soon?.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

    const sharedTo = { id: newId, expirationDate: { utcTime: '2026-12-31T21:00:00Z' } };
    const other = await startPortal((): Reply => good([{ access: 2, sharedTo }]));
    const result = await listLinks(await sessionFor(other.baseUrl), document);
    expect(codeOf(result)).toBe('portal.brokenAnswer');
  });

  it('has rate-limit headers on every 200, real portals on 429 only: ours needs none', async () => {
    const { portal, session } = await onPractice();
    const { headers } = await ask(portal, `GET ${documentLinks}`);
    expect([...headers.keys()].filter((name) => /rate|retry/.test(name))).toEqual([]);
    portal.switches.set({ kind: 'rateLimited', path: '/links', times: 1 });
    expect(valueOf(await listLinks(session, document)).links.length).toBeGreaterThan(0);
    expect(valueOf(await readShareKey(session, 'nobody’s')).status).toBe('invalid');
  });
});
