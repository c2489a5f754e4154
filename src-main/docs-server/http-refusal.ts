import { appError, type AppError } from '../contract/app-error';
import { asksForClientCertificate } from '../net/http-answer';
import { plainText } from '../net/plain-text';
import type { Answered } from './request';

/**
 * Tells an answer that the command service did not write: that one answers 200 to everything, so
 * other statuses come from the server's framework or from what stands in front of it.
 */
export function httpRefusal(
  { http, url }: Answered,
  secret: string | null,
): AppError<'net' | 'docs'> {
  const { status } = http;
  if (status >= 300 && status < 400) return redirected(http.location, url, secret);
  const params = { host: url.host, status };
  const about = { params, detail: plainText(titleOf(http.text), [secret ?? '']) };
  switch (status) {
    case 403:
      return appError('docs.forbidden', about);
    case 404:
      return appError('docs.notDocs', about);
    case 407:
      return appError('net.proxyRefused');
    case 429:
    case 502:
    case 503:
    case 504:
      return appError('docs.unavailable', about);
    default:
      if (asksForClientCertificate(http)) return appError('net.clientCertificate');
      if (status >= 520) return appError('docs.unavailable', about);
      return status >= 500 ? appError('docs.failed', about) : appError('docs.refused', about);
  }
}

/** From http to https of the same host: following it would turn the POST into a GET. */
function redirected(
  location: string | null,
  from: URL,
  secret: string | null,
): AppError<'net' | 'docs'> {
  if (location === null || !URL.canParse(location, from)) {
    return appError('docs.notDocs', { params: { host: from.host, status: 300 } });
  }
  const to = new URL(location, from);
  const secure =
    from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname;
  const name = plainText(to.origin, [secret ?? '']);
  return secure
    ? appError('docs.useHttps', { params: { to: name } })
    : appError('net.redirected', { params: { to: name } });
}

/** A page in its title, anything else in its first words. */
function titleOf(text: string): string {
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1];
  const pre = /<pre>([^<]*)<\/pre>/i.exec(text)?.[1];
  return (pre ?? title ?? text).slice(0, 2_000);
}
