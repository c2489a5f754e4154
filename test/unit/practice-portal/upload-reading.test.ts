import { describe, expect, it } from 'vitest';
import { sampleLicense } from '../../../src-main/practice-portal';
import { ask, licenseForm, openPortal, success, today } from './portal';

const text = sampleLicense('standard', { now: today });
const route = 'POST settings/license';

/** Sends a body as it is written here, in pieces of `size` characters. */
function sendRaw(portal: Awaited<ReturnType<typeof openPortal>>, body: string, size: number) {
  const bytes = new TextEncoder().encode(body);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
  return fetch(`${portal.address}/api/2.0/settings/license`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${portal.key}`,
      'content-type': 'multipart/form-data; boundary="b b"',
    },
    body: stream,
    duplex: 'half',
  } as RequestInit);
}

function part(disposition: string, content: string): string {
  return `--b b\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;
}

describe('the form of an upload', () => {
  it.each(['files', 'Files', 'FILES'])('takes the field %s', async (field) => {
    const portal = await openPortal();
    const { status } = await ask(portal, route, { body: licenseForm(text, field) });
    expect(status).toBe(200);
    expect(portal.state.license.stagedFile).toBe(text);
  });

  it('takes the first of several files', async () => {
    const portal = await openPortal();
    const form = licenseForm(text);
    form.append('files', new Blob(['another']), 'b.lic');
    expect((await ask(portal, route, { body: form })).status).toBe(200);
    expect(portal.state.license.stagedFile).toBe(text);
  });

  it.each([
    ['of another name', licenseForm(text, 'license')],
    ['that is no file', textForm()],
    ['that is empty', new FormData()],
  ])('answers 400 to a form with a part %s', async (_, form) => {
    const portal = await openPortal();
    const { status, body } = await ask(portal, route, { body: form });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        message: 'The uploaded file could not be found',
        type: 'System.ArgumentException',
      },
    });
  });

  it.each([1, 2, 7, 64, 100_000])('is understood in pieces of %i bytes', async (size) => {
    const portal = await openPortal();
    const body = `${part('name="note"', '')}${part('name="files"; filename="ä.lic"', text)}--b b--\r\n`;
    expect((await sendRaw(portal, body, size)).status).toBe(200);
    expect(portal.state.license.stagedFile).toBe(text);
  });

  it('answers 400 when it ends in the middle', async () => {
    const portal = await openPortal();
    const body = part('name="files"; filename="a.lic"', text);
    const response = await sendRaw(portal, body, 1000);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      response: { errors: { Files: [expect.stringContaining('Unexpected end')] } },
    });
    expect(portal.state.license.stagedFile).toBeNull();
  });

  it('reads 50 MB as fast as they come and answers like to any other bad file', async () => {
    const portal = await openPortal();
    const form = new FormData();
    form.append('files', new Blob([new Uint8Array(50 * 1024 * 1024)]), 'big.lic');
    const { status, body } = await ask(portal, route, { body: form });
    expect(status).toBe(500);
    expect(body).toHaveProperty('error.message', 'License is not correct');
  });

  it('can be told to call any upload a success, which it does not keep', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'takeAnyUpload' });
    const { body } = await ask(portal, route, { body: licenseForm('anything') });
    expect(body).toMatchObject(success('Uploaded successfully'));
    expect(portal.state.license.stagedFile).toBeNull();
  });
});

describe('an upload that is read slowly', () => {
  it('takes its time', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'slowRead', bytesPerSecond: 5000 });
    const start = performance.now();
    expect((await ask(portal, route, { body: licenseForm(text) })).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan((text.length / 5000) * 1000 * 0.9);
  });

  it.each([
    ['small', text],
    ['large', `${text}${' '.repeat(3 * 1024 * 1024)}`],
  ])('and is %s stages nothing when its sender leaves', async (_, content) => {
    const lines: string[] = [];
    const portal = await openPortal({ log: (line) => lines.push(line) });
    portal.switches.set({ kind: 'slowRead', bytesPerSecond: content === text ? 10 : 4_000_000 });
    const leave = new AbortController();
    const pending = ask(portal, route, { body: licenseForm(content), signal: leave.signal });
    const outcome = expect(pending).rejects.toThrow('aborted');
    await expect.poll(() => portal.requests.length, { interval: 5 }).toBe(1);
    leave.abort();
    await outcome;
    await expect
      .poll(() => lines, { interval: 5, timeout: 10_000 })
      .toEqual(['POST /api/2.0/settings/license no answer']);
    expect(portal.state.license.stagedFile).toBeNull();
  });
});

function textForm(): FormData {
  const form = new FormData();
  form.append('files', text);
  return form;
}
