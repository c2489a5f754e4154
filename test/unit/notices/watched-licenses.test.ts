import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import type { DocsServerSummary } from '../../../src-main/contract/docs-servers';
import type { Reach } from '../../../src-main/contract/portals';
import { watchedLicenses, type WatchedOptions } from '../../../src-main/notices/watched-licenses';
import type { StandingRow } from '../../../src-main/store/standing-table';

const start = '2026-05-01T10:00:00.000Z';
const before = '2026-04-30T10:00:00.000Z';
const after = '2026-05-01T10:00:05.000Z';
const due = '2026-06-01T00:00:00.000Z';
const online: Reach = { state: 'online', at: after, since: after };
const offline: Reach = {
  state: 'offline',
  at: after,
  since: after,
  error: appError('net.refused'),
};

const row = (more: Partial<StandingRow>, readAt: string | null = after): StandingRow => ({
  portalId: 'p',
  standing: 'paid',
  dueDate: due,
  graceUntil: null,
  externalShare: null,
  account: null,
  asOf: { facts: null, license: readAt, sharing: null },
  ...more,
});

const watched = (more: Partial<WatchedOptions>) =>
  watchedLicenses({
    portals: [{ id: 'p', name: 'Portal', practicePort: null }],
    standings: [row({})],
    docsServers: [],
    docsReadAt: () => null,
    reachOf: () => ({ state: 'unknown' }),
    waitingSince: start,
    ...more,
  });

const server = (end: DocsServerSummary['seen']['end'], more: Partial<DocsServerSummary> = {}) => ({
  id: 'd',
  name: 'Docs',
  practice: false,
  reach: { state: 'unknown' } as const,
  seen: { health: null, version: null, resultType: 3, packageType: null, end },
  ...more,
});

describe('licenses that are watched', () => {
  it('are those with an end, of portals and Docs servers', () => {
    const docsServers = [server({ kind: 'at', at: due })];
    expect(watched({ docsServers, docsReadAt: () => after })).toEqual([
      { subject: 'license:p', name: 'Portal', due, good: true },
      { subject: 'docsServer:d', name: 'Docs', due, good: true },
    ]);
  });

  it.each([
    ['no end', { standings: [row({ dueDate: null })] }],
    ['an end that is no date', { standings: [row({ dueDate: 'soon' })] }],
    ['nothing read', { standings: [row({ asOf: { facts: null, license: null, sharing: null } })] }],
    ['a practice portal', { portals: [{ id: 'p', name: 'Practice', practicePort: 1 }] }],
    ['no end of a Docs server', { standings: [], docsServers: [server({ kind: 'never' })] }],
    [
      'a practice Docs server',
      { standings: [], docsServers: [server({ kind: 'at', at: due }, { practice: true })] },
    ],
  ] as const)('are none with %s', (_, more) => {
    expect(watched({ ...more, docsReadAt: () => after })).toEqual([]);
  });

  it.each([
    ['read in this run', after, online, 1],
    ['not read yet', before, { state: 'unknown' } as const, 0],
    ['reached, its license not yet read', before, online, 0],
    ['away', before, offline, 1],
  ])('may be out of date: %s', (_, readAt, reach, count) => {
    const standings = [row({}, readAt)];
    expect(watched({ standings, reachOf: () => reach })).toHaveLength(count);
    const docsServers = [server({ kind: 'at', at: due }, { reach })];
    expect(watched({ standings: [], docsServers, docsReadAt: () => readAt })).toHaveLength(count);
  });

  it('are not waited for any more after a while', () => {
    expect(watched({ standings: [row({}, before)], waitingSince: null })).toHaveLength(1);
  });

  it('are not good when the server says so', () => {
    expect(watched({ standings: [row({ standing: 'grace' })] })[0]?.good).toBe(false);
  });
});
