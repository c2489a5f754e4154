import { setImmediate as breathe } from 'node:timers/promises';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { textOf } from './file-text';
import { readCsv } from './read-csv';
import { readEntry, type ListEntry } from './read-entry';
import { readJson } from './read-json';

/** A list of portals as a file has it. */
export interface PortalList {
  readonly entries: readonly ListEntry[];
  /** Names of columns or fields that mean nothing here, each once. */
  readonly ignored: readonly string[];
}

/** The largest list that is taken, in bytes. */
export const maxListBytes = 1024 * 1024;

/** What is told of names that mean nothing. */
const mostIgnored = 20;
const longestIgnored = 60;
/** Entries that are read before other work of the process gets its turn. */
const atOnce = 50;

/**
 * Reads a list of portals: JSON, or CSV with a header.
 * Errors: `list.encoding`, `list.notList`, `list.newer`, `list.broken`, `list.noAddressColumn`,
 * `list.tooMany`, `list.empty`.
 */
export async function readList(bytes: Buffer): Promise<Result<PortalList, 'list'>> {
  const text = textOf(bytes);
  if (text === null) return fail(appError('list.encoding'));
  const start = text.trimStart().slice(0, 1);
  if (start === '<') return fail(appError('list.notList'));
  const raw = start === '{' || start === '[' ? readJson(text) : await readCsv(text);
  if (!raw.ok) return raw;
  if (raw.value.portals.length === 0) return fail(appError('list.empty'));
  const entries: ListEntry[] = [];
  for (const [index, one] of raw.value.portals.entries()) {
    if (index % atOnce === atOnce - 1) await breathe();
    entries.push(readEntry(one.place, one.raw));
  }
  const names = new Set(raw.value.ignored.map((name) => name.slice(0, longestIgnored)));
  return ok({ entries, ignored: [...names].slice(0, mostIgnored) });
}
