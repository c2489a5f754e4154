import { describe, expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { createReachBook } from '../../../src-main/sync/reach';

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
    expect(book.of('a')).toEqual({
      state: 'online',
      at: '2026-05-01T10:05:00.000Z',
      since: '2026-05-01T10:00:00.000Z',
    });
    book.note('a', fail(appError('net.refused')));
    book.note('a', fail(appError('net.refused')));
    book.note('a', fail(appError('net.timedOut')));
    book.note('a', fail(appError('net.cancelled')));
    expect(changes).toEqual(['a', 'a', 'a']);
    expect(book.of('a')).toMatchObject({ state: 'offline', error: { code: 'net.timedOut' } });
  });

  it('knows since when a state holds, whatever the error is by now', () => {
    const { book, setTime } = bookAt('2026-05-01T10:00:00.000Z');
    book.note('a', ok());
    setTime('2026-05-01T10:01:00.000Z');
    book.note('a', fail(appError('net.refused')));
    setTime('2026-05-01T10:02:00.000Z');
    book.note('a', fail(appError('net.timedOut')));
    expect(book.of('a')).toMatchObject({
      state: 'offline',
      at: '2026-05-01T10:02:00.000Z',
      since: '2026-05-01T10:01:00.000Z',
    });
    setTime('2026-05-01T10:03:00.000Z');
    book.note('a', fail(appError('portal.keyRefused')));
    expect(book.of('a')).toMatchObject({ since: '2026-05-01T10:03:00.000Z' });
  });

  it('tells listeners what was before and what is now, until they stop', () => {
    const { book } = bookAt('2026-05-01T10:00:00.000Z');
    const heard: string[] = [];
    const stop = book.listen((id, before, after) =>
      heard.push(`${id}: ${before.state} → ${after.state}`),
    );
    book.note('a', fail(appError('net.refused')));
    book.note('a', fail(appError('net.refused')));
    book.note('a', ok());
    book.note('a', ok());
    expect(heard).toEqual(['a: unknown → offline', 'a: offline → online']);
    stop();
    book.note('a', fail(appError('net.refused')));
    expect(heard).toHaveLength(2);
  });

  it.each<[ErrorCode, string]>([
    ['portal.keyLacksRights', 'online'],
    ['portal.notPaid', 'online'],
    ['portal.keyRefused', 'attention'],
    ['portal.suspended', 'attention'],
    ['net.refused', 'offline'],
  ])('takes %s of a part for %s', (code, state) => {
    const { book } = bookAt('2026-05-01T10:00:00.000Z');
    book.note('a', ok());
    book.notePart('a', fail(appError(code)));
    expect(book.of('a').state).toBe(state);
  });

  it('takes a part that can be read for a proof that the portal is there', () => {
    const { book } = bookAt('2026-05-01T10:00:00.000Z');
    book.notePart('a', ok());
    expect(book.of('a').state).toBe('online');
  });

  it('keeps portals apart and forgets one', () => {
    const { book } = bookAt('2026-05-01T10:00:00.000Z');
    book.note('a', ok());
    expect(book.of('b')).toEqual({ state: 'unknown' });
    book.forget('a');
    expect(book.of('a')).toEqual({ state: 'unknown' });
  });
});
