import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocsAddress } from '../../../src-main/docs-servers/address';
import { codeOf, valueOf } from '../answers';

const read = (typed: string) => readDocsAddress(typed, { allowPlainHttp: false });

describe('the address of a Docs server', () => {
  it.each([
    ['docs.example.com', 'https://docs.example.com', 'docs.example.com'],
    ['docs.example.com/', 'https://docs.example.com', 'docs.example.com'],
    ['https://x.example.com/docs/', 'https://x.example.com/docs', 'x.example.com/docs'],
    ['https://x.example.com//a//docs//', 'https://x.example.com/a/docs', 'x.example.com/a/docs'],
    ['https://docs.example.com/command', 'https://docs.example.com', 'docs.example.com'],
    [
      'https://x.example.com/docs/coauthoring/CommandService.ashx?c=version',
      'https://x.example.com/docs',
      'x.example.com/docs',
    ],
    ['https://docs.example.com/welcome/', 'https://docs.example.com', 'docs.example.com'],
    [
      'https://docs.example.com/web-apps/apps/api/documents/api.js',
      'https://docs.example.com',
      'docs.example.com',
    ],
    ['https://docs.example.com/healthcheck#x', 'https://docs.example.com', 'docs.example.com'],
    ['localhost:8080/docs', 'http://localhost:8080/docs', 'localhost:8080/docs'],
  ])('%s is %s', (typed, address, host) => {
    expect(valueOf(read(typed))).toMatchObject({ address, host });
  });

  it.each([
    ['', 'address.empty'],
    ['ftp://docs.example.com', 'address.scheme'],
    ['http://docs.example.com/docs', 'address.plainHttp'],
    ['https://me:secret@docs.example.com', 'address.credentials'],
  ])('refuses %j with %s', (typed, code) => {
    expect(codeOf(read(typed))).toBe(code);
  });

  it('reads its own answer as the same address, whatever was typed', () => {
    fc.assert(
      fc.property(fc.domain(), fc.webPath(), (host, path) => {
        const once = read(host + path);
        if (!once.ok) return;
        expect(once.value.address).not.toMatch(/[^:]\/\/|\/$/);
        const again = read(once.value.address);
        // What is left of the path of a page may look like a page again.
        if (again.ok) expect(once.value.address.startsWith(again.value.address)).toBe(true);
      }),
    );
  });
});
