import { ok, type Result } from '../contract/result';
import { ask, type CommandAnswer } from './command';
import type { DocsServer } from './session';

/** What the command `version` tells, and the server's clock with it. */
export interface VersionAnswer extends Pick<CommandAnswer, 'clockAhead'> {
  /** Four parts, e.g. `9.3.1.11`; empty when it is not told. */
  readonly version: string;
}

/**
 * The command `version`. Its success proves that the secret is right, not that the server is
 * healthy: it needs neither database nor queue.
 * Errors: as `ask`.
 */
export async function getVersion(
  server: DocsServer,
  signal?: AbortSignal,
): Promise<Result<VersionAnswer, 'net' | 'docs'>> {
  const answer = await ask(server, 'version', signal);
  if (!answer.ok) return answer;
  const { body, clockAhead } = answer.value;
  const { version } = body;
  return ok({ version: typeof version === 'string' ? version : '', clockAhead });
}
