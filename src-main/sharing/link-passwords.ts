import type { Handlers } from '../contract';
import { ok } from '../contract/result';
import type { PasswordRules } from '../contract/passwords';
import type { Readings } from '../sync/readings';
import { suggestPassword } from './suggest-password';

type Calls = Handlers<'sharing'>;

/** What main hands in. */
export interface LinkPasswordOptions {
  readonly passwordRules: Pick<Readings<PasswordRules>, 'look' | 'of' | 'refresh'>;
  /** Tries a password on a link as a visitor. */
  readonly checkKey: Calls['checkKey'];
  /** Records a new password for the link behind a share key; the room of links knows how. */
  readonly setPasswordByKey: Calls['setPasswordByKey'];
}

/** Passwords of links: the portal's rules, new ones that keep them, and what a share key leads to. */
export function linkPasswordCalls(
  options: LinkPasswordOptions,
): Pick<Calls, 'passwordRules' | 'suggestPassword' | 'checkKey' | 'setPasswordByKey'> {
  const { passwordRules, checkKey, setPasswordByKey } = options;
  return {
    async passwordRules({ portalId }) {
      const { value, asOf, reading, problem } = await passwordRules.look(portalId);
      return ok({ portalId, rules: value, asOf, reading, problem });
    },
    async suggestPassword({ portalId }) {
      const { value } = await passwordRules.of(portalId);
      return ok({ password: suggestPassword(value) });
    },
    checkKey,
    setPasswordByKey,
  };
}
