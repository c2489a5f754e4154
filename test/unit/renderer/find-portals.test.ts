import { describe, expect, it } from 'vitest';
import type { PortalSummary } from '../../../src-main/contract/portals';
import { commandOf } from '../../../src-renderer/app/keyboard';
import { findPortals } from '../../../src-renderer/state/find-portals';

const portal = (name: string, host: string, ...tags: string[]): PortalSummary => ({
  id: name,
  name,
  address: `https://${host}`,
  host,
  tags,
  practice: false,
  key: 'keychain',
  reach: { state: 'unknown' },
  version: null,
  edition: 'unknown',
});

const portals = [
  portal('Head office', 'docs.example.com', 'Europe', 'production'),
  portal('Büro Zürich', 'zh.example.ch', 'Europe'),
  portal('Test bench', 'test.example.com', 'staging'),
];
const names = (query: string): string[] => findPortals(portals, query).map(({ name }) => name);

describe('finding a portal', () => {
  it.each([
    ['', ['Head office', 'Büro Zürich', 'Test bench']],
    ['  ', ['Head office', 'Büro Zürich', 'Test bench']],
    ['ZÜRICH', ['Büro Zürich']],
    ['example.com', ['Head office', 'Test bench']],
    ['europe', ['Head office', 'Büro Zürich']],
    ['europe office', ['Head office']],
    ['office europe', ['Head office']],
    ['europe staging', []],
  ])('by "%s"', (query, found) => {
    expect(names(query)).toEqual(found);
  });
});

describe('shortcuts', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    commandOf({
      key,
      ctrlKey: true,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      repeat: false,
      ...more,
    });

  it.each([
    ['k', 'palette'],
    ['K', 'palette'],
    ['n', 'addPortal'],
    ['r', 'refresh'],
    ['f', 'find'],
    [',', 'settings'],
    ['1', 'portal1'],
    ['9', 'portal9'],
    ['0', null],
    ['x', null],
    ['toString', null],
  ])('Ctrl+%s: %s', (key, command) => {
    expect(press(key)).toBe(command);
  });

  it.each([
    { ctrlKey: false },
    { shiftKey: true },
    { altKey: true },
    { metaKey: true },
    { repeat: true },
  ])('leave the key alone with %o', (more) => {
    expect(press('k', more)).toBeNull();
  });
});
