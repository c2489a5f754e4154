import { testStepNames, type TestFinding, type TestReport } from '../contract/portals';
import { fail, type Result } from '../contract/result';
import { getOwnKey, getSelf, type Account } from '../docspace/account';
import { editionOf } from '../docspace/edition';
import { getSettings, outOfService, type PortalSettings } from '../docspace/portal-settings';
import { getTariff } from '../docspace/tariff';
import { firstAnswer } from '../connections/progress';
import { createSteps, type Steps as StepsOf } from '../connections/test-steps';
import { orUntold } from './read-facts';
import type { PortalSession } from './sessions';
import { whatWorks } from './works';

/** Everything that a test needs, each in its own step and only once that step is reached. */
export interface TestPlan {
  /** The portal's base address and host, or why it could not be read. */
  readonly address: Result<{ readonly address: string; readonly host: string }>;
  /** Opens the connection settings; a failure belongs to the step `secure` unless about a proxy. */
  readonly open: (address: string, key: () => string | null) => Promise<Result<PortalSession>>;
  /** The typed key, or the saved one. */
  readonly key: () => Promise<Result<string>>;
  readonly signal: AbortSignal;
  /** Hears every change of the report. */
  readonly progress: (report: Omit<TestReport, 'testId'>) => void;
}

type Steps = StepsOf<TestFinding>;

/**
 * Tests a connection step by step. The first failure ends it; the steps after it are skipped.
 * Never rejects for anything that the portal or the network does.
 */
export async function runConnectionTest(plan: TestPlan): Promise<void> {
  const { signal } = plan;
  const steps = createSteps<TestFinding>(testStepNames, plan.progress);
  if (!plan.address.ok) return steps.failAt('address', plan.address.error);
  const { address, host } = plan.address.value;
  steps.know({ address, suggestedName: host });

  let known: string | null = null;
  const opened = await plan.open(address, () => known);
  if (!opened.ok) {
    const ofProxy = opened.error.code.startsWith('net.proxy');
    return steps.failAt(ofProxy ? 'address' : 'secure', opened.error);
  }
  const session = opened.value;
  try {
    const settings = await settingsOf(session, host, steps, signal);
    if (!settings) return;
    const key = await plan.key();
    if (!key.ok) return steps.failAt('key', key.error);
    known = key.value;
    const self = await getSelf(session, signal);
    if (!self.ok) return steps.failAt('key', self.error);
    const { displayName, email, role } = self.value;
    steps.found({ step: 'key', displayName, email, role });
    await rights(session, settings, self.value, steps, signal);
  } finally {
    await session.connection.close();
  }
}

/** Asks what everybody may see. */
async function settingsOf(
  session: PortalSession,
  host: string,
  steps: Steps,
  signal: AbortSignal,
): Promise<PortalSettings | null> {
  const answer = await firstAnswer({
    session,
    host,
    steps,
    answerStep: 'docspace',
    async ask(): Promise<Result<PortalSettings>> {
      const settings = await getSettings(session, { auth: 'none', signal });
      const closed = settings.ok ? outOfService(settings.value.tenantStatus) : null;
      return closed ? fail(closed) : settings;
    },
  });
  if (!answer) return null;
  const { title, version, standalone } = answer.value;
  steps.found({
    step: 'docspace',
    title,
    version: version ?? '',
    edition: editionOf(standalone, null),
  });
  if (title !== '') steps.know({ suggestedName: title });
  return answer.value;
}

async function rights(
  session: PortalSession,
  settings: PortalSettings,
  account: Account,
  steps: Steps,
  signal: AbortSignal,
): Promise<void> {
  const [asked, told] = await Promise.all([
    getOwnKey(session, signal),
    getTariff(session, { refresh: false, signal }),
  ]);
  const [key, tariff] = [orUntold(asked), orUntold(told)];
  if (!key.ok) return steps.failAt('rights', key.error);
  if (!tariff.ok) return steps.failAt('rights', tariff.error);

  const edition = editionOf(settings.standalone, tariff.value);
  const { title, version } = settings;
  steps.found({ step: 'docspace', title, version: version ?? '', edition });
  const known = key.value?.told ? key.value : null;
  const notPaid =
    tariff.value?.state === 'notPaid' ||
    (key.value?.told === false && key.value.reason === 'notPaid');
  const scopes = known?.scopes ?? null;
  steps.found({
    step: 'rights',
    scopes,
    expires: known?.expires ?? null,
    works: whatWorks({ edition, role: account.role, scopes, notPaid }),
  });
}
