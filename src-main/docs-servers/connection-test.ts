import { firstAnswer } from '../connections/progress';
import { createSteps, type Steps } from '../connections/test-steps';
import {
  docsTestStepNames,
  type DocsHealth,
  type DocsTestFinding,
  type DocsTestReport,
} from '../contract/docs-servers';
import type { Result } from '../contract/result';
import { getHealth } from '../docs-server/health';
import { getLicense } from '../docs-server/license';
import { getVersion } from '../docs-server/version';
import type { DocsSession } from './sessions';

/** Everything that a test needs, each in its own step and only once that step is reached. */
export interface DocsTestPlan {
  /** The server's base address and host, or why it could not be read. */
  readonly address: Result<{ readonly address: string; readonly host: string }>;
  /** Opens the connection settings; a failure belongs to the step `secure` unless about a proxy. */
  readonly open: (address: string, key: () => string | null) => Promise<Result<DocsSession>>;
  /** The typed secret, or the saved one; `null`: it is asked without. */
  readonly secret: () => Promise<Result<string | null>>;
  readonly signal: AbortSignal;
  /** Hears every change of the report. */
  readonly progress: (report: Omit<DocsTestReport, 'testId'>) => void;
}

/**
 * Tests a connection step by step. The first failure ends it; the steps after it are skipped.
 * Never rejects for anything that the server or the network does.
 */
export async function runDocsTest(plan: DocsTestPlan): Promise<void> {
  const { signal } = plan;
  const steps = createSteps<DocsTestFinding>(docsTestStepNames, plan.progress);
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
    const health = await firstAnswer<DocsHealth, 'docs'>({
      session,
      host,
      steps,
      answerStep: 'docs',
      ask: () => getHealth(session, signal),
    });
    if (!health) return;
    steps.found({ step: 'docs', health: health.value });
    const secret = await plan.secret();
    if (!secret.ok) return steps.failAt('token', secret.error);
    known = secret.value;
    await askCommands(session, steps, signal);
  } finally {
    await session.connection.close();
  }
}

async function askCommands(
  session: DocsSession,
  steps: Steps<DocsTestFinding>,
  signal: AbortSignal,
): Promise<void> {
  const version = await getVersion(session, signal);
  if (!version.ok) {
    // That it is no Docs server at all has nothing to do with the secret.
    const ofServer = !/^docs\.(token|secret)/.test(version.error.code);
    return steps.failAt(ofServer ? 'docs' : 'token', version.error);
  }
  steps.found({ step: 'token', ...version.value, auth: session.auth.form });
  const answer = await getLicense(session, signal);
  if (!answer.ok) return steps.failAt('license', answer.error);
  const license = answer.value?.license;
  steps.found({
    step: 'license',
    license: license
      ? { resultType: license.resultType, packageType: license.packageType, end: license.end }
      : null,
  });
}
