import { readFile } from 'node:fs/promises';
import { uploadLicense } from '../../src-main/docspace/license';
import { createDispatcher } from '../../src-main/net/dispatcher';
import { createLimits } from '../../src-main/net/limits';

/** Sends a file to a portal as the app does; gives milliseconds. Throws when it is refused. */
export type Send = (file: string) => Promise<number>;

/** Connects to a portal with all that lies between the app and the network. */
export async function connect(baseUrl: string, key: string): Promise<Send> {
  const { dispatcher } = await createDispatcher({
    settings: {
      proxy: { mode: 'none' },
      extraCa: null,
      clientCertificate: null,
      trustedFingerprint: null,
    },
    resolveSystemProxy: () => Promise.resolve('DIRECT'),
  });
  const session = { baseUrl, key: () => key, dispatcher, limits: createLimits().forPortal() };
  return async (file) => {
    // The app has read a license, and looked at it, long before a person sends it.
    const content = await readFile(file);
    const start = performance.now();
    const sent = await uploadLicense(session, {
      content,
      fileName: 'large.lic',
    });
    if (!sent.ok) throw new Error(`The upload was refused: ${sent.error.code}`);
    return performance.now() - start;
  };
}
