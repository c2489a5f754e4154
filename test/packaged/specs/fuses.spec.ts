import { readFile } from 'node:fs/promises';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'playwright/test';
import { parse } from 'yaml';
import { binary, packageRecipe } from '../fixtures/package';

type FuseName = keyof typeof FuseV1Options;

/** What each fuse must be, whatever the recipe says. A new one does not compile until decided. */
const decided = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const satisfies Record<FuseName, boolean>;

/**
 * Fuses of newer runtimes that the packager cannot set yet stay as Electron ships them. By their
 * place on the wire; 8 is WasmTrapHandlers.
 */
const asShipped: Readonly<Record<string, string>> = { 8: 'on' };

const states: Readonly<Record<number, string>> = { 0x30: 'off', 0x31: 'on', 0x72: 'removed' };
const stateOf = (on: boolean): string => (on ? 'on' : 'off');

test('every fuse of the built binary is set as decided', async () => {
  const { version, ...wire } = await getCurrentFuseWire(binary);
  expect(version).toBe(FuseVersion.V1);
  const built = Object.fromEntries(
    Object.entries(wire).map(([place, state]) => [place, states[Number(state)]]),
  );
  const expected = Object.fromEntries(
    Object.entries(decided).map(([name, on]) => [placeOf(name), stateOf(on)]),
  );
  const newer = Object.fromEntries(Object.entries(asShipped).filter(([place]) => place in built));
  expect(built).toEqual({ ...expected, ...newer });
});

test('the recipe of the package names every fuse, and sets it so', async () => {
  const { electronFuses } = parse(await readFile(packageRecipe, 'utf8')) as {
    electronFuses: unknown;
  };
  const expected = Object.fromEntries(
    Object.entries(decided).map(([name, on]) => [name[0]?.toLowerCase() + name.slice(1), on]),
  );
  expect(electronFuses).toEqual(expected);
});

function placeOf(name: string): string {
  const found = Object.entries(FuseV1Options).find(([known]) => known === name);
  return String(found?.[1]);
}
