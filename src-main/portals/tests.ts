import { randomUUID } from 'node:crypto';
import { appError } from '../contract/app-error';
import type { TestDraft, TestReport } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import { checkKey } from '../docspace/key-shape';
import type { SecretStore } from '../secrets/secret-store';
import { readAddress } from './address';
import type { ChosenFiles } from './certificate-files';
import { netSettingsFor, planConnection } from './connection';
import { runConnectionTest } from './connection-test';
import type { Registry } from './registry';
import type { PortalSession, PortalSessions } from './sessions';

/** The connection tests of this run of the app. A report is kept until its test is stopped. */
export interface ConnectionTests {
  start(draft: TestDraft): string;
  report(testId: string): TestReport | null;
  /** Ends a test that still runs and forgets its report. */
  stop(testId: string): void;
  close(): void;
}

export interface ConnectionTestsOptions {
  readonly registry: Registry;
  readonly sessions: PortalSessions;
  readonly secrets: SecretStore;
  readonly chosen: ChosenFiles;
  /** Hears the id of a test whose report changed. */
  readonly changed: (testId: string) => void;
  /** Hears of faults in the test's own code. */
  readonly report: (line: string, cause: unknown) => void;
}

/** A dialog has one test; more pile up only when something forgets to stop them. */
const mostTests = 5;

export function createConnectionTests(options: ConnectionTestsOptions): ConnectionTests {
  const { registry, sessions, secrets, chosen, changed } = options;
  const tests = new Map<string, { report: TestReport; readonly ending: AbortController }>();

  const stop = (testId: string): void => {
    tests.get(testId)?.ending.abort();
    tests.delete(testId);
  };

  return {
    start(draft) {
      const testId = randomUUID();
      const ending = new AbortController();
      runConnectionTest({
        address: readAddress(draft.address, draft.connection),
        open: (address, key) => open(draft, address, key),
        key: () => keyOf(draft),
        signal: ending.signal,
        progress(report) {
          if (ending.signal.aborted) return;
          tests.set(testId, { report: { testId, ...report }, ending });
          changed(testId);
        },
      }).catch((cause: unknown) => options.report('A connection test broke', cause));
      const [oldest] = tests.keys();
      if (tests.size > mostTests && oldest !== undefined) stop(oldest);
      return testId;
    },
    report: (testId) => tests.get(testId)?.report ?? null,
    stop,
    close: () => [...tests.keys()].forEach(stop),
  };

  async function open(
    draft: TestDraft,
    address: string,
    key: () => string | null,
  ): Promise<Result<PortalSession>> {
    const saved = draft.portalId === undefined ? null : registry.byId(draft.portalId);
    const present = saved?.ok ? saved.value.connection : null;
    const plan = planConnection(draft.connection, present, chosen);
    if (!plan.ok) return plan;
    const settings = await netSettingsFor(plan.value, draft.portalId ?? null, secrets);
    if (!settings.ok) return settings;
    return ok(await sessions.temporary({ address, key, settings: settings.value }));
  }

  async function keyOf({ apiKey, portalId }: TestDraft): Promise<Result<string>> {
    if (apiKey !== undefined || portalId === undefined) return checkKey(apiKey ?? '');
    const saved = registry.byId(portalId);
    if (!saved.ok) return saved;
    const kept = await secrets.get({ owner: portalId, purpose: 'apiKey' });
    if (kept.state === 'found') return ok(kept.secret);
    return fail(kept.state === 'absent' ? appError('keychain.absent') : kept.error);
  }
}
