import { ensurePackages } from './packages.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { hasDisplay } from './display.mjs';

/**
 * Everything a command needs before it can work. Does nothing, fast and without a network, when
 * all is there.
 * @param {{ desktop: 'own' | 'private' }} options `own`: the app opens for the person;
 *   `private`: it runs by itself, with a keyring of its own and, without a display, one of its own
 * @returns {Promise<import('./electron-runtime.mjs').Runtime>}
 */
export async function setUp({ desktop }) {
  await ensurePackages();
  await ensureSystemLibraries([
    'app',
    ...(desktop === 'private' ? /** @type {const} */ (['keyring']) : []),
    ...(desktop === 'private' && !hasDisplay() ? /** @type {const} */ (['display']) : []),
  ]);
  return ensureElectron();
}
