import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, nothing, uuid } from './call';

/** Where something stands in a list: a line of a CSV file, the how manieth portal of a JSON file. */
export interface ListPlace {
  readonly at: 'line' | 'entry';
  readonly number: number;
}

/** What is special about the way to a portal of a list. */
export const listNotes = ['proxy', 'authority', 'fingerprint', 'plainHttp'] as const;
export type ListNote = (typeof listNotes)[number];

/** What an import makes of one portal of a list. */
export type ListOutcome =
  /** It is added, without an API key. */
  | { readonly kind: 'new'; readonly notes: readonly ListNote[] }
  /** It is saved already; `null` and nothing in `tags`: that stays as it is. */
  | {
      readonly kind: 'merge';
      /** As it is saved now. */
      readonly savedName: string;
      readonly name: string | null;
      readonly tags: readonly string[];
      readonly account: string | null;
    }
  /** It is saved already, and the list tells nothing more of it. */
  | { readonly kind: 'same'; readonly savedName: string }
  | { readonly kind: 'duplicate'; readonly of: ListPlace }
  | { readonly kind: 'bad'; readonly error: AppError };

export interface ListRow {
  readonly place: ListPlace;
  /** Empty where there is none. */
  readonly name: string;
  /** `null` where it could not be read: what stands there may be a secret. */
  readonly address: string | null;
  readonly account: string | null;
  readonly outcome: ListOutcome;
}

/** What is in a file that a person chose, and what an import would make of it. */
export interface ListPreview {
  readonly handle: string;
  readonly fileName: string;
  readonly rows: readonly ListRow[];
  /** Names of columns or fields that mean nothing here; their values were not read. */
  readonly ignored: readonly string[];
}

/** What an import did. */
export interface ListImported {
  readonly added: number;
  readonly merged: number;
}

const byHandle = v.object({ handle: uuid });

/** Lists of portals as files, without secrets: see docs/portal-list.md. */
export const portalListCalls = {
  /** Opens the native picker and reads the file; `null` when the person closed it. */
  choose: call<ListPreview | null, 'file' | 'list' | 'store'>()(nothing),
  /** Does what the preview showed, all of it or nothing. */
  take: call<ListImported, 'file' | 'store' | 'saved'>()(byHandle),
  forget: call<void>()(byHandle),
  /** Asks where to save all portals; `null` when the person closed the question. */
  exportAll: call<{ readonly fileName: string; readonly count: number } | null, 'file' | 'store'>()(
    nothing,
  ),
};
