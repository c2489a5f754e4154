import * as v from 'valibot';
import type { RoomType, Section } from '../contract/entries';
import { ok, type Result } from '../contract/result';
import { entryFields, roomTypeOf, sectionOf, wireFile, wireFolder, wireId } from './entry-wire';
import type { PortalEntry } from './portal-entry';
import type { DocSpace } from './session';
import { maybeNumber, maybeText, shaped } from './shape';
import { read } from './transport';

/** One step of the way to a place. */
export interface PathStep {
  readonly id: string;
  readonly title: string;
  /** `null`: no room. */
  readonly roomType: RoomType | null;
  readonly section: Section;
}

/** A part of what lies in a place: folders first, then files. */
export interface Listing {
  readonly entries: readonly PortalEntry[];
  /** How many entries the place has. */
  readonly total: number;
  /** From the top down, the place itself last. */
  readonly path: readonly PathStep[];
}

const step = { id: wireId, title: maybeText, roomType: maybeNumber };
const current = v.object({ ...step, rootFolderType: maybeNumber });
const part = v.object({ ...step, folderType: maybeNumber });

const content = v.object({
  folders: v.array(wireFolder),
  files: v.array(wireFile),
  current: v.nullish(current, null),
  /** The server puts a number for what is no folder. */
  pathParts: v.nullish(v.array(v.union([part, v.number()])), []),
  total: maybeNumber,
});

/** Numbers of DocSpace server: SearchArea. */
export const searchArea = { active: 0, archive: 1, any: 2 } as const;

/** What a list of files and folders is asked for; `count` is at most 100. */
export interface ListQuestion {
  /** Below `/api/2.0/`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean>> & { readonly count: number };
}

const around = Object.keys(current.entries).map((name) => `current.${name}`);
const fields = [
  ...entryFields.folders.map((name) => `folders.${name}`),
  ...entryFields.files.map((name) => `files.${name}`),
  ...around,
  'pathParts',
  'total',
].join(',');

/**
 * Asks for a part of a list, trimmed to what we read of it: a whole page has some 300 kB. A portal
 * that trims otherwise than we know is asked once more, for everything. Never names an order: the
 * server keeps that as the account's own.
 * Errors: `portal.notPaid`; `portal.keyLacksRights`, also for a list that this account may not read.
 * DocSpace server: FolderContentDto, DynamicIgnoreConverter, FileStorageService.
 */
export async function askListing(
  session: DocSpace,
  { path, query }: ListQuestion,
  signal: AbortSignal | undefined,
): Promise<Result<Listing, 'net' | 'portal'>> {
  const ask = async (more: Readonly<Record<string, string>>) => {
    const answer = await read(session, {
      path,
      query: { ...query, ...more },
      auth: 'key',
      ...(signal ? { signal } : {}),
    });
    return answer.ok ? listingOf(answer.value.response, answer.value.total) : answer;
  };
  const trimmed = await ask({ fields });
  const unfit = !trimmed.ok && trimmed.error.code === 'portal.brokenAnswer';
  return unfit ? ask({}) : trimmed;
}

function listingOf(response: unknown, wrapped: number | null): Result<Listing, 'portal'> {
  const found = shaped(content, response);
  if (!found.ok) return found;
  const { folders, files, total } = found.value;
  const entries = [...folders, ...files];
  return ok({ entries, total: total ?? wrapped ?? entries.length, path: pathOf(found.value) });
}

function pathOf(told: v.InferOutput<typeof content>): readonly PathStep[] {
  const parts = told.pathParts.filter((one) => typeof one !== 'number');
  const top = parts[0]?.folderType ?? null;
  const section = sectionOf(told.current?.rootFolderType ?? top) ?? 'other';
  const here = told.current;
  const steps = here === null || parts.at(-1)?.id === here.id ? parts : [...parts, here];
  return steps.map(({ id, title, roomType }) => ({
    id,
    title: title ?? '',
    roomType: roomTypeOf(roomType),
    section,
  }));
}
