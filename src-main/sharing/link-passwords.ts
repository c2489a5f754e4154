import type { Handlers } from '../contract';
import type { PasswordRules } from '../contract/passwords';
import { ok, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { LinksByKey } from '../links/by-key';
import type { Readings } from '../sync/readings';
import { checkKey } from './check-key';
import { suggestPassword } from './suggest-password';

type Calls = Pick<
  Handlers<'sharing'>,
  'passwordRules' | 'suggestPassword' | 'checkKey' | 'linkByKey' | 'setPasswordByKey'
>;

/** What main hands in. */
export interface LinkPasswordOptions {
  readonly passwordRules: Pick<Readings<PasswordRules>, 'look' | 'of' | 'refresh'>;
  readonly links: LinksByKey;
  readonly sessionFor: (
    portalId: string,
  ) => Promise<Result<DocSpace, 'saved' | 'keychain' | 'file' | 'net' | 'store'>>;
  readonly now: () => Date;
}

/** Passwords of links: the portal's rules, new ones that keep them, and what a share key leads to. */
export function linkPasswordCalls(options: LinkPasswordOptions): Calls {
  const { passwordRules, links, sessionFor, now } = options;
  return {
    async passwordRules({ portalId }) {
      const { value, asOf, reading, problem } = await passwordRules.look(portalId);
      return ok({ portalId, rules: value, asOf, reading, problem });
    },

    async suggestPassword({ portalId }) {
      const { value } = await passwordRules.of(portalId);
      return ok({ password: suggestPassword(value) });
    },

    async checkKey({ portalId, linkOrKey, password }) {
      const session = await sessionFor(portalId);
      if (!session.ok) return session;
      return checkKey(session.value, { linkOrKey, password, now });
    },

    linkByKey: ({ portalId, linkOrKey }) => links.linkBehindKey(portalId, linkOrKey),

    setPasswordByKey: ({ portalId, linkOrKey, password }) =>
      links.recordPasswordByKey(portalId, linkOrKey, password),
  };
}
