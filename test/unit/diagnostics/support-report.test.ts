import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { supportReport } from '../../../src-main/diagnostics/support-report';

const facts = {
  appVersion: '0.1.0',
  locale: 'en',
  secretMode: 'keychain',
  portals: 3,
  marks: [{ name: 'usable', atMs: 512.4 }],
  problems: ['store.damaged'],
  recentLog: [] as readonly string[],
};

describe('the support report', () => {
  it('tells versions, problems and what was logged', () => {
    const report = supportReport({ ...facts, recentLog: ['License job 7 ended: activated'] });
    for (const part of ['Gatehouse 0.1.0', 'usable 512 ms', 'store.damaged', 'ended: activated'])
      expect(report).toContain(part);
  });

  it.each([
    ['a key', `refused sk-${'ab'.repeat(32)}`, 'abab'],
    ['an address', 'GET https://docs.example.com:8443/api/2.0/portal', 'example'],
    ['an email address', 'owner@docs.example.com is no admin', 'owner'],
    ['a host in a system error', 'connect ECONNREFUSED 192.0.2.7:443', '192.0.2.7'],
    ['a host that is not known', 'getaddrinfo ENOTFOUND docs.example.com', 'example'],
    ['the home folder', `at ${homedir()}/app/main.cjs:1:1`, `${homedir()}/`],
  ])('leaves out %s', (_what, line, secret) => {
    expect(supportReport({ ...facts, recentLog: [line] })).not.toContain(secret);
  });
});
