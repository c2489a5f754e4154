import fs from 'node:fs/promises';
import path from 'node:path';

/**
 * A hook of electron-builder: takes out of a packaged app what only a bare runtime needs.
 * electron-builder does so itself for a runtime that it downloads, but not for one that it is
 * given.
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  await fs.rm(path.join(resources, 'default_app.asar'), { force: true });
  await fs.rm(path.join(appOutDir, 'version'), { force: true });
}
