import {
  createPracticeServer,
  type PracticeServer,
  type PracticeServerOptions,
} from '../connections/practice';
import type { PracticeDocsOptions } from '../practice-docs-server';
import { nothingSeen, type DocsServerRecord } from './record';

export interface PracticeDocsServerOptions extends Pick<
  PracticeServerOptions<DocsServerRecord>,
  'registry' | 'secrets' | 'keyKept'
> {
  /** How the server behaves; tests choose. */
  readonly server?: PracticeDocsOptions;
}

const name = 'Practice Docs server';

/** The practice Docs server that comes with the app, as one of the saved ones. */
export function createPracticeDocs(
  options: PracticeDocsServerOptions,
): PracticeServer<DocsServerRecord> {
  return createPracticeServer({
    ...options,
    purpose: 'jwtSecret',
    async run(port, key) {
      const { startPracticeDocsServer } = await import('../practice-docs-server');
      const own = { license: 'users', ...options.server, port } as const;
      return startPracticeDocsServer(key === null ? own : { ...own, secret: key });
    },
    recordOf: (id, { address, port }, keyPlace) => ({
      id,
      name,
      address,
      auth: { form: 'body' },
      practicePort: port,
      keyPlace,
      connection: {
        // Never through a proxy: it is on this computer.
        proxy: { mode: 'none' },
        certificateAuthority: null,
        clientCertificate: null,
        trustedFingerprint: null,
        allowPlainHttp: false,
      },
      seen: nothingSeen,
    }),
    // It keeps nothing.
    clear: () => Promise.resolve(),
  });
}
