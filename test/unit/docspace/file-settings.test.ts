import { describe, expect, it } from 'vitest';
import { getFileSettings } from '../../../src-main/docspace/file-settings';
import { ask } from '../practice-portal/portal';
import { codeOf } from '../answers';
import { onPractice } from './on-practice';
import { good, sessionFor, startPortal, type Reply } from './portal-server';

describe('getFileSettings', () => {
  it.each(['3.2.1', '3.6.1', '3.7.2', '3.8.0'])(
    '%s: gives every field as told',
    async (version) => {
      const { portal, session } = await onPractice({ version });
      const { body } = await ask(portal, 'GET files/settings');
      expect(body).toMatchObject({ response: { storeOriginalFiles: true, defaultOrder: {} } });
      const { response } = body as { response: object };
      expect(await getFileSettings(session)).toEqual({ ok: true, value: response });
    },
  );

  it.each(['3.6.1', '3.7.2'])('%s: believes nothing that a dead key is told', async (version) => {
    const { as } = await onPractice({ version });
    for (const name of ['expired', 'disabled'] as const) {
      expect(codeOf(await getFileSettings(await as(name)))).toBe('portal.keyRefused');
    }
  });

  it.each([['text'], [[1]], [true], [undefined]])('makes nothing of %j', async (response) => {
    const portal = await startPortal(({ url }): Reply =>
      url.endsWith('@self') ? good({ id: 'id-1' }) : good(response),
    );
    const session = await sessionFor(portal.baseUrl);
    expect(codeOf(await getFileSettings(session))).toBe('portal.brokenAnswer');
  });
});
