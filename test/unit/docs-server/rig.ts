import { onTestFinished } from 'vitest';
import type { DocsServer } from '../../../src-main/docs-server/session';
import { createLimits } from '../../../src-main/net/limits';
import {
  startPracticeDocsServer,
  type PracticeDocsOptions,
  type PracticeDocsServer,
} from '../../../src-main/practice-docs-server';
import { dispatcherFor } from '../net/servers';

export const secret = 'a rather long secret, as it should be';

/** A practice Docs server that ends with the test. */
export async function startDocs(options: PracticeDocsOptions = {}): Promise<PracticeDocsServer> {
  const server = await startPracticeDocsServer({ secret, ...options });
  onTestFinished(() => server.stop());
  return server;
}

/** A way to a server, by default with the right secret in the body. */
export async function sessionTo(
  baseUrl: string,
  more: Partial<DocsServer> = {},
): Promise<DocsServer> {
  const { dispatcher } = await dispatcherFor();
  return {
    baseUrl,
    key: () => secret,
    auth: { form: 'body' },
    dispatcher,
    limits: createLimits().forPortal(),
    path: { found: null },
    ...more,
  };
}
