import type { PracticeKeyName, PracticePortal } from '../../../src-main/practice-portal';
import { type Answered, ask } from './portal';

/** A link as the portal tells it. */
export interface ToldLink {
  readonly access: number;
  readonly sharedTo: {
    readonly id: string;
    readonly title: string;
    readonly shareLink: string;
    readonly expirationDate?: string;
    readonly password?: string;
    readonly denyDownload: boolean;
    readonly internal: boolean;
    readonly primary: boolean;
    readonly isExpired: boolean;
    readonly requestToken?: string;
  };
  readonly subjectType: number;
}

/** An address part for an entry: `file/1001`, `folder/sbox-1-%7C…`. */
export function at(kind: 'file' | 'folder' | 'rooms', id: number | string): string {
  return `files/${kind}/${encodeURIComponent(id)}`;
}

/** Sends a body as JSON, a text as it is. */
export function send(
  portal: PracticePortal,
  route: string,
  body: unknown,
  keyName: PracticeKeyName | null = 'main',
): Promise<Answered> {
  return ask(portal, route, {
    key: keyName && portal.keys[keyName],
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function putLink(
  portal: PracticePortal,
  entry: string,
  body: unknown,
  keyName: PracticeKeyName = 'main',
): Promise<Answered> {
  return send(portal, `PUT ${entry}/links`, body, keyName);
}

/** The links of an entry as a key sees them. */
export async function linksOf(
  portal: PracticePortal,
  entry: string,
  keyName: PracticeKeyName = 'main',
): Promise<readonly ToldLink[]> {
  const { body } = await ask(portal, `GET ${entry}/links`, { key: portal.keys[keyName] });
  return (body as { response: readonly ToldLink[] }).response;
}

export async function linkOf(
  portal: PracticePortal,
  entry: string,
  id: string,
  keyName: PracticeKeyName = 'main',
): Promise<ToldLink> {
  const link = (await linksOf(portal, entry, keyName)).find(({ sharedTo }) => sharedTo.id === id);
  if (link === undefined) throw new Error(`${entry} has no link ${id}`);
  return link;
}

/** The whole of a link as a body that changes nothing. */
export function bodyOf({ access, sharedTo }: ToldLink): Record<string, unknown> {
  return {
    linkId: sharedTo.id,
    access,
    title: sharedTo.title,
    expirationDate: sharedTo.expirationDate ?? null,
    password: sharedTo.password ?? null,
    denyDownload: sharedTo.denyDownload,
    internal: sharedTo.internal,
    primary: sharedTo.primary,
    linkType: 1,
  };
}

/** The answer's link, for assertions on it. */
export function linkIn({ body }: Answered): ToldLink {
  return (body as { response: ToldLink }).response;
}

/** What an answer says in its error. */
export function refusal({ status, body }: Answered): readonly [number, unknown] {
  return [status, (body as { error?: { message?: unknown } } | undefined)?.error?.message];
}
