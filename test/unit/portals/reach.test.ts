import { describe, expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { createReachBook } from '../../../src-main/portals/reach';

function bookAt(start: string) {
  const changes: string[] = [];
  let at = start;
  const book = createReachBook({
    now: () => new Date(at),
    changed: (id) => changes.push(id),
  });
  return { book, changes, setTime: (next: string) => (at = next) };
}

describe('the book of reachability', () => {
  it('knows nothing before a request', () => {
    expect(bookAt('2026-05-01T10:00:00.000Z').book.of('a')).toEqual({ state: 'unknown' });
  });

  it.each<[ErrorCode, string]>([
    ['net.unknownHost', 'offline'],
    ['net.refused', 'offline'],
    ['net.timedOut', 'offline'],
    ['net.proxyFailed', 'offline'],
    ['portal.unavailable', 'offline'],
    ['net.certificateUntrusted', 'attention'],
    ['net.certificateChanged', 'attention'],
    ['net.redirected', 'attention'],
    ['portal.keyRefused', 'attention'],
    ['portal.keyLacksRights', 'attention'],
    ['portal.notPaid', 'attention'],
    ['portal.suspended', 'attention'],
    ['portal.notFound', 'online'],
    ['portal.failed', 'online'],
    ['portal.rateLimited', 'online'],
    ['net.cancelled', 'unknown'],
    ['keychain.locked', 'unknown'],
  ])('takes %s for %s', (code, state) => {
    const { book } = bookAt('2026-05-01T10:00:00.000Z');
    book.note('a', fail(appError(code)));
    expect(book.of('a').state).toBe(state);
  });

  it('tells of changes only, and keeps the newest time', () => {
    const { book, changes, setTime } = bookAt('2026-05-01T10:00:00.000Z');
    book.note('a', ok());
    setTime('2026-05-01T10:05:00.000Z');
    book.note('a', ok());
    expect(changes).toEqual(['a']);
    expect(book.of('a')).toEqual({ state: 'online', at: '2026-05-01T10:05:00.000Z' });
    book.note('a', fail(appError('net.refused')));
    book.note('a', fail(appError('net.refused')));
    book.note('a', fail(appError('net.timedOut')));
    book.note('a', fail(appError('net.cancelled')));
    expect(changes).toEqual(['a', 'a', 'a']);
    expect(book.of('a')).toMatchObject({ state: 'offline', error: { code: 'net.timedOut' } });
  });

  it('keeps portals apart and forgets one', () => {
    const { book } = bookAt('2026-05-01T10:00:00.000Z');
    book.note('a', ok());
    expect(book.of('b')).toEqual({ state: 'unknown' });
    book.forget('a');
    expect(book.of('a')).toEqual({ state: 'unknown' });
  });
});
