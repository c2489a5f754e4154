/** The least that an Electron app can be: one window with a still page. What the app is held against. */
/* eslint-disable @typescript-eslint/no-require-imports -- the form that Electron loads fastest */
const { app, BrowserWindow } = require('electron');
const path = require('node:path');

app.on('window-all-closed', () => app.quit());

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => {
    window.show();
    process.stdout.write('[perf] usable\n');
  });
  window.loadFile(path.join(__dirname, 'index.html'));
});
