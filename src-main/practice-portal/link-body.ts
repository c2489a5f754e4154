import type { Answer } from './answers';
import type { Call } from './call';
import { type Fields, invalid, readObject } from './json-body';
import { fixedTexts } from './tables/messages';
import { readAccess } from './tables/share-access';

/** What a request asks of a link. Every option is there: what was left out is off. */
export interface LinkAsk {
  /** `null`: none, or the zero id. */
  readonly linkId: string | null;
  readonly access: number;
  /** Ms since 1970; `null`: none, or one that could not be read. */
  readonly expiresAt: number | null;
  /** `null`: the default title. */
  readonly title: string | null;
  readonly internal: boolean;
  readonly primary: boolean;
  readonly denyDownload: boolean;
  readonly password: string | null;
  /** Of rooms only: what is not for visitors invites people. */
  readonly isInvitation: boolean;
  readonly maxUseCount: number | null;
}

type Read<T> = { readonly kind: 'read'; readonly value: T } | Unread;
type Unread = Exclude<Answer, { kind: 'value' | 'exception' }>;

/** The C# property that holds the body, as validation errors name it. */
export type BodyName = 'File' | 'FolderLink' | 'RoomLink';

const mostCharacters = 255;
const zeroId = '00000000-0000-0000-0000-000000000000';

/** Reads the body of a link request and notes in the log of requests what it asks for. */
export async function readLinkAsk(call: Call, bodyName: BodyName): Promise<Read<LinkAsk>> {
  const body = await readObject(call.incoming);
  if (body.kind !== 'object') return body;
  const read = toAsk(body.fields, bodyName);
  if (read.kind !== 'read') return read;
  const ask = forVersion(read.value, bodyName, call.core.has('fullLinks'));
  call.record.body = toRecord(read.value);
  return { kind: 'read', value: ask };
}

function toAsk(fields: Fields, bodyName: BodyName): Read<LinkAsk> {
  const wrong = (name: string) => invalid(`$.${name}`, fixedTexts.jsonInvalid);
  const given = (name: string): unknown => fields.get(name.toLowerCase());

  const linkId = given('linkId') ?? zeroId;
  if (!isGuid(linkId)) return wrong('linkId');
  const access = readAccess(given('access') ?? 0);
  if (access === null) return wrong('access');
  const expirationDate = given('expirationDate') ?? null;
  if (expirationDate !== null && typeof expirationDate !== 'string') return wrong('expirationDate');

  const flags: Record<'internal' | 'primary' | 'denyDownload', boolean> = {
    internal: false,
    primary: false,
    denyDownload: false,
  };
  for (const name of ['internal', 'primary', 'denyDownload'] as const) {
    const flag = given(name) ?? false;
    if (typeof flag !== 'boolean') return wrong(name);
    flags[name] = flag;
  }
  const texts: Record<'title' | 'password', string | null> = { title: null, password: null };
  for (const name of ['title', 'password'] as const) {
    const text = given(name) ?? null;
    if (text !== null && typeof text !== 'string') return wrong(name);
    if (text !== null && text.length > mostCharacters) {
      const property = name === 'title' ? 'Title' : 'Password';
      const problem = fixedTexts.tooLong.replace('{name}', property);
      return invalid(`${bodyName}.${property}`, problem.replace('{most}', String(mostCharacters)));
    }
    texts[name] = text === '' ? null : text;
  }
  const linkType = readLinkType(given('linkType') ?? 0);
  if (linkType === null) return wrong('linkType');
  const maxUseCount = readWhole(given('maxUseCount') ?? null);
  if (maxUseCount === undefined) return wrong('maxUseCount');
  if (maxUseCount !== null && (maxUseCount < 1 || maxUseCount > 1000)) {
    return invalid(`${bodyName}.MaxUseCount`, fixedTexts.maxUseCountRange);
  }
  return {
    kind: 'read',
    value: {
      linkId: linkId === zeroId ? null : linkId.toLowerCase(),
      access,
      expiresAt: expirationDate === null ? null : readDate(expirationDate),
      ...texts,
      ...flags,
      isInvitation: bodyName === 'RoomLink' && linkType === 0,
      maxUseCount,
    },
  };
}

/**
 * What this version takes for this kind of entry. Before 3.5.0 a file's link had but its access,
 * date and kind. Folders and rooms trim passwords; a new link of a room is never a primary one.
 */
function forVersion(ask: LinkAsk, bodyName: BodyName, full: boolean): LinkAsk {
  if (bodyName !== 'File') {
    const primary = ask.primary && bodyName === 'FolderLink';
    return { ...ask, primary, password: ask.password?.trim() ?? null };
  }
  return full ? ask : { ...ask, title: null, password: null, denyDownload: false };
}

function toRecord({ expiresAt, password, ...ask }: LinkAsk) {
  return {
    ...ask,
    expirationDate: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    hasPassword: password !== null,
  };
}

/**
 * A date as the server reads it: without a zone it is in the server's own, UTC here; one that it
 * cannot read is no date. DocSpace server: ApiDateTimeConverter.
 */
export function readDate(text: string): number | null {
  const hasTime = /\d[T ]\d/.test(text);
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text.trim());
  const ms = Date.parse(hasTime && !hasZone ? `${text.trim()}Z` : text.trim());
  return Number.isNaN(ms) ? null : ms;
}

function isGuid(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** `LinkType`: Invitation 0, External 1. */
function readLinkType(sent: unknown): 0 | 1 | null {
  if (sent === 0 || sent === '0' || sent === 'Invitation') return 0;
  return sent === 1 || sent === '1' || sent === 'External' ? 1 : null;
}

/** `undefined`: it is no whole number. */
function readWhole(sent: unknown): number | null | undefined {
  if (sent === null) return null;
  const number = typeof sent === 'string' && /^-?\d{1,9}$/.test(sent) ? Number(sent) : sent;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
