import { appError } from '../contract/app-error';
import type { TestDraft, TestFinding, TestReport } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import { checkKey } from '../docspace/key-shape';
import type { SecretStore } from '../secrets/secret-store';
import { readAddress } from '../connections/address';
import type { ChosenFiles } from '../connections/certificate-files';
import { netSettingsFor, planConnection } from '../connections/settings';
import {
  createRunningTests,
  type RunningTests,
  type RunningTestsOptions,
} from '../connections/tests';
import { runConnectionTest } from './connection-test';
import type { Registry } from './registry';
import type { PortalSession, PortalSessions } from './sessions';

/** The connection tests of portals in this run of the app. */
export interface ConnectionTests extends Omit<RunningTests<TestReport>, 'start'> {
  start(draft: TestDraft): string;
}

export interface ConnectionTestsOptions extends RunningTestsOptions {
  readonly registry: Registry;
  readonly sessions: PortalSessions;
  readonly secrets: SecretStore;
  readonly chosen: ChosenFiles;
}

export function createConnectionTests(options: ConnectionTestsOptions): ConnectionTests {
  const { registry, sessions, secrets, chosen } = options;
  const tests = createRunningTests<TestFinding>(options);

  return {
    ...tests,
    start: (draft) =>
      tests.start((signal, progress) =>
        runConnectionTest({
          address: readAddress(draft.address, draft.connection),
          open: (address, key) => open(draft, address, key),
          key: () => keyOf(draft),
          signal,
          progress,
        }),
      ),
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
