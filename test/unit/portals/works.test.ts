import { describe, expect, it } from 'vitest';
import { whatWorks, type Rights } from '../../../src-main/portals/works';

const full: Rights = { edition: 'enterprise', role: 'admin', scopes: [], notPaid: false };

/** `license sharing links`, each `yes` or the reason why not. */
function told(rights: Partial<Rights>): string {
  const { license, sharing, links } = whatWorks({ ...full, ...rights });
  return [license, sharing, links].map((one) => (one.yes ? 'yes' : one.reason)).join(' ');
}

describe('what works with a key', () => {
  it.each<[Partial<Rights>, string]>([
    [{}, 'yes yes yes'],
    [{ role: 'owner', edition: 'developer' }, 'yes yes yes'],
    [{ scopes: ['*:write'] }, 'yes yes yes'],
    [{ scopes: ['*:read'] }, 'scope scope scope'],
    [{ scopes: ['files:write', 'rooms:write', 'accounts.self:read'] }, 'scope yes yes'],
    [{ scopes: ['files:write'] }, 'scope yes scope'],
    [{ scopes: ['rooms:write'] }, 'scope scope scope'],
    [{ scopes: ['accounts.self:read'] }, 'scope scope scope'],
    [{ edition: 'saas' }, 'saas yes yes'],
    [{ edition: 'community' }, 'community yes yes'],
    [{ edition: 'unknown' }, 'notKnown yes yes'],
    [{ role: 'roomAdmin' }, 'role role yes'],
    [{ role: 'user' }, 'role role yes'],
    [{ role: 'guest' }, 'role role role'],
    [{ notPaid: true, scopes: null }, 'yes notPaid notPaid'],
  ])('%j: %s', (rights, expected) => {
    expect(told(rights)).toBe(expected);
  });
});
