import { readPageAddress, type Address, type AddressRules } from '../connections/address';
import { ok, type Result } from '../contract/result';

/** Pages below a Docs server's base address that a person may paste. */
const pages =
  /\/(command|coauthoring(\/.*)?|healthcheck|welcome(\/.*)?|index\.html|info(\/.*)?|web-apps(\/.*)?|example(\/.*)?|hosting\/discovery)$/i;

/**
 * Reads a Docs server's address: as `readAddress`, but a path is kept, for Docs may be served below
 * one. Of a page of the server, such as `/welcome/` or `/web-apps/…/api.js`, the base is taken.
 * Without trailing slash, for `//command` is another path.
 * Errors: as `readAddress`.
 */
export function readDocsAddress(typed: string, rules: AddressRules): Result<Address, 'address'> {
  const read = readPageAddress(typed, rules);
  if (!read.ok) return read;
  const { path, address, host, ...rest } = read.value;
  const clean = path.replace(/\/+/g, '/').replace(/\/$/, '');
  const base = clean.replace(pages, '');
  return ok({ ...rest, address: address + base, host: host + base });
}

/** Host and path of a saved address. */
export const hostOf = (address: string): string => address.replace(/^https?:\/\//, '');
