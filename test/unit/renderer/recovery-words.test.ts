import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import type { Recovery } from '../../../src-main/contract/sync';
import { sayRecovery } from '../../../src-renderer/i18n/recovery-words';

const recovery = (more: Partial<Recovery>): Recovery => ({
  id: 'one',
  at: '2026-11-21T10:00:00.000Z',
  portals: ['North', 'South', 'West'],
  done: 0,
  review: 0,
  waiting: 0,
  ...more,
});

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('the summary of a recovery', () => {
  it('counts the portals and what became of the changes', () => {
    expect(sayRecovery(recovery({ done: 2, review: 1 }))).toEqual({
      title: 'Back online: 3 portals',
      text: '2 changes done, 1 needs review.',
    });
  });

  it('names a single portal, and says nothing of changes where there were none', () => {
    expect(sayRecovery(recovery({ portals: ['North'] }))).toEqual({
      title: 'Back online: North',
      text: '',
    });
  });

  it('does not hide what is still waiting', () => {
    expect(sayRecovery(recovery({ done: 1, waiting: 4 })).text).toBe(
      '1 change done, 4 still waiting.',
    );
  });
});
