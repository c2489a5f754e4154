import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { appError } from '../../../src-main/contract/app-error';
import type { ChangeTarget } from '../../../src-main/contract/changes';
import {
  sayField,
  sayUndoLoss,
  sayValue,
  sayWhat,
  toldFields,
} from '../../../src-renderer/features/changes/change-words';
import { saySavedChange } from '../../../src-renderer/features/changes/saved-change-words';
import { changeDetail, changedField, changeRow } from './change-rows';

beforeEach(() => overwriteGetLocale(() => 'en'));

const target: ChangeTarget = {
  kind: 'link',
  title: 'Partner',
  linkId: '5bd3b1ff-0d39-4a5e-9f0a-1d0b8a8f9a11',
  entry: { kind: 'file', id: '12' },
  entryTitle: 'Report.docx',
};
const edit = { operation: 'link.update', target } as const;

describe('a change just made', () => {
  it('is only called saved here until the portal was read back', () => {
    for (const state of ['queued', 'checking', 'sending', 'verifying', 'paused'] as const) {
      expect(saySavedChange(changeDetail({ state })).title).toBe('Saved here');
    }
    expect(saySavedChange(null).title).toBe('Saved here');
  });

  it('is done when the portal has it', () => {
    const done = changeDetail({
      ...edit,
      state: 'done',
      result: { kind: 'proved', sent: true, kept: [] },
    });
    expect(saySavedChange(done)).toEqual({
      tone: 'ok',
      title: 'Done: the portal has it',
      text: 'Edit link “Partner” to Report.docx. It was read back and is as you asked.',
    });
  });

  it('names what the portal kept otherwise', () => {
    const kept = changeDetail({
      ...edit,
      state: 'done',
      result: { kind: 'proved', sent: true, kept: ['internal', 'expiresAt'] },
    });
    expect(saySavedChange(kept)).toMatchObject({
      tone: 'warn',
      title: 'The portal kept something differently',
    });
    expect(saySavedChange(kept).text).toContain('Who · Expires');
  });

  it('says what a person has to decide', () => {
    expect(saySavedChange(changeDetail({ ...edit, state: 'conflict' }))).toMatchObject({
      tone: 'warn',
      title: 'Conflict',
    });
    const failed = changeDetail({ state: 'failed', error: appError('link.gone') });
    expect(saySavedChange(failed).text).toContain('no longer on the portal');
  });

  it('says why it was ended without being sent', () => {
    const ended = changeDetail({
      ...edit,
      state: 'discarded',
      result: { kind: 'discarded', reason: 'cancelled' },
    });
    expect(saySavedChange(ended)).toEqual({
      tone: 'info',
      title: 'Discarded',
      text: 'Edit link “Partner” to Report.docx. Cancelled before it was sent',
    });
  });

  it('says when nothing is left to send', () => {
    const back = changeDetail({
      state: 'discarded',
      result: { kind: 'discarded', reason: 'setBack' },
    });
    expect(saySavedChange(back).title).toBe('Nothing is left to send');
  });
});

describe('changes of links', () => {
  const say = (operation: string, more: Partial<ChangeTarget> = {}): string =>
    sayWhat(changeRow({ operation, target: { ...target, ...more } as ChangeTarget }));

  it('name the link and what it leads to', () => {
    expect(say('link.create')).toBe('Create link “Partner” to Report.docx');
    expect(say('link.create', { title: '' })).toBe('Create link to Report.docx');
    const operations = ['create', 'update', 'setPasswordByKey', 'delete', 'revoke'];
    const said = operations.map((name) => say(`link.${name}`));
    expect(new Set(said).size).toBe(operations.length);
    expect(said.every((text) => text.includes('Report.docx') && text.includes('Partner'))).toBe(
      true,
    );
  });

  it('are taken back under the name of what is undone', () => {
    const back = (operation: string): string =>
      sayWhat(changeRow({ operation, target, undoOf: 'other' }));
    expect(back('link.create')).toBe('Undo: Delete link “Partner” to Report.docx');
    expect(back('link.delete')).toBe('Undo: Create link “Partner” to Report.docx');
    expect(back('link.update')).toBe('Undo: Edit link “Partner” to Report.docx');
  });

  it('tell fields and values', () => {
    const field = changedField({ field: 'expiresAt' });
    expect(sayField('link.update', 'internal')).toBe('Who');
    expect(sayValue('link.update', field, null)).toBe('Never');
    expect(sayValue('link.update', { ...field, field: 'access' }, 'read')).toBe('Read only');
    expect(sayValue('link.delete', { ...field, field: 'exists' }, false)).toBe('gone');
    const secret = changedField({ field: 'password', secret: true });
    expect(sayValue('link.update', secret, 'never told')).toBe('not shown');
  });

  it('do not tell of a new link that it is there', () => {
    const fields = [changedField({ field: 'exists' }), changedField({ field: 'title' })];
    const names = (operation: string): string[] =>
      toldFields(changeDetail({ operation, fields })).map(({ field }) => field);
    expect(names('link.create')).toEqual(['title']);
    expect(names('link.delete')).toEqual(['exists', 'title']);
  });

  it('say before they are taken back that the address will be another one', () => {
    expect(sayUndoLoss({ can: true, loses: 'address' })).toContain('another address');
    expect(sayUndoLoss({ can: true, loses: null })).toBeNull();
    expect(sayUndoLoss({ can: false, reason: 'undone' })).toBeNull();
  });
});
