import { entryKinds, type EntryRef } from '../../../src-main/contract/entries';

/** An entry as a key of lists and questions. */
export const entryKey = ({ kind, id }: EntryRef): string => `${kind} ${id}`;

/** Reads what {@link entryKey} wrote. */
export function readEntryKey(key: string): EntryRef {
  const kind = entryKinds.find((one) => key.startsWith(`${one} `)) ?? 'file';
  return { kind, id: key.slice(kind.length + 1) };
}
