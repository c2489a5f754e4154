import { appError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import { linkFields, type LinkEdit, type LinkRow, type NewLink } from '../contract/links';
import type { PasswordRules } from '../contract/passwords';
import { fail, ok, type Result } from '../contract/result';
import type { Json } from '../contract/json';
import type { Journal } from '../journal/service';
import type { Readings } from '../sync/readings';
import { faultOfEdit, faultOfNew, notOffered } from './check-wish';
import { sameField } from './link-fields';
import { knownOf, type Known, type KnownOptions } from './known';
import { linkObjectKey } from './names';
import { linkOperations } from './operations/names';
import { shownLinks } from './view';

type Recorded = Promise<Result<{ readonly changeId: string }, 'change' | 'link' | 'store'>>;
/** `undefined`: not told, as what was left out. */
type Seen = Readonly<Partial<Record<keyof LinkEdit, Json | undefined>>>;

export interface WishesOptions extends KnownOptions {
  readonly passwordRules: Pick<Readings<PasswordRules>, 'of'>;
  readonly journal: Pick<Journal, 'open' | 'record' | 'cancel' | 'byId'>;
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** What a person wants of links becomes changes in the journal, unless the portal would ignore it. */
export interface Wishes {
  create(portalId: string, entry: EntryRef, link: NewLink): Recorded;
  /** @param seen what the person saw of the fields in `desired`. */
  update(
    portalId: string,
    of: { readonly entry: EntryRef; readonly linkId: string },
    seen: Seen,
    desired: LinkEdit,
    operation?: 'update' | 'setPasswordByKey',
  ): Recorded;
  remove(portalId: string, of: { readonly entry: EntryRef; readonly linkId: string }): Recorded;
}

export function createWishes(options: WishesOptions): Wishes {
  const { passwordRules, journal, now, uuid } = options;

  const surroundingsOf = async (portalId: string) => ({
    rules: (await passwordRules.of(portalId)).value,
    now: now(),
  });

  return {
    async create(portalId, entry, wish) {
      const known = await knownOf(options, portalId, entry, 'of');
      if (known.entry === null) return fail(appError('link.unknownEntry'));
      const link: NewLink = {
        ...wish,
        title: wish.title.trim(),
        expiresAt: inUtc(wish.expiresAt),
        password: wish.password || null,
      };
      const { create } = shownLinks(known);
      const fault = faultOfNew(link, create, await surroundingsOf(portalId));
      if (fault) return fail(fault);
      const linkId = uuid();
      const { title, ...others } = link;
      return journal.record({
        portalId,
        operation: linkOperations.create,
        target: targetOf(known, linkId, title),
        objectKey: linkObjectKey(known.ref, linkId),
        base: { exists: false },
        desired: { exists: true, ...others, ...(title === '' ? {} : { title }) },
        idempotencyKey: linkId,
        seenAt: known.asOf,
      });
    },

    async update(portalId, { entry, linkId }, seen, wish, operation = 'update') {
      const known = await knownOf(options, portalId, entry, 'of');
      const { links: rows, accesses } = shownLinks(known);
      const row = rows.find(({ id }) => id === linkId);
      if (!row) return fail(appError('link.gone'));
      const coming = known.changes.get(linkId)?.coming ?? {};
      const end = coming.expiresAt === undefined ? row.expiresAt : coming.expiresAt;
      const { base, desired } = difference(tidy(wish), baseOf(known, row, seen), coming);
      if (Object.keys(desired).length === 0) return fail(appError('change.nothing'));
      const surroundings = await surroundingsOf(portalId);
      const fault = faultOfEdit(desired, { edit: row.edit, end }, accesses, surroundings);
      if (fault) return fail(fault);
      return journal.record({
        portalId,
        operation: linkOperations[operation],
        target: targetOf(known, linkId, row.title),
        objectKey: linkObjectKey(known.ref, linkId),
        base,
        desired,
        seenAt: known.asOf,
      });
    },

    async remove(portalId, { entry, linkId }) {
      const known = await knownOf(options, portalId, entry, 'of');
      const row = shownLinks(known).links.find(({ id }) => id === linkId);
      if (!row) return fail(appError('link.gone'));
      const { how, offer } = row.removal;
      if (!offer.can) return fail(notOffered(offer.reason));
      const dropped =
        row.url === null ? await takeBack(portalId, linkObjectKey(known.ref, linkId)) : null;
      if (dropped !== null) return ok({ changeId: dropped });
      return journal.record({
        portalId,
        operation: linkOperations[how],
        target: targetOf(known, linkId, row.title),
        objectKey: linkObjectKey(known.ref, linkId),
        base: { exists: true },
        desired: { exists: false },
        seenAt: known.asOf,
      });
    },
  };

  /**
   * A link that was never made need not be made to be deleted. Answers with the change that was to
   * make it; `null`: it has left already.
   */
  async function takeBack(portalId: string, objectKey: string): Promise<string | null> {
    const changes = journal.open(portalId).filter((one) => one.objectKey === objectKey);
    const making = changes.find(({ operation }) => operation === linkOperations.create);
    if (!making) return null;
    for (const { id } of changes.toReversed()) await journal.cancel(id);
    const ended = await journal.byId(making.id);
    return ended.ok && ended.value.state === 'discarded' ? making.id : null;
  }
}

/** What goes to the portal for what was typed: instants in UTC, no empty password. */
function tidy(wish: LinkEdit): LinkEdit {
  const { title, expiresAt, password } = wish;
  return {
    ...wish,
    title: title?.trim(),
    expiresAt: expiresAt && inUtc(expiresAt),
    password: password === '' ? null : password,
  };
}

const inUtc = (instant: string | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();

/** What the person saw; the window was never told the password, it is as it was last read. */
function baseOf({ links }: Known, row: LinkRow, seen: Seen): Seen {
  const password = links.find(({ id }) => id === row.id)?.password ?? null;
  const { title, access, expiresAt, internal, denyDownload } = row;
  return { title, access, expiresAt, internal, denyDownload, ...seen, password };
}

/** Only what is to change; what is set back counts as long as a change of it is on its way. */
function difference(
  wish: LinkEdit,
  seen: Seen,
  coming: LinkEdit,
): { readonly base: Record<string, Json>; readonly desired: LinkEdit & Record<string, Json> } {
  const base: Record<string, Json> = {};
  const desired: Record<string, Json> = {};
  for (const name of linkFields) {
    const [wanted, before] = [wish[name], seen[name]];
    if (wanted === undefined) continue;
    if (sameField(name, wanted, before) && coming[name] === undefined) continue;
    desired[name] = wanted;
    if (before !== undefined) base[name] = before;
  }
  return { base, desired };
}

const targetOf = ({ entry, ref }: Known, linkId: string, title: string) =>
  ({
    kind: 'link',
    title: title || null,
    linkId,
    entry: ref,
    entryTitle: entry?.entry.title ?? '',
  }) as const;
