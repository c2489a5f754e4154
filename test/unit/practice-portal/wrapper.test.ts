import { describe, expect, it } from 'vitest';
import { ask, licenseForm, openPortal, success } from './portal';

describe('the wrapper of answers', () => {
  it('is exact around a success', async () => {
    const portal = await openPortal();
    const { status, headers, body, text } = await ask(portal, 'GET settings/license/required');
    expect(status).toBe(200);
    expect(text).toBe(
      `{"response":false,"count":1,"links":[{"href":"${portal.address}/api/2.0/settings/license/required","action":"GET"}],"status":0,"statusCode":200}`,
    );
    expect(body).toMatchObject(success(false));
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('api-supported-versions')).toBe('2.0');
    expect(headers.get('server-timing')).toMatch(/^total;dur=/);
  });

  it('echoes the query in the link', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET portal/tariff?refresh=true');
    expect(body).toMatchObject({
      links: [{ href: `${portal.address}/api/2.0/portal/tariff?refresh=true`, action: 'GET' }],
    });
  });

  it('counts a list by its length, but a streamed one as one', async () => {
    const portal = await openPortal();
    expect((await ask(portal, 'GET keys/permissions')).body).toMatchObject({ count: 11 });
    const { body } = await ask(portal, 'GET keys?fields=name');
    expect(body).toMatchObject({ count: 1 });
    expect(body).toHaveProperty('response.11.name');
  });

  it('trims the answer to the fields asked for, inside lists too', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET portal/payment/quota?fields=trial,features.id');
    expect(body).toMatchObject({ response: { trial: false } });
    expect(body).toHaveProperty('response.features.0', { id: 'manager' });
    expect(body).not.toHaveProperty('response.title');
  });

  it('wraps an exception with type, stack and hresult', async () => {
    const portal = await openPortal();
    const { status, body } = await ask(portal, 'GET portal/usedspace', { key: portal.keys.user });
    expect(status).toBe(403);
    expect(body).toEqual({
      error: {
        message: 'Access denied',
        type: 'System.Security.SecurityException',
        stack: expect.stringMatching(/^ {3}at /),
        hresult: -2146233078,
      },
      status: 1,
      statusCode: 403,
    });
  });

  it('wraps a validation error like a success', async () => {
    const portal = await openPortal();
    const { status, body } = await ask(portal, 'POST settings/license');
    expect(status).toBe(400);
    expect(body).toMatchObject({
      response: {
        title: 'One or more validation errors occurred.',
        status: 400,
        errors: { Files: ['The Files field is required.'] },
        traceId: expect.stringMatching(/^00-/),
      },
      count: 1,
      status: 1,
      statusCode: 400,
    });
  });

  it('answers unknown routes with a web page', async () => {
    const portal = await openPortal();
    const { status, headers, text } = await ask(portal, 'GET settings/license/info');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toContain('text/html');
    expect(text).toContain('404 Not Found');
  });

  it('answers 304 without body when the password rules did not change', async () => {
    const portal = await openPortal();
    const first = await ask(portal, 'GET settings/security/password');
    const stamp = first.headers.get('last-modified') ?? '';
    const again = await ask(portal, 'GET settings/security/password', {
      headers: { 'if-modified-since': stamp },
    });
    expect(first.body).toMatchObject({ response: { minLength: 8 } });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

describe('dates', () => {
  it('have seven digits and the zone of the portal', async () => {
    const portal = await openPortal({ utcOffsetMinutes: 180 });
    const { body } = await ask(portal, 'GET portal/tariff');
    expect(body).toHaveProperty('response.dueDate', '2026-03-22T03:00:00.0000000+03:00');
  });

  it('end in Z when the zone is UTC', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET portal/tariff');
    expect(body).toHaveProperty('response.dueDate', '2026-03-22T00:00:00.0000000Z');
  });

  it('are the year 1 when there is none', async () => {
    const portal = await openPortal({ edition: 'community', utcOffsetMinutes: -90 });
    const { body } = await ask(portal, 'GET portal/tariff');
    expect(body).toHaveProperty('response.dueDate', '0001-01-01T00:00:00.0000000Z');
  });

  it('are plain in the older fields', async () => {
    const portal = await openPortal({ utcOffsetMinutes: 180 });
    const { body } = await ask(portal, 'GET settings/payment');
    expect(body).toHaveProperty('response.currentLicense.dueDate', '2026-03-22T00:00:00');
    expect((await ask(portal, 'GET portal')).body).toHaveProperty(
      'response.creationDateTime',
      '2026-03-09T09:30:00',
    );
  });
});

describe('words', () => {
  it('come in the language of the person', async () => {
    const portal = await openPortal({ edition: 'saas' });
    const german = await ask(portal, 'POST settings/license', {
      key: portal.keys.germanAdmin,
      body: licenseForm('{}'),
    });
    expect(german.body).toHaveProperty('error.message', 'Ihr Tarif unterstützt diese Option nicht');
  });

  it('come in the language of the portal for everybody else', async () => {
    const portal = await openPortal({ edition: 'saas', language: 'de' });
    const { body } = await ask(portal, 'POST settings/license/accept');
    expect(body).toMatchObject(success('Ihr Tarif unterstützt diese Option nicht'));
  });
});
