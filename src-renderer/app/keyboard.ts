import { menuCommands, type MenuCommand } from '../../src-main/contract/topics';

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

const byKey: Readonly<Record<string, MenuCommand>> = {
  n: 'addPortal',
  k: 'palette',
  r: 'refresh',
  f: 'find',
  ',': 'settings',
};

/**
 * The command that a key press with Ctrl asks for. Not for macOS: there the application menu
 * hears the keys, and hearing them here too would run everything twice.
 */
export function commandOf(event: Keys): MenuCommand | null {
  if (!event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat)
    return null;
  const portal = menuCommands.find((command) => command === `portal${event.key}`);
  return portal ?? byKey[event.key.toLowerCase()] ?? null;
}
