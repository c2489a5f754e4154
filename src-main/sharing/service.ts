import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import type { JsonObject } from '../contract/json';
import { fail, ok } from '../contract/result';
import type { Readings } from '../sync/readings';
import { externalSharingCalls, type ExternalSharingOptions } from './external-sharing';
import { linkPasswordCalls, type LinkPasswordOptions } from './link-passwords';

/** What main hands in. */
export interface SharingServiceOptions extends ExternalSharingOptions, LinkPasswordOptions {
  readonly isSaved: (portalId: string) => boolean;
  readonly fileSettings: Pick<Readings<JsonObject>, 'look' | 'refresh'>;
}

/** The Sharing tab of every portal: it reads the portal, and writes only into the journal. */
export function createSharingService(options: SharingServiceOptions): Handlers<'sharing'> {
  const { isSaved, sharings, fileSettings, passwordRules } = options;
  const external = externalSharingCalls(options);
  const passwords = linkPasswordCalls(options);

  /** Puts in front of a call that its portal is saved. */
  const ofSaved =
    <I extends { readonly portalId: string }, A>(answer: (input: I) => A) =>
    (input: I) =>
      isSaved(input.portalId) ? answer(input) : fail(appError('saved.unknownPortal'));

  return {
    view: ofSaved(external.view),
    set: ofSaved(external.set),
    passwordRules: ofSaved(passwords.passwordRules),
    suggestPassword: ofSaved(passwords.suggestPassword),
    checkKey: ofSaved(passwords.checkKey),
    linkByKey: ofSaved(passwords.linkByKey),
    setPasswordByKey: ofSaved(passwords.setPasswordByKey),

    reload: ofSaved(({ portalId }) => {
      for (const one of [sharings, fileSettings, passwordRules]) void one.refresh(portalId);
      return ok();
    }),

    fileSettings: ofSaved(async ({ portalId }) => {
      const { value, asOf, reading, problem } = await fileSettings.look(portalId);
      return ok({ portalId, settings: value, asOf, reading, problem });
    }),
  };
}
