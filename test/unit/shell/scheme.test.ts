import fc from 'fast-check';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fileFor, isOwnPage, startPage } from '../../../src-main/shell/scheme';

vi.mock('electron', () => ({ protocol: {} }));

const folder = resolve('/opt/gatehouse/renderer');

describe('the window’s own scheme', () => {
  it('serves files of the bundle with their type', () => {
    expect(fileFor('GET', startPage, folder)).toEqual({
      path: join(folder, 'index.html'),
      contentType: 'text/html; charset=utf-8',
    });
  });

  it.each([
    ['another method', 'POST', 'app://gatehouse/index.html'],
    ['another host', 'GET', 'app://elsewhere/index.html'],
    ['another scheme', 'GET', 'file:///opt/gatehouse/renderer/index.html'],
    ['an encoded way out', 'GET', 'app://gatehouse/%2e%2e%2fmain/main.js'],
    ['a broken escape', 'GET', 'app://gatehouse/%E0%A4%A.js'],
    ['a type that the bundle does not have', 'GET', 'app://gatehouse/data.json'],
    ['a null byte', 'GET', 'app://gatehouse/a%00.js'],
    ['no address', 'GET', 'index.html'],
  ])('refuses %s', (_what, method, address) => {
    expect(fileFor(method, address, folder)).toBeNull();
  });

  it('never leaves the folder, whatever is asked', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true }), fc.string(), (url, tail) => {
        const path = new URL(url).pathname + tail;
        const answer = fileFor('GET', `app://gatehouse/${path}.js`, folder);
        expect(answer === null || answer.path.startsWith(join(folder, '/'))).toBe(true);
      }),
    );
  });

  it('knows its own page by scheme and host, not by how the address begins', () => {
    expect(isOwnPage('app://gatehouse/index.html#x')).toBe(true);
    expect(isOwnPage('app://gatehouse.evil.example/index.html')).toBe(false);
    expect(isOwnPage('https://gatehouse/index.html')).toBe(false);
    expect(isOwnPage('http://localhost:5173/x', 'http://localhost:5173/')).toBe(true);
    expect(isOwnPage('app://gatehouse/index.html', 'http://localhost:5173/')).toBe(false);
  });
});
