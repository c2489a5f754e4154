import { describe, expect, it, vi } from 'vitest';
import { judgeLink } from '../../../src-main/shell/external-link';

vi.mock('electron', () => ({}));
const known = new Set(['docs.example.com', 'other.example.com:8443']);

describe('links that leave the app', () => {
  it.each([
    ['https://docs.example.com/rooms/shared/4', 'now'],
    ['https://other.example.com:8443/', 'now'],
    ['mailto:admin@example.com', 'now'],
    ['https://elsewhere.example.com/', 'ask'],
    ['https://docs.example.com.elsewhere.example/', 'ask'],
    ['http://docs.example.com/', 'never'],
    ['https://user:word@docs.example.com/', 'never'],
    ['file:///etc/hosts', 'never'],
    ['javascript:alert(1)', 'never'],
    ['smb://docs.example.com/share', 'never'],
    ['docs.example.com', 'never'],
  ])('%s: %s', (address, open) => {
    expect(judgeLink(address, known).open).toBe(open);
  });

  it('hands on the address as parsed, not as written', () => {
    expect(judgeLink('HTTPS://Docs.Example.com/a b"c', known)).toMatchObject({
      url: 'https://docs.example.com/a%20b%22c',
    });
  });
});
