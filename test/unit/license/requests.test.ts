import { describe, expect, it } from 'vitest';
import { upload } from '../../../src-main/license/requests';
import { sessionFor, startPortal, thrown, type Reply } from '../docspace/portal-server';

const content = Buffer.from('{}');

async function uploading(reply: Reply) {
  const portal = await startPortal(() => reply);
  const session = await sessionFor(portal.baseUrl);
  return upload(session, { content, fileName: 'new.lic' });
}

describe('an upload that is refused', () => {
  it('by a server before the portal, for its size', async () => {
    expect(await uploading({ status: 413, body: '<html></html>' })).toMatchObject({
      kind: 'failed',
      error: { code: 'file.tooLarge', params: { fileName: 'new.lic', size: content.length } },
    });
  });

  it.each([
    [415, 'license.notTaken'],
    [500, 'license.refused'],
    [400, 'license.refused'],
  ])('by the portal with %i, in its words', async (status, code) => {
    expect(await uploading(thrown(status, 'Words'))).toMatchObject({
      kind: 'failed',
      error: { code, params: { status }, detail: 'Words' },
    });
  });
});
