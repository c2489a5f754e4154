import * as v from 'valibot';
import { linkAccesses, linkFields, type LinkField } from '../contract/links';
import type { Json } from '../contract/json';
import type { ExternalLink } from '../docspace/portal-entry';
import type { Fields } from '../journal/change';

/** Fields of a link that nobody is shown. */
export const secretFields: readonly LinkField[] = ['password'];

const optional = {
  title: v.exactOptional(v.string()),
  expiresAt: v.exactOptional(v.nullable(v.pipe(v.string(), v.isoTimestamp()))),
  password: v.exactOptional(v.nullable(v.string())),
  internal: v.exactOptional(v.boolean()),
  denyDownload: v.exactOptional(v.boolean()),
};
const access = v.picklist(linkAccesses);

/** What a change can set. A name that this version does not know may mean anything. */
export const wishedFields = v.strictObject({ ...optional, access: v.exactOptional(access) });
export type WishedFields = v.InferOutput<typeof wishedFields>;

/** What a person saw of a link; its right may be one that no change can set. */
export const seenFields = v.strictObject({
  ...optional,
  access: v.exactOptional(v.nullable(v.string())),
});

/** All that a new link is to be. Without a title, the portal has its own word for one. */
export const firstFields = v.strictObject({
  exists: v.literal(true),
  title: v.exactOptional(v.string()),
  access,
  expiresAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  password: v.nullable(v.string()),
  internal: v.boolean(),
  denyDownload: v.boolean(),
});

export const existence = v.strictObject({ exists: v.boolean() });

/** A link as the journal sees it; neither its address nor its share key goes there. */
export const fieldsOf = (link: ExternalLink): Fields => ({
  exists: true,
  title: link.title,
  access: link.access,
  expiresAt: link.expiresAt,
  password: link.password,
  internal: link.internal,
  denyDownload: link.denyDownload,
  primary: link.primary,
  canRevoke: link.canRevoke,
});

export const gone: Fields = { exists: false };

/**
 * Whether a portal that was told one value may show the other for it: instants are the same to the
 * second, as some databases keep no more of them.
 */
export function sameField(name: string, one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (name !== 'expiresAt' || typeof one !== 'string' || typeof other !== 'string') return false;
  return Math.abs(Date.parse(one) - Date.parse(other)) < 1_000;
}

/** The settable fields of a link in which two states of it differ. */
export const changedFields = (before: Fields, after: Fields): readonly LinkField[] =>
  linkFields.filter((name) => !sameField(name, before[name], after[name]));
