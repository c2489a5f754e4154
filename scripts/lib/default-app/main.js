/**
 * The default app of the fallback runtime: does what the stock one does for `electron DIR`. It is
 * an ES module that awaits the app's own main file, because Electron holds back the `ready` event
 * until an ES entry is evaluated; so the app can still do what must come before `ready`.
 */
import { app } from 'electron';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const argument = process.argv.slice(1).find((text) => !text.startsWith('-'));
if (argument === undefined) {
  console.error('Usage: electron [--flags] FOLDER');
  app.exit(1);
} else {
  const folder = path.resolve(argument);
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  process.defaultApp = true;
  if (about.version) app.setVersion(about.version);
  app.name = about.productName ?? about.name ?? app.name;
  app.setDesktopName(about.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(folder);
  try {
    await import(pathToFileURL(path.join(folder, about.main ?? 'index.js')).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}
