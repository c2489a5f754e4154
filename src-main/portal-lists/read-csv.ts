import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { mostPortals, type RawList } from './raw-list';

/** What each column can be called, in lower case. */
const columnNames = {
  address: ['address', 'portal address', 'url', 'portal', 'host', 'adresse', 'portaladresse'],
  name: ['name', 'title', 'titel', 'bezeichnung'],
  account: ['account', 'email', 'e-mail', 'user', 'konto', 'benutzer'],
  tags: ['tags', 'tag', 'labels', 'schlagwörter', 'schlagworte'],
} as const;
type Column = keyof typeof columnNames;

/** Longest row, in characters: a quote that is never closed must not swallow the whole file. */
const maxRow = 20_000;

/**
 * Reads comma-, semicolon- or tab-separated text whose first row names the columns; one of them
 * must be the address. Tags are separated by commas or semicolons.
 * Errors: `list.noAddressColumn`, `list.broken` (param `line`), `list.tooMany`.
 */
export async function readCsv(text: string): Promise<Result<RawList, 'list'>> {
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    const lines: number[] = [];
    const [head, ...rows] = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      // A quote within a cell is one.
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: maxRow,
      // One more than the names and all that is taken, to see that there are more.
      to: mostPortals + 2,
      on_record(record, context) {
        lines.push(context.lines);
        return record;
      },
    });
    const columns = (head ?? []).map(columnOf);
    if (!columns.includes('address')) return fail(appError('list.noAddressColumn'));
    if (rows.length > mostPortals) {
      return fail(appError('list.tooMany', { params: { limit: mostPortals } }));
    }
    const ignored = (head ?? []).filter((_, place) => columns[place] === null);
    return ok({
      ignored: ignored.filter((name) => name !== ''),
      portals: rows.map((row, index) => {
        const cell = (column: Column): string => row[columns.indexOf(column)] ?? '';
        return {
          place: { at: 'line', number: lines[index + 1] ?? 0 },
          raw: {
            name: cell('name'),
            address: cell('address'),
            account: cell('account'),
            tags: cell('tags')
              .split(/[,;]/)
              .filter((tag) => tag.trim() !== ''),
          },
        };
      }),
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return fail(appError('list.broken', { params: { line: Number(cause['lines'] ?? 1) } }));
  }
}

function columnOf(title: string): Column | null {
  const wanted = title.toLocaleLowerCase();
  const columns: readonly Column[] = ['address', 'name', 'account', 'tags'];
  return columns.find((one) => columnNames[one].some((name) => name === wanted)) ?? null;
}

/** The sign that separates the names in the first row. */
function delimiterOf(text: string): string {
  const [head = ''] = text.trimStart().split(/[\r\n]/, 1);
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
