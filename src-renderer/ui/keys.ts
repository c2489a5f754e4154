/** Whether this computer writes and presses shortcuts the Mac way. */
export const isMac = navigator.userAgent.includes('Mac OS X');

/** The platform's way to write a shortcut: `Mod+K` is `⌘K` on a Mac, `Ctrl+K` elsewhere. */
export function keyName(keys: string): string {
  return isMac ? keys.replace('Mod+', '⌘').replace('Shift+', '⇧') : keys.replace('Mod', 'Ctrl');
}
