import type { DocsServer } from './session';

/** A token that was seen on its way is of no use after this many seconds. */
export const tokenLifetime = 30;

/** What one command travels as. */
export interface SignedCommand {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Writes a command as a server takes it. `c` always goes in clear as well, so that it works with
 * JWT switched off; a body token holds the command, a header token holds it as `payload`.
 * ONLYOFFICE Docs server: commandService (`checkAuthorization`), `services.CoAuthoring.token.inbox`.
 * @param secret `null`: no token.
 */
export async function signCommand(
  { auth }: Pick<DocsServer, 'auth'>,
  secret: string | null,
  command: string,
  now: number,
): Promise<SignedCommand> {
  const clear = { c: command };
  if (secret === null || auth.form === 'none') return plain(clear);
  if (auth.form === 'body') {
    return plain({ ...clear, token: await sign(clear, secret, now) });
  }
  const token = await sign({ payload: clear }, secret, now);
  return { ...plain(clear), headers: { ...json, [auth.header.toLowerCase()]: `Bearer ${token}` } };
}

const json = { 'content-type': 'application/json' };

const plain = (body: Readonly<Record<string, unknown>>): SignedCommand => ({
  body: JSON.stringify(body),
  headers: json,
});

async function sign(
  payload: Readonly<Record<string, unknown>>,
  secret: string,
  now: number,
): Promise<string> {
  const { SignJWT } = await import('jose');
  const issued = Math.floor(now / 1000);
  return new SignJWT({ ...payload })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + tokenLifetime)
    .sign(new TextEncoder().encode(secret));
}
