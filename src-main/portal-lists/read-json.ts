import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { knownFields, versionOf } from './format';
import { mostPortals, type RawList } from './raw-list';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a list as JSON.
 * Errors: `list.broken` (param `line`, 0 where nobody knows), `list.notList`, `list.newer`, `list.tooMany`.
 */
export function readJson(text: string): Result<RawList, 'list'> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const top = parsed.value;
  const version = isFields(top) ? versionOf(top['format']) : null;
  const portals = isFields(top) ? top['portals'] : null;
  if (version === 'newer') return fail(appError('list.newer'));
  if (version === null || !isFields(top) || !Array.isArray(portals)) {
    return fail(appError('list.notList'));
  }
  if (portals.length > mostPortals) {
    return fail(appError('list.tooMany', { params: { limit: mostPortals } }));
  }
  const entries: readonly unknown[] = portals;
  return ok({
    portals: entries.map((entry, index) => ({
      place: { at: 'entry', number: index + 1 },
      raw: isFields(entry) ? entry : {},
    })),
    ignored: [
      ...unknownNames(top, knownFields.top),
      ...entries.flatMap((entry) => unknownNames(entry, knownFields.portal)),
      ...entries.flatMap((entry) =>
        unknownNames(isFields(entry) ? entry['connection'] : null, knownFields.connection),
      ),
    ],
  });
}

function parse(text: string): Result<unknown, 'list'> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    // Not all of the parser's words: they quote the text, which may hold anything.
    const [, position] = /at position (\d+)/.exec(String(cause)) ?? [];
    const line = position ? text.slice(0, Number(position)).split('\n').length : 0;
    return fail(appError('list.broken', { params: { line } }));
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknownNames = (value: unknown, known: readonly string[]): readonly string[] =>
  isFields(value) ? Object.keys(value).filter((name) => !known.includes(name)) : [];
