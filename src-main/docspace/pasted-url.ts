import type { EntryRef, Place } from '../contract/entries';

/** What a text names that a person typed or pasted to find something on a portal. */
export type Pasted =
  /** An id alone: what it may be. A folder may turn out to be a room. Or it is a name after all. */
  | { readonly kind: 'ids'; readonly candidates: readonly EntryRef[]; readonly text: string }
  /**
   * A page or a long share link of this portal that names an entry. The key may belong to a folder
   * or room that the entry lies in.
   */
  | { readonly kind: 'entry'; readonly ref: EntryRef; readonly shareKey: string | null }
  | { readonly kind: 'place'; readonly place: Place }
  /** A long share link of this portal that names nothing but its key. */
  | { readonly kind: 'shareKey'; readonly key: string }
  /** A short share link of this portal, written with the portal's own address. */
  | { readonly kind: 'short'; readonly url: string }
  /** A page of this portal that names nothing which could have links. */
  | { readonly kind: 'page' }
  /** A web address of somebody else. */
  | { readonly kind: 'otherHost'; readonly host: string }
  /** Anything else: look for it by name. It may also be a share key by itself. */
  | { readonly kind: 'name'; readonly text: string };

/** Longest text that is looked at, in UTF-16 units; of a longer one only the beginning is told. */
const longest = 4000;
const longestId = 1000;

/**
 * Reads an id, the URL of any page of a portal or a share link, with or without its scheme; anything
 * else is a name. Never throws, asks nobody, and believes of a URL only its path and query: an entry
 * is told only for a URL of the portal's own host and port.
 * @param baseUrl address of the portal, e.g. `https://docs.example.com`.
 * DocSpace client: routes of its pages; DocSpace server: FilesLinkUtility, ExternalShare.
 */
export function readPasted(text: string, baseUrl: string): Pasted {
  const trimmed = text.trim();
  if (trimmed.length > longest) return { kind: 'name', text: trimmed.slice(0, longest) };
  const candidates = idsIn(trimmed);
  if (candidates.length > 0) return { kind: 'ids', candidates, text: trimmed };

  const base = new URL(baseUrl);
  const { url, certain } = urlIn(trimmed, base);
  if (url === null) return { kind: 'name', text: trimmed };
  const page = readPage(url, base);
  const sure = certain || page.kind !== 'page';
  if (!sure) return { kind: 'name', text: trimmed };
  return hostOf(url) === hostOf(base) ? page : { kind: 'otherHost', host: url.host };
}

/** Ids in connected storages begin with the storage. DocSpace server: Selectors. */
const connected = /^(?:sbox|spoint|drive|box|dropbox|onedrive|webdav|nextcloud)-\d+(?:-|$)/i;

function idsIn(text: string): readonly EntryRef[] {
  const id = connected.test(text) || /^\d+$/.test(text) ? entryId(text) : null;
  return id === null
    ? []
    : [
        { kind: 'file', id },
        { kind: 'folder', id },
      ];
}

/** A positive `int` of the server, or any storage's name, a number and a path. */
function entryId(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.length > longestId) return null;
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text) < 2 ** 31 ? text : null;
  const whole = /^[a-z]+-\d+(?:-.*)?$/is.test(text) && !/[\p{Cc}\p{Surrogate}]/u.test(text);
  return whole ? text : null;
}

interface Found {
  readonly url: URL | null;
  /** It is written as an address; otherwise it only may be one. */
  readonly certain: boolean;
}

function urlIn(pasted: string, base: URL): Found {
  if (/^https?:/i.test(pasted)) return { url: parse(pasted), certain: true };
  const text = pasted.replace(/^\/\/(?=[^/\\])/, '');
  const own = text.toLowerCase().startsWith(base.host);
  if (own && /^(?:[/?#]|$)/.test(text.slice(base.host.length))) {
    return { url: parse(`${base.protocol}//${text}`), certain: true };
  }
  // A path of this portal, or a host without scheme: only if it leads to a page that is known.
  if (/^\/[^/\\]/.test(text)) return { url: parse(base.origin + text), certain: false };
  if (/^[^\s/?#@:]+\.[^\s/?#@:]+(?::\d+)?\//.test(text)) {
    return { url: parse(`https://${text}`), certain: false };
  }
  return { url: null, certain: false };
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Host and port; which scheme a link was written with makes no difference. */
function hostOf({ hostname, port }: URL): string {
  return `${hostname.replace(/\.+$/, '')}:${port}`;
}

function readPage(url: URL, base: URL): Pasted {
  const steps = url.pathname.split('/').filter(Boolean).map(decoded);
  const names = steps.map((step) => step.toLowerCase());
  const query = new Map(
    [...url.searchParams].toReversed().map(([name, value]) => [name.toLowerCase(), value]),
  );
  const shareKey = keyIn(query.get('share'));
  const folder = entryId(query.get('folder'));

  const shown = entryId(steps[afterPair(names, 'media', 'view')]);
  const previewed = entryId(steps[afterPair(names, 'share', 'preview')]);
  const opened = opensFile(names.at(-1)) ? entryId(query.get('fileid')) : null;
  const file = shown ?? previewed ?? opened;
  if (file !== null) return entry('file', file, shareKey);
  if (opensFile(names.at(-1))) return keyOnly(shareKey);

  const [first, second] = names;
  if (first === 's' && second !== undefined) return short(steps, base);
  switch (first === 'rooms' ? `rooms/${second ?? 'shared'}` : first) {
    case 'rooms/share': {
      const key = keyIn(query.get('key'));
      return key !== null && folder !== null ? entry('folder', folder, key) : keyOnly(key);
    }
    case 'rooms/shared':
      return roomPage(entryId(steps[2]), folder) ?? place('rooms');
    case 'rooms/archived':
      return roomPage(entryId(steps[2]), folder) ?? place('archive');
    case 'rooms/templates':
      return roomPage(entryId(steps[2]), folder) ?? { kind: 'page' };
    case 'ai-agents':
      return roomPage(entryId(steps[1]), folder) ?? { kind: 'page' };
    case 'rooms/personal':
      return roomPage(null, folder) ?? place('my');
    case 'shared-with-me':
    case 'recent':
    case 'files':
      return roomPage(null, folder) ?? { kind: 'page' };
    default:
      return { kind: 'page' };
  }
}

/** The editors and the download handler, of all versions. */
function opensFile(name: string | undefined): boolean {
  return name === 'doceditor' || name === 'doceditor.aspx' || name === 'filehandler.ashx';
}

function afterPair(names: readonly string[], one: string, other: string): number {
  const at = names.findIndex((name, index) => name === one && names[index + 1] === other);
  return at === -1 ? names.length : at + 2;
}

function roomPage(room: string | null, folder: string | null): Pasted | null {
  if (folder !== null && folder !== room) return entry('folder', folder, null);
  return room === null ? null : entry('room', room, null);
}

function entry(kind: EntryRef['kind'], id: string, shareKey: string | null): Pasted {
  return { kind: 'entry', ref: { kind, id }, shareKey };
}

function place(at: 'rooms' | 'archive' | 'my'): Pasted {
  return { kind: 'place', place: { at } };
}

function keyOnly(key: string | null): Pasted {
  return key === null ? { kind: 'page' } : { kind: 'shareKey', key };
}

function short(steps: readonly string[], base: URL): Pasted {
  const [, code = ''] = steps;
  const whole = steps.length === 2 && /^[\w-]{1,100}$/.test(code);
  return whole ? { kind: 'short', url: `${base.origin}/s/${code}` } : { kind: 'page' };
}

/** A key is any text without white space: it is signed, and only the portal can read it. */
function keyIn(text: string | undefined): string | null {
  return text !== undefined && /^[\x21-\x7e]{1,1000}$/.test(text) ? text : null;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
