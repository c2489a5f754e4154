/** What came back over the wire, before anything is made of it. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
  readonly location: string | null;
  readonly retryAfter: string | null;
  readonly date: string | null;
}

/**
 * The `Retry-After` of an answer in whole seconds, rounded up; `null` when it tells none.
 * Seconds or an HTTP date (RFC 9110 §10.2.3).
 */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null) return null;
  const trimmed = header.trim();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed);
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** nginx asks for a missing client certificate with status 400 and this page (errors 495, 496). */
export const asksForClientCertificate = (http: HttpAnswer): boolean =>
  http.status === 400 && /^\s*</.test(http.text) && /SSL certificate/.test(http.text);
