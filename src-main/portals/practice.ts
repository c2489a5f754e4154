import { rm } from 'node:fs/promises';
import { createPracticeServer, type PracticeServer } from '../connections/practice';
import { ok, type Result } from '../contract/result';
import type { PracticePortalOptions } from '../practice-portal';
import type { SecretStore } from '../secrets/secret-store';
import type { PortalRecord } from './record';
import type { Registry } from './registry';
import type { PortalSessions } from './sessions';

/** The practice portal that comes with the app, as one of the saved portals. */
export interface Practice extends Omit<PracticeServer<PortalRecord>, 'start'> {
  /** Starts it and saves it as a portal, unless that was done before; answers with its id. */
  start(): Promise<Result<{ readonly portalId: string }, 'store' | 'keychain' | 'net'>>;
}

export interface PracticeOptions {
  readonly registry: Registry;
  readonly secrets: SecretStore;
  /** Hears where the portal's key is kept, before the portal is in the list. */
  readonly keyKept: PortalSessions['keyReplaced'];
  /** Where the practice portal keeps its state. Holds no key. */
  readonly dataFile: string;
  /** How the server behaves; tests choose among its versions and editions. */
  readonly server?: PracticePortalOptions;
}

/** The server's own title, and so also the name under which it is saved. */
const title = 'Practice portal';

export function createPractice(options: PracticeOptions): Practice {
  const { dataFile } = options;
  const practice = createPracticeServer<PortalRecord>({
    ...options,
    purpose: 'apiKey',
    async run(port, key) {
      const { startPracticePortal } = await import('../practice-portal');
      const own = { ...options.server, title, dataFile, port };
      return startPracticePortal(key === null ? own : { ...own, key });
    },
    recordOf: (id, { address, port }, keyPlace) => recordOf(id, address, port, keyPlace),
    clear: () => rm(dataFile, { force: true }),
  });
  return {
    ...practice,
    async start() {
      const started = await practice.start();
      return started.ok ? ok({ portalId: started.value }) : started;
    },
  };
}

function recordOf(
  id: string,
  address: string,
  practicePort: number,
  keyPlace: PortalRecord['keyPlace'],
): PortalRecord {
  return {
    id,
    name: title,
    address,
    tags: [],
    practicePort,
    keyPlace,
    connection: {
      // Never through a proxy: it is on this computer.
      proxy: { mode: 'none' },
      certificateAuthority: null,
      clientCertificate: null,
      trustedFingerprint: null,
      allowPlainHttp: false,
    },
    seen: null,
  };
}
