import { createHmac, timingSafeEqual } from 'node:crypto';

/** What became of a token: the parameters it carries, or the error number. */
export type TokenReading =
  | { readonly ok: true; readonly params: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: 6 | 7 };

const refused: TokenReading = { ok: false, error: 6 };
/** `verifyOptions.clockTolerance` of the server's configuration, in seconds. */
const tolerance = 60;

const algorithms: Readonly<Record<string, string>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

/** Checks a token as the server does: 6 for anything but an expired one of the right secret, 7. */
export function readToken(token: string, secret: string, now: Date): TokenReading {
  const parts = token.split('.');
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || /[^A-Za-z0-9_.-]/.test(token)) return refused;
  const header = decode(head);
  const body = decode(payload);
  const hash = algorithms[String(header?.['alg'])];
  if (!header || !body || hash === undefined) return refused;
  const expected = createHmac(hash, secret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refused;
  const { exp, nbf } = body;
  const seconds = Math.floor(now.getTime() / 1000);
  if (exp !== undefined && typeof exp !== 'number') return refused;
  if (typeof nbf === 'number' && nbf > seconds + tolerance) return refused;
  if (exp !== undefined && seconds >= exp + tolerance) return { ok: false, error: 7 };
  const inner = body['payload'];
  if (inner === undefined) return { ok: true, params: body };
  return { ok: true, params: isRecord(inner) ? inner : {} };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function decode(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
