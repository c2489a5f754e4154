import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import { fail, ok, type Result } from '../contract/result';
import type { PasswordRules } from '../contract/passwords';
import type { DocSpace } from '../docspace/session';
import type { EntryTable } from '../store/entry-table';
import type { Readings } from '../sync/readings';
import { createLinksByKey, type LinksByKey } from './by-key';
import type { EntryReadings } from './entry-readings';
import { createFinder } from './find';
import { knownOf } from './known';
import type { Listings } from './listings';
import { shownLinks } from './view';
import { visit } from './visit';
import { createWishes, type WishesOptions } from './wishes';

/** What main hands in. */
export interface LinkServiceOptions extends WishesOptions {
  readonly table: EntryTable;
  readonly readings: EntryReadings;
  readonly listings: Listings;
  /** The saved portals. */
  readonly portals: () => readonly { readonly id: string; readonly address: string }[];
  readonly passwordRules: Pick<Readings<PasswordRules>, 'look' | 'of'>;
  readonly sessionFor: (
    portalId: string,
  ) => Promise<Result<DocSpace, 'saved' | 'keychain' | 'file' | 'net' | 'store'>>;
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  /** Hears the id of a portal of which something else is shown now. */
  readonly changed: (portalId: string) => void;
}

/** The tab **File links** of every portal: it reads the portal, and writes only into the journal. */
export interface LinkService extends LinksByKey {
  readonly calls: Handlers<'links'>;
}

export function createLinkService(options: LinkServiceOptions): LinkService {
  const { readings, listings, portals, passwordRules, sessionFor, now, changed } = options;
  const wishes = createWishes(options);
  const finder = createFinder(options);
  const addressOf = (portalId: string): Result<string, 'saved'> => {
    const portal = portals().find(({ id }) => id === portalId);
    return portal ? ok(portal.address) : fail(appError('saved.unknownPortal'));
  };
  const byKey = createLinksByKey({ ...options, wishes, addressOf });

  /** Puts in front of a call that its portal is saved. */
  const ofSaved =
    <I extends { readonly portalId: string }, A>(answer: (input: I) => A) =>
    (input: I) => {
      const saved = addressOf(input.portalId);
      return saved.ok ? answer(input) : saved;
    };

  const linkOf = async (portalId: string, ref: EntryRef, linkId: string) => {
    const { links, changes } = await knownOf(options, portalId, ref, 'of');
    return { link: links.find(({ id }) => id === linkId), changes: changes.get(linkId) };
  };

  return {
    ...byKey,

    calls: {
      browse: ofSaved(({ portalId, place, offset, limit }) =>
        listings.browse(portalId, place, { offset, limit }),
      ),

      reloadPlace: ofSaved(({ portalId, place }) => {
        listings.reload(portalId, place);
        return ok();
      }),

      find: ({ portalId, text }) => finder.find(portalId, text),

      view: ofSaved(async ({ portalId, entry }) => {
        const known = await knownOf(options, portalId, entry, 'look');
        const { value: rules } = await passwordRules.look(portalId);
        const { hidden, asOf, reading, problem } = known;
        return ok({
          portalId,
          ...shownLinks(known),
          hidden,
          asOf,
          reading,
          problem,
          passwordRules: rules,
        });
      }),

      reload: ofSaved(({ portalId, entry }) => {
        void readings.of(portalId, entry).refresh(portalId);
        changed(portalId);
        return ok();
      }),

      create: ofSaved(({ portalId, entry, link }) => wishes.create(portalId, entry, link)),

      update: ofSaved(({ portalId, entry, linkId, base, desired }) =>
        wishes.update(portalId, { entry, linkId }, base, desired),
      ),

      remove: ofSaved(({ portalId, entry, linkId }) => wishes.remove(portalId, { entry, linkId })),

      reveal: ofSaved(async ({ portalId, entry, linkId }) => {
        const { link, changes } = await linkOf(portalId, entry, linkId);
        if (!link && !changes?.isComing) return fail(appError('link.gone'));
        return ok({ password: link ? link.password : (changes?.coming.password ?? null) });
      }),

      check: ofSaved(async ({ portalId, entry, linkId }) => {
        const { link } = await linkOf(portalId, entry, linkId);
        if (!link) return fail(appError('link.gone'));
        const session = await sessionFor(portalId);
        if (!session.ok) return session;
        const seen = await visit(session.value, link, now);
        if (seen.ok || !seen.error.code.startsWith('link.')) options.heard(portalId, seen);
        return seen;
      }),
    },
  };
}
