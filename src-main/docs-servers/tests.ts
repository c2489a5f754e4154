import type { ChosenFiles } from '../connections/certificate-files';
import type { Records } from '../connections/records';
import { netSettingsFor, planConnection } from '../connections/settings';
import {
  createRunningTests,
  type RunningTests,
  type RunningTestsOptions,
} from '../connections/tests';
import { appError } from '../contract/app-error';
import type { DocsTestDraft, DocsTestFinding, DocsTestReport } from '../contract/docs-servers';
import { fail, ok, type Result } from '../contract/result';
import { checkSecret } from '../docs-server/secret-shape';
import type { SecretStore } from '../secrets/secret-store';
import { readDocsAddress } from './address';
import { runDocsTest } from './connection-test';
import type { DocsServerRecord } from './record';
import type { DocsSession, DocsSessions } from './sessions';

/** The connection tests of Docs servers in this run of the app. */
export interface DocsTests extends Omit<RunningTests<DocsTestReport>, 'start'> {
  start(draft: DocsTestDraft): string;
}

export interface DocsTestsOptions extends RunningTestsOptions {
  readonly registry: Records<DocsServerRecord>;
  readonly sessions: DocsSessions;
  readonly secrets: SecretStore;
  readonly chosen: ChosenFiles;
}

export function createDocsTests(options: DocsTestsOptions): DocsTests {
  const { registry, sessions, secrets, chosen } = options;
  const tests = createRunningTests<DocsTestFinding>(options);

  return {
    ...tests,
    start: (draft) =>
      tests.start((signal, progress) =>
        runDocsTest({
          address: readDocsAddress(draft.address, draft.connection),
          open: (address, key) => open(draft, address, key),
          secret: () => secretOf(draft),
          signal,
          progress,
        }),
      ),
  };

  async function open(
    { serverId, connection, auth }: DocsTestDraft,
    address: string,
    key: () => string | null,
  ): Promise<Result<DocsSession>> {
    const saved = serverId === undefined ? null : registry.byId(serverId);
    const present = saved?.ok ? saved.value.connection : null;
    const plan = planConnection(connection, present, chosen);
    if (!plan.ok) return plan;
    const settings = await netSettingsFor(plan.value, serverId ?? null, secrets);
    if (!settings.ok) return settings;
    return ok(await sessions.temporary({ address, key, settings: settings.value }, auth));
  }

  async function secretOf(draft: DocsTestDraft): Promise<Result<string | null>> {
    const { auth, secret, keepSpaces, serverId } = draft;
    if (auth.form === 'none') return ok(null);
    if (secret !== undefined || serverId === undefined) {
      return checkSecret(secret ?? '', keepSpaces);
    }
    const kept = await secrets.get({ owner: serverId, purpose: 'jwtSecret' });
    if (kept.state === 'found') return ok(kept.secret);
    return fail(kept.state === 'absent' ? appError('docs.secretMissing') : kept.error);
  }
}
