import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import type { JsonObject } from '../../../src-main/contract/json';
import { fileSettings } from '../../../src-main/practice-portal/tables/file-settings';
import {
  copyTextOf,
  fileSettingsIn,
  matching,
  type SettingGroup,
} from '../../../src-renderer/features/sharing/file-settings';
import {
  partsOf,
  sayMeaning,
  sayValueOf,
  wordsOf,
} from '../../../src-renderer/features/sharing/file-settings-words';

beforeEach(() => overwriteGetLocale(() => 'en'));

/** What a portal of 3.7.2 tells, and a field that none of ours does. */
const told: JsonObject = {
  ...fileSettings,
  zebraMode: { stripes: [1, 2], color: null },
  blockExistingLinksOnRestrict: true,
  externalShare: false,
};

const fieldsOf = (group: SettingGroup): readonly string[] =>
  fileSettingsIn(told)
    .filter((one) => one.group === group)
    .map(({ field }) => field);
const find = (text: string): readonly string[] =>
  matching(fileSettingsIn(told), text, wordsOf).map(({ field }) => field);

describe('the file settings of a portal', () => {
  it('are all there, each once', () => {
    const fields = fileSettingsIn(told).map(({ field }) => field);
    expect([...fields].sort()).toEqual(Object.keys(told).sort());
  });

  it('are told apart by whom they are about; unknown ones are technical', () => {
    expect(fieldsOf('portal')).toEqual([
      'externalShare',
      'blockExistingLinksOnRestrict',
      'enableThirdParty',
      'canSearchByContent',
    ]);
    expect(fieldsOf('account')).toContain('confirmDelete');
    const technical = fieldsOf('technical');
    expect(technical).toEqual(expect.arrayContaining(['zebraMode', 'extsVideo', 'forcesave']));
    expect(technical).toEqual([...technical].sort());
  });

  it.each<[string, string]>([
    ['externalShare', 'No'],
    ['chunkUploadSize', '10485760'],
    ['extsVideo', '.mp4, .webm'],
    ['defaultSharingAccessRights', 'Read only'],
    ['extsConvertible', '.doc: .docx, .pdf, .xls: .xlsx, .ppt: .pptx'],
    ['defaultOrder', 'is_asc: No, property: 0'],
    ['paramVersion', 'version'],
    ['zebraMode', 'stripes: 1, 2, color: empty'],
  ])('%s in words', (field, words) => {
    const value = told[field];
    if (value === undefined) throw new Error(`No ${field}`);
    expect(sayValueOf({ field, value })).toBe(words);
  });

  it.each([[[]], [{}], [''], [null]])('say where nothing is set: %j', (value) => {
    expect(sayValueOf({ field: 'some', value })).toBe('empty');
    expect(partsOf(value)).toBeNull();
  });

  it('words a right that is not known as the portal tells it', () => {
    const field = 'defaultSharingAccessRights';
    expect(sayValueOf({ field, value: [10, 99] })).toBe('Editing, 99');
  });

  it('show the parts of objects one by one', () => {
    expect(partsOf({ '.doc': ['.docx', '.pdf'], deep: { on: true } })).toEqual([
      { name: '.doc', text: '.docx, .pdf' },
      { name: 'deep', text: 'on: Yes' },
    ]);
  });

  it('have a meaning only where one is known', () => {
    expect(sayMeaning('blockExistingLinksOnRestrict')).toBe('Block existing links');
    expect(sayMeaning('extsUploadable')).toBe('File extensions');
    expect(sayMeaning('fileDownloadUrlString')).toBe('Address pattern');
    expect(sayMeaning('keepNewFileName')).toContain('name');
    expect(sayMeaning('zebraMode')).toBeNull();
  });

  it('are copied as they are', () => {
    expect(copyTextOf('?action=view')).toBe('?action=view');
    expect(copyTextOf(['.mp4'])).toBe('[".mp4"]');
    expect(copyTextOf(false)).toBe('false');
  });
});

describe('the search in file settings', () => {
  it('finds parts of names, meanings and values, in any case', () => {
    expect(find('THIRDPARTY')).toEqual(['enableThirdParty']);
    expect(find('originals')).toEqual(['storeOriginalFiles']);
    expect(find('.vsdx')).toEqual(['extsDiagram']);
  });

  it('wants every word, in any order', () => {
    expect(find('yes  block')).toEqual(['blockExistingLinksOnRestrict']);
    expect(find('no block')).toEqual([]);
  });

  it('shows everything where nothing is searched for', () => {
    expect(find('  ')).toHaveLength(Object.keys(told).length);
  });
});
