import type { AppError } from '../contract/app-error';
import {
  testStepNames,
  type TestFinding,
  type TestReport,
  type TestStep,
  type TestStepName,
} from '../contract/portals';
import type { Result } from '../contract/result';
import { getOwnKey, getSelf, type Account } from '../docspace/account';
import { editionOf } from '../docspace/edition';
import { getSettings, outOfService, type PortalSettings } from '../docspace/portal-settings';
import { getTariff } from '../docspace/tariff';
import { stepOfFailure, whatConnectionShowed } from './connection-progress';
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

/** How often a connection that is still being made is looked at, in milliseconds. */
const lookEvery = 100;

/**
 * Tests a connection step by step. The first failure ends it; the steps after it are skipped.
 * Never rejects for anything that the portal or the network does.
 */
export async function runConnectionTest(plan: TestPlan): Promise<void> {
  const { signal } = plan;
  const steps = createSteps(plan);
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
    const settings = await settingsWhileWatching(session, host, steps, signal);
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

/** Asks what everybody may see, and meanwhile shows how far the connection has come. */
async function settingsWhileWatching(
  session: PortalSession,
  host: string,
  steps: Steps,
  signal: AbortSignal,
): Promise<PortalSettings | null> {
  const show = (): void => {
    for (const finding of whatConnectionShowed(session, host)) steps.found(finding);
  };
  const looking = setInterval(show, lookEvery);
  const settings = await getSettings(session, { auth: 'none', signal }).finally(() =>
    clearInterval(looking),
  );
  if (settings.ok) show();
  const problem = settings.ok ? outOfService(settings.value.tenantStatus) : settings.error;
  if (!settings.ok || problem) {
    if (problem) failConnection(session, problem, host, steps);
    return null;
  }
  const { title, version, standalone } = settings.value;
  steps.found({
    step: 'docspace',
    title,
    version: version ?? '',
    edition: editionOf(standalone, null),
  });
  if (title !== '') steps.know({ suggestedName: title });
  return settings.value;
}

function failConnection(session: PortalSession, error: AppError, host: string, steps: Steps): void {
  const step = stepOfFailure(session, error);
  for (const finding of whatConnectionShowed(session, host)) {
    if (testStepNames.indexOf(finding.step) < testStepNames.indexOf(step)) steps.found(finding);
  }
  const certificate = step === 'secure' ? session.connection.lastCertificate() : null;
  steps.failAt(step, error, certificate ? { certificate } : {});
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

interface Steps {
  /** A step succeeded; the next one runs. A later finding for the same step replaces it. */
  found(finding: TestFinding): void;
  failAt(step: TestStepName, error: AppError, more?: Pick<TestStep, 'certificate'>): void;
  know(facts: Partial<Pick<TestReport, 'address' | 'suggestedName'>>): void;
}

function createSteps({ progress }: TestPlan): Steps {
  const findings = new Map<TestStepName, TestFinding>();
  let facts: Pick<TestReport, 'address' | 'suggestedName'> = { address: null, suggestedName: null };
  let failure: TestStep | null = null;

  const tell = (): void => {
    const current = failure?.name ?? testStepNames.find((name) => !findings.has(name)) ?? null;
    const steps = testStepNames.map((name): TestStep => {
      if (name === failure?.name) return failure;
      const finding = findings.get(name);
      if (finding) return { name, state: 'done', finding };
      if (failure) return { name, state: 'skipped' };
      return { name, state: name === current ? 'running' : 'waiting' };
    });
    progress({ running: !failure && current !== null, steps, ...facts });
  };
  tell();

  return {
    found(finding) {
      if (isSame(findings.get(finding.step), finding)) return;
      findings.set(finding.step, finding);
      tell();
    },
    failAt(name, error, more = {}) {
      findings.delete(name);
      failure = { name, state: 'failed', error, ...more };
      tell();
    },
    know(more) {
      facts = { ...facts, ...more };
      tell();
    },
  };
}

const isSame = (before: TestFinding | undefined, after: TestFinding): boolean =>
  JSON.stringify(before) === JSON.stringify(after);
