import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseState } from '../../../src-main/contract/license';
import { readLicense, warningsFor } from '../../../src-main/license/license-file';
import {
  sampleLicense,
  type SampleLicenseKind,
  type SampleLicenseOptions,
} from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../portals/desk';

const now = new Date('2026-03-10T09:30:00.000Z');
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const required = { customer_id: 'Customer 1', signature: 'c2lnbmVk' };
const file = (fields: object): Buffer => bytes(JSON.stringify({ ...required, ...fields }));
const contentOf = (fields: object) => valueOf(readLicense(file(fields))).content;

describe('readLicense', () => {
  it('reads everything that a license says', () => {
    const { content, unread } = valueOf(readLicense(bytes(sampleLicense('standard', { now }))));
    expect(content).toEqual({
      customerId: 'Practice Installation',
      startDate: '2026-03-09T00:00:00.000Z',
      endDate: '2027-03-10T00:00:00.000Z',
      trial: false,
      lifetime: false,
      edition: 'enterprise',
      limits: { users: 50, usersExpireDays: 30, connections: 20 },
      features: ['branding', 'customization'],
    });
    expect(unread).toEqual([]);
  });

  it('takes what the portal takes: names in any case, trailing commas, text for values', () => {
    const text = `{ "CUSTOMER_ID": "A,}", "Signature": "s\\"],", "docspace_DEV": "True ",
      "TIMELIMITED": "true", "users_count": " 12 ", "list": [1, 2, ], "Advanced_Api": "true" , }`;
    expect(valueOf(readLicense(bytes(text))).content).toMatchObject({
      customerId: 'A,}',
      edition: 'developer',
      lifetime: false,
      limits: { users: 12 },
      features: ['advancedApi'],
    });
  });

  it('lets the last of several fields of the same name count', () => {
    const text = '{"customer_id":"first","signature":"s","Customer_Id":"last"}';
    expect(valueOf(readLicense(bytes(text))).content.customerId).toBe('last');
  });

  it('knows a license without end from a trial', () => {
    expect(contentOf({})).toMatchObject({ trial: false, lifetime: true });
    expect(contentOf({ trial: 'true' })).toMatchObject({ trial: true, lifetime: false });
  });

  it('takes a limit of 0, or none at all, for no limit', () => {
    const none = { users: null, usersExpireDays: null, connections: null };
    expect(contentOf({ users_count: 0, connections: '0', users_expire: 1.5 }).limits).toEqual(none);
    expect(contentOf({}).limits).toEqual(none);
  });

  it.each([
    ['2026-12-31', '2026-12-31T00:00:00.000Z'],
    ['2026-12-31T10:00', '2026-12-31T10:00:00.000Z'],
    ['2026-12-31T10:00:05', '2026-12-31T10:00:05.000Z'],
    ['2026-12-31T23:00:00.1234567+03:00', '2026-12-31T20:00:00.123Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('reads the date %s', (text, instant) => {
    expect(contentOf({ end_date: text }).endDate).toBe(instant);
  });

  it.each(['31.12.2026', '2026-02-30', '2026-13-01', 'soon', '', 20261231, null])(
    'tells of the date %j that it cannot read',
    (value) => {
      const { content, unread } = valueOf(readLicense(file({ end_date: value })));
      expect(content.endDate).toBeNull();
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      expect(unread).toEqual([{ field: 'end_date', text }]);
    },
  );

  it('accepts a byte order mark', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file({})]);
    expect(valueOf(readLicense(marked)).content.customerId).toBe('Customer 1');
  });

  const text = JSON.stringify(required);
  const utf16 = Buffer.from(text, 'utf16le');
  it.each([
    ['nothing', Buffer.alloc(0), 'license.notJson'],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'license.encoding'],
    ['UTF-16 without a mark', utf16, 'license.encoding'],
    ['UTF-16, big-endian', Buffer.from(utf16).swap16(), 'license.encoding'],
    ['Latin-1', Buffer.from('{"customer_id":"M\u00fcller"}', 'latin1'), 'license.encoding'],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 0xa7]), 'license.binary'],
    ['a NUL in the text', bytes(`${text}\0`), 'license.binary'],
    ['a web page', bytes('<!doctype html>'), 'license.notJson'],
    ['half a file', bytes(text.slice(0, -4)), 'license.notJson'],
    ['two commas', bytes('{"a":[1,,]}'), 'license.notJson'],
    ['a list', bytes('[]'), 'license.notJson'],
    ['null', bytes('null'), 'license.notJson'],
    ['deep nesting', bytes('['.repeat(500_000)), 'license.notJson'],
    ['no customer ID', bytes('{"signature":"s"}'), 'license.noCustomerId'],
    ['an empty customer ID', file({ customer_id: '' }), 'license.noCustomerId'],
    ['a number as customer ID', file({ customer_id: 1 }), 'license.noCustomerId'],
    ['no signature', bytes('{"customer_id":"c"}'), 'license.noSignature'],
  ])('refuses %s', (_name, content, code) => {
    expect(codeOf(readLicense(content))).toBe(code);
  });

  it('answers any bytes with a result', () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.string({ unit: 'binary', maxLength: 500 }).map(bytes),
      fc.json().map(bytes),
      fc
        .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '"customer_id"', ' ', '1'))
        .map((parts) => bytes(parts.join(''))),
    );
    fc.assert(
      fc.property(hostile, (content) => {
        const result = readLicense(content);
        expect(result.ok || result.error.code.startsWith('license.')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('answers any values of the known fields with readable content', () => {
    const value = fc.oneof(fc.jsonValue(), fc.string(), fc.integer(), fc.date().map(String));
    const names = ['start_date', 'end_date', 'trial', 'timeLimited', 'docspace_dev', 'users_count'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (fields) => {
        const { content } = valueOf(readLicense(file(fields)));
        for (const date of [content.startDate, content.endDate]) {
          expect(date === null || new Date(date).toISOString() === date).toBe(true);
        }
        expect(content.limits.users ?? 1).toBeGreaterThan(0);
      }),
    );
  });

  it('reads back what was written, with trailing commas and names in any case', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const license = fc.record({
      customerId: text,
      signature: text,
      endDate: day,
      trial: fc.boolean(),
      developer: fc.boolean(),
      users: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      upper: fc.boolean(),
    });
    fc.assert(
      fc.property(license, ({ customerId, signature, endDate, trial, developer, users, upper }) => {
        const fields = Object.entries({
          customer_id: customerId,
          signature,
          end_date: endDate,
          trial,
          docspace_dev: String(developer),
          users_count: users,
        }).map(([name, value]) => {
          return `"${upper ? name.toUpperCase() : name}" : ${JSON.stringify(value)} ,\n`;
        });
        const { content, unread } = valueOf(readLicense(bytes(`{${fields.join('')}}`)));
        expect(unread).toEqual([]);
        expect(content).toMatchObject({
          customerId,
          endDate,
          trial,
          edition: developer ? 'developer' : 'enterprise',
          limits: { users },
        });
      }),
    );
  });

  it('is quick with a megabyte of hostile text', () => {
    const hostile = bytes('{"a":"'.padEnd(1024 * 1024, '\\"'));
    const began = performance.now();
    expect(codeOf(readLicense(hostile))).toBe('license.notJson');
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('warningsFor', () => {
  const state: LicenseState = {
    edition: 'enterprise',
    standing: 'paid',
    dueDate: '2026-06-01T00:00:00.000Z',
    graceUntil: null,
    customerId: 'Practice Installation',
    licenseDate: null,
    fileMissing: false,
    tariff: null,
  };
  const warned = (
    kind: SampleLicenseKind,
    more: Partial<SampleLicenseOptions> = {},
    portal: LicenseState | null = state,
  ) => warningsFor(valueOf(readLicense(bytes(sampleLicense(kind, { now, ...more })))), portal, now);

  it('has none for a good license', () => {
    expect(warned('standard')).toEqual([]);
    expect(warned('standard', {}, null)).toEqual([]);
  });

  it('tells of a license that has expired, and counts the last day as good until its end', () => {
    const expired = { kind: 'expired', endDate: '2026-03-09T00:00:00.000Z' };
    expect(warned('standard', { endDays: -1 }, null)).toEqual([expired]);
    expect(warned('standard', { endDays: 0 }, null)).toEqual([]);
  });

  it('tells of a license that is not valid yet', () => {
    const startDate = '2026-03-17T00:00:00.000Z';
    expect(warned('notYetValid')).toEqual([{ kind: 'notYetValid', startDate }]);
  });

  it('tells of the other edition, unless the portal has none of the two', () => {
    const other = { kind: 'otherEdition', file: 'developer', portal: 'enterprise' };
    expect(warned('standard', { developer: true })).toEqual([other]);
    const unknown: LicenseState = { ...state, edition: 'unknown' };
    expect(warned('standard', { developer: true }, unknown)).toEqual([]);
  });

  it('tells of an end before the present due date, by days', () => {
    const file = '2026-03-22T00:00:00.000Z';
    expect(warned('dueSoon')).toEqual([{ kind: 'endsEarlier', file, portal: state.dueDate }]);
    const sameDay: LicenseState = { ...state, dueDate: '2026-03-22T21:00:00.000Z' };
    expect(warned('dueSoon', {}, sameDay)).toEqual([]);
  });

  it('tells of another customer', () => {
    const portal = 'Practice Installation';
    const expected = { kind: 'otherCustomer', file: 'Somebody else', portal };
    expect(warned('standard', { customerId: 'Somebody else' })).toEqual([expected]);
    expect(warned('standard', { customerId: 'New' }, { ...state, customerId: null })).toEqual([]);
  });

  it('tells of dates that cannot be read', () => {
    const license = valueOf(readLicense(file({ start_date: 'soon', end_date: 7 })));
    expect(warningsFor(license, null, now)).toEqual([
      { kind: 'unreadDate', field: 'start_date', text: 'soon' },
      { kind: 'unreadDate', field: 'end_date', text: '7' },
    ]);
  });
});
