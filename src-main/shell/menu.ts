import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract/topics';
import { m } from '$words';

/** Saves making Electron's own menu, which nobody would see. Before Electron is ready. */
export function withoutMenu(): void {
  Menu.setApplicationMenu(null);
}

/**
 * The application menu. Shortcuts stand here for the eye; except on macOS the window itself hears
 * the keys, so that they work in one place and never twice.
 */
export function setMenu(send: (command: MenuCommand) => void, developing: boolean): void {
  const mac = process.platform === 'darwin';
  const item = (label: string, accelerator: string, command: MenuCommand) => ({
    label,
    accelerator,
    registerAccelerator: mac,
    click: () => send(command),
  });
  const portals = ([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((place) =>
    item(m.shell_menu_portal({ place }), `CmdOrCtrl+${place}`, `portal${place}`),
  );
  const separator = { type: 'separator' } as const;
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: m.shell_menu_file(),
      submenu: [
        item(m.shell_menu_add_portal(), 'CmdOrCtrl+N', 'addPortal'),
        separator,
        item(m.shell_menu_settings(), 'CmdOrCtrl+,', 'settings'),
        separator,
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu', label: m.shell_menu_edit() },
    {
      label: m.shell_menu_view(),
      submenu: [
        item(m.shell_menu_palette(), 'CmdOrCtrl+K', 'palette'),
        item(m.shell_menu_find(), 'CmdOrCtrl+F', 'find'),
        item(m.shell_menu_refresh(), 'CmdOrCtrl+R', 'refresh'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(developing ? [separator, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { label: m.shell_menu_portals(), submenu: portals },
    { role: 'windowMenu', label: m.shell_menu_window() },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
