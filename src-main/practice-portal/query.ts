import type { Answer } from './answers';
import type { Call } from './call';
import { invalid } from './json-body';
import { area, readDirection, readFilterType, readSearchArea, readSortedBy } from './tables/lists';
import { fixedTexts } from './tables/messages';

type Invalid = Extract<Answer, { kind: 'invalid' }>;
type Read<T> = { readonly kind: 'read'; readonly value: T } | Invalid;

export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

const mostPerPage = 100;

/** Reads `count` and `startIndex`; out of range they are refused from 3.2.1 on. */
export function readPage({ core, query }: Call): Read<Page> {
  const count = readInt(query.get('count'), mostPerPage);
  const startIndex = readInt(query.get('startIndex'), 0);
  if (count === null) return invalid('Count', fixedTexts.valueInvalid);
  if (startIndex === null) return invalid('StartIndex', fixedTexts.valueInvalid);
  if (core.has('countRange')) {
    if (count < 1 || count > mostPerPage) return invalid('Count', fixedTexts.countRange);
    if (startIndex < 0) return invalid('StartIndex', fixedTexts.startIndexRange);
  }
  return { kind: 'read', value: { count, startIndex: Math.max(0, startIndex) } };
}

/** What a list was asked to hold. */
export interface ListQuery extends Page {
  readonly filterType: number;
  /** In lower case. */
  readonly text: string;
  readonly extensions: readonly string[];
  readonly withSubFolders: boolean;
  readonly searchArea: number;
  /** `null`: the order of last time. */
  readonly sortBy: number | null;
  readonly ascending: boolean;
}

export function readListQuery(call: Call): Read<ListQuery> {
  const { query } = call;
  const page = readPage(call);
  if (page.kind !== 'read') return page;
  const filterType = readFilterType(query.get('filterType') ?? '0');
  if (filterType === null) return invalid('FilterType', fixedTexts.valueInvalid);
  const searchArea = readSearchArea(query.get('searchArea') ?? String(area.active));
  if (searchArea === null) return invalid('SearchArea', fixedTexts.valueInvalid);
  const sortBy = query.get('sortBy');
  return {
    kind: 'read',
    value: {
      ...page.value,
      filterType,
      searchArea,
      text: (query.get('filterValue') ?? '').trim().toLowerCase(),
      extensions: query.getAll('extension').flatMap((one) => {
        const ending = one.trim().toLowerCase();
        return ending === '' ? [] : [ending.startsWith('.') ? ending : `.${ending}`];
      }),
      withSubFolders: query.get('withSubFolders')?.toLowerCase() !== 'false',
      // A word that the server does not know sorts by date.
      sortBy: sortBy === null ? null : (readSortedBy(sortBy) ?? 0),
      ascending: readDirection(query.get('sortOrder') ?? 'ascending') !== 1,
    },
  };
}

function readInt(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}
