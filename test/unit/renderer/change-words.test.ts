import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { appError } from '../../../src-main/contract/app-error';
import { locales } from '../../../src-main/contract/app';
import { changeStates, reviewStates } from '../../../src-main/contract/changes';
import { sharingFields } from '../../../src-main/contract/sharing';
import {
  sayField,
  sayNews,
  sayNextTry,
  sayNoUndo,
  sayValue,
  sayWhat,
} from '../../../src-renderer/features/changes/change-words';
import {
  allDecided,
  chooseAll,
  keptMine,
} from '../../../src-renderer/features/changes/conflict-choices';
import { describeChange } from '../../../src-renderer/features/changes/describe-change';
import { needsReview, sayChangeState } from '../../../src-renderer/i18n/change-states';
import { changeDetail, changedField, changeRow } from './change-rows';

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('states of a change', () => {
  it.each(locales)('each have their own words (%s)', (locale) => {
    overwriteGetLocale(() => locale);
    const said = changeStates.map((state) => {
      const { text, sub } = sayChangeState(state);
      return sub ?? text;
    });
    expect(new Set(said).size).toBe(changeStates.length);
  });

  it('warn exactly where a person is waited for', () => {
    const loud = changeStates.filter((state) =>
      ['warn', 'danger'].includes(sayChangeState(state).tone),
    );
    expect([...loud].sort()).toEqual([...reviewStates].sort());
    expect(changeStates.filter(needsReview)).toEqual(loud);
  });

  it('are done only when the portal was read back', () => {
    const good = changeStates.filter((state) => sayChangeState(state).tone === 'ok');
    expect(good).toEqual(['done']);
  });
});

describe('what a change is about', () => {
  const license = changeRow({
    operation: 'license.apply',
    target: { kind: 'license', title: 'new.lic' },
  });

  it('is said for every known operation', () => {
    expect(sayWhat(changeRow())).toBe('External sharing');
    expect(sayWhat(license)).toBe('License: new.lic');
    expect(sayWhat(changeRow({ undoOf: 'other' }))).toBe('Undo: External sharing');
  });

  it('is its raw name where another version recorded it', () => {
    const links = { operation: 'links.set', target: { ...license.target, title: 'plan.docx' } };
    expect(sayWhat({ ...links, undoOf: null })).toBe('links.set: plan.docx');
    expect(sayWhat(changeRow({ operation: 'constructor' }))).toBe('constructor');
    expect(sayField('links.set', 'expires')).toBe('expires');
    expect(sayField('settings.externalSharing', 'toString')).toBe('toString');
  });

  it('names every field that is known', () => {
    for (const field of sharingFields) {
      expect(sayField('settings.externalSharing', field)).not.toBe(field);
    }
    for (const field of ['license', 'action', 'fileName', 'customerId', 'dueDate', 'sha256']) {
      expect(sayField('license.apply', field)).not.toBe(field);
    }
  });

  it('words values, and never shows a secret one', () => {
    const sharing = changedField();
    expect(sayValue('settings.externalSharing', sharing, true)).toBe('Allowed');
    expect(sayValue('settings.externalSharing', sharing, false)).toBe('Restricted');
    const rooms = changedField({ field: 'externalShareApplyToRooms' });
    expect(sayValue('settings.externalSharing', rooms, true)).toBe('On');
    expect(sayValue('settings.externalSharing', rooms, false)).toBe('Off');
    const license = changedField({ field: 'license' });
    const file = { action: 'uploadAndActivate', fileName: 'new.lic', dueDate: '2026-12-31T23:30Z' };
    expect(sayValue('license.apply', license, file)).toBe(
      'Action: Upload and activate\nLicense file: new.lic\nDue date: December 31, 2026',
    );
    const odd = { action: 'somethingNew', dueDate: 'no date', customerId: null };
    expect(sayValue('license.apply', license, odd)).toBe(
      'Action: somethingNew\nDue date: no date\nCustomer ID: none',
    );
    expect(sayValue('license.apply', license, null)).toBe('none');
    expect(sayValue('links.set', sharing, { days: [1, 2] })).toBe('days: [1,2]');
    const secret = changedField({ field: 'password', secret: true });
    expect(sayValue('links.set', secret, 'hush')).not.toContain('hush');
  });
});

describe('what happened to a change', () => {
  it('is the error while it is open', () => {
    const refused = changeRow({ error: appError('portal.keyRefused') });
    expect(sayNews(refused)).toBe('The portal does not accept this API key');
    expect(sayNews(changeRow())).toBeNull();
    expect(sayNews(changeRow({ state: 'held' }))).toBe('Waits for your word');
  });

  it('is its result when it is over, even after an error', () => {
    const error = appError('net.timedOut');
    const over = { endedAt: '2026-11-21T10:00:00.000Z', error };
    const proved = (sent: boolean, kept: string[]) =>
      sayNews(changeRow({ ...over, state: 'done', result: { kind: 'proved', sent, kept } }));
    expect(proved(true, [])).toBeNull();
    expect(proved(false, [])).toContain('nothing was sent');
    expect(proved(true, ['a', 'b'])).toBe('The portal kept 2 values differently');
    expect(
      sayNews(
        changeRow({
          ...over,
          state: 'discarded',
          result: { kind: 'discarded', reason: 'unproved' },
        }),
      ),
    ).toContain('may have it');
  });

  it('counts down to the next try', () => {
    const at = Date.parse('2026-11-21T10:00:00.000Z');
    const row = changeRow({ nextAttemptAt: '2026-11-21T10:00:40.000Z' });
    expect(sayNextTry(row, at)).toBe('Tries again in 40 seconds');
    expect(sayNextTry(row, at + 39_000)).toBe('Tries again in 1 second');
    expect(sayNextTry(row, at + 40_000)).toBeNull();
    expect(sayNextTry(changeRow(), at)).toBeNull();
  });

  it('says why there is no way back, once it is done', () => {
    expect(sayNoUndo({ can: true, loses: null })).toBeNull();
    expect(sayNoUndo({ can: false, reason: 'notDone' })).toBeNull();
    expect(sayNoUndo({ can: false, reason: 'noWayBack' })).toContain('no way back');
  });
});

describe('a conflict', () => {
  const fields = [
    changedField({ field: 'mine only' }),
    changedField({ field: 'one', conflicting: true }),
    changedField({ field: 'two', conflicting: true }),
  ];

  it('is decided when every field that others changed is', () => {
    expect(allDecided(fields, {})).toBe(false);
    expect(allDecided(fields, { one: 'mine' })).toBe(false);
    expect(allDecided(fields, { one: 'mine', two: 'theirs' })).toBe(true);
    expect(allDecided(fields, chooseAll(fields, 'theirs'))).toBe(true);
  });

  it('sends what was kept, and nothing that was not asked for', () => {
    expect(keptMine(fields, { one: 'mine', two: 'theirs' })).toEqual(['one']);
    expect(keptMine(fields, chooseAll(fields, 'mine'))).toEqual(['one', 'two']);
    expect(keptMine(fields, { 'mine only': 'mine' })).toEqual([]);
  });
});

describe('a change as text', () => {
  it('tells what, where, from and to, and its steps', () => {
    const text = describeChange(
      changeDetail({
        state: 'failed',
        error: appError('portal.failed'),
        steps: [
          { at: '2026-11-21T10:00:00.000Z', state: 'queued', error: null },
          { at: '2026-11-21T10:00:01.000Z', state: 'failed', error: appError('portal.failed') },
        ],
      }),
    );
    expect(text).toContain('External sharing – North harbour');
    expect(text).toContain('External sharing: Allowed → Restricted');
    expect(text).toContain('admin@example.com');
    expect(text.match(/Failed/g)).toHaveLength(2);
  });

  it('never tells a secret', () => {
    const secret = changedField({ secret: true, base: 'old-word', desired: 'new-word' });
    expect(describeChange(changeDetail({ fields: [secret] }))).not.toMatch(/old-word|new-word/);
  });
});
