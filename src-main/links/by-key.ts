import { appError, type AppError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import { fail, ok, type Result } from '../contract/result';
import type { KeyedLink } from '../contract/sharing';
import { readShareKey } from '../docspace/share-keys';
import type { DocSpace } from '../docspace/session';
import type { EntryTable } from '../store/entry-table';
import type { EntryReadings } from './entry-readings';
import { isAway } from './away';
import { knownOf, type KnownOptions } from './known';
import { keyBehind, readLinkOrKey, type FoundKey } from './share-key';
import { shownEntry } from './shown';
import { shownLinks } from './view';
import type { Wishes } from './wishes';

type Groups = 'saved' | 'keychain' | 'file' | 'net' | 'portal' | 'link' | 'store';
type SessionGroups = 'saved' | 'keychain' | 'file' | 'net' | 'store';

/** What the room of links knows about share keys, for whoever is given one. */
export interface LinksByKey {
  /**
   * The link behind a share link or key, changes nothing. From the portal, or, while that cannot be
   * reached, from what is kept here.
   * Errors: `link.unknownKey`, `link.foreignHost`, `link.notUnderstood`; `link.needsNetwork` when
   * it is not known here; `link.notEditable` when this key is not shown the entry's links.
   */
  linkBehindKey(portalId: string, linkOrKey: string): Promise<Result<KeyedLink, Groups>>;
  /** Records a new password. Errors: as above; `link.passwordRefused`, `change`. */
  recordPasswordByKey(
    portalId: string,
    linkOrKey: string,
    password: string,
  ): Promise<Result<{ readonly changeId: string }, Groups | 'change'>>;
}

export interface LinksByKeyOptions extends KnownOptions {
  readonly table: Pick<EntryTable, 'get' | 'byKey'>;
  readonly readings: Pick<EntryReadings, 'of'>;
  readonly wishes: Pick<Wishes, 'update'>;
  /** Base address of a saved portal. */
  readonly addressOf: (portalId: string) => Result<string, 'saved'>;
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace, SessionGroups>>;
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
}

/** One link of one entry. */
interface Named {
  readonly ref: EntryRef;
  readonly linkId: string;
}

export function createLinksByKey(options: LinksByKeyOptions): LinksByKey {
  const { table, readings, wishes, addressOf, sessionFor, heard } = options;

  async function find(portalId: string, text: string): Promise<Result<Named, Groups>> {
    const address = addressOf(portalId);
    if (!address.ok) return address;
    const read = readLinkOrKey(text, address.value);
    if (!read.ok) return read;
    const kept = await keptLink(
      portalId,
      read.value.kind === 'key' ? read.value.found : read.value,
    );
    const session = await sessionFor(portalId);
    if (!session.ok) return orKept(session.error, kept);
    const key =
      read.value.kind === 'key'
        ? ok(read.value.found)
        : await keyBehind(session.value, read.value.url);
    if (!key.ok) return orKept(key.error, kept);
    return ask(portalId, session.value, key.value, kept);
  }

  /** What is kept here of it; `null`: nothing. */
  async function keptLink(
    portalId: string,
    by: FoundKey | { readonly url: string },
  ): Promise<Named | null> {
    const found = await table.byKey(portalId, 'url' in by ? by : { shareKey: by.key });
    return found.ok ? found.value : null;
  }

  /** The entry behind a key is told to everybody, its links to those only who manage them. */
  async function ask(
    portalId: string,
    session: DocSpace,
    { key, beside }: FoundKey,
    before: Named | null,
  ): Promise<Result<Named, Groups>> {
    const kept = before ?? (await keptLink(portalId, { key, beside }));
    const seen = await readShareKey(session, key);
    heard(portalId, seen);
    if (!seen.ok) return orKept(seen.error, kept);
    // Of a link that is over, or for DocSpace users only, nobody is told where it leads.
    let hidden = false;
    for (const ref of [seen.value.ref, kept?.ref, beside]) {
      if (!ref) continue;
      const read = await readings.of(portalId, ref).refresh(portalId);
      if (!read.ok && read.error.code === 'link.unknownEntry') continue;
      if (!read.ok) return orKept(toldError(read.error), kept);
      const { links, entry } = read.value;
      const link = links.find((one) => one.shareKey === key || one.id === seen.value.linkId);
      if (link) return ok({ ref: entry.ref, linkId: link.id });
      hidden ||= entry.canShare === false || read.value.hidden > 0;
    }
    return fail(appError(hidden ? 'link.notEditable' : 'link.unknownKey'));
  }

  return {
    async linkBehindKey(portalId, linkOrKey) {
      const found = await find(portalId, linkOrKey);
      if (!found.ok) return found;
      const { ref, linkId } = found.value;
      const known = await knownOf(options, portalId, ref, 'of');
      const link = shownLinks(known).links.find(({ id }) => id === linkId);
      if (known.entry === null || !link) return fail(appError('link.gone'));
      const restricted = known.ground?.restricted ?? false;
      return ok({ entry: shownEntry(known.entry), link, restricted });
    },

    async recordPasswordByKey(portalId, linkOrKey, password) {
      const found = await find(portalId, linkOrKey);
      if (!found.ok) return found;
      const { ref, linkId } = found.value;
      return wishes.update(portalId, { entry: ref, linkId }, {}, { password }, 'setPasswordByKey');
    },
  };
}

/** What is kept here has to do while the portal, or its key, is out of reach. */
function orKept(error: AppError<Groups>, kept: Named | null): Result<Named, Groups> {
  const isKeyAway = error.code.startsWith('keychain.');
  if (kept && (isAway(error) || isKeyAway)) return ok(kept);
  return fail(isAway(error) ? appError('link.needsNetwork') : error);
}

const told = /^(?:saved|keychain|file|net|portal|link|store)\./;
const isTold = (error: AppError): error is AppError<Groups> => told.test(error.code);

/** Nothing else can come of reading an entry. */
function toldError(error: AppError): AppError<Groups> {
  return isTold(error) ? error : appError('portal.failed', { detail: error.detail });
}
