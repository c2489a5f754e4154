/** The shapes in which portals, and the proxies before them, answer. */
export type AnswerBody =
  /** DocSpace server: CommonApiResponse, `{response, count, total, status, statusCode}`. */
  | {
      readonly kind: 'wrapper';
      /** `undefined` when the action answered null. */
      readonly response: unknown;
      readonly count: number | null;
      readonly total: number | null;
    }
  /** DocSpace server: ResponseWrapper, `{error: {message, type, stack, hresult}}`. */
  | { readonly kind: 'error'; readonly message: string }
  /** Model validation, inside a wrapper that looks like success. */
  | { readonly kind: 'validation'; readonly message: string }
  /** Unwrapped `{type, title, status, traceId}` (RFC 9457). */
  | { readonly kind: 'problem'; readonly message: string }
  /** A bare JSON string or plain text. */
  | { readonly kind: 'text'; readonly message: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'html' }
  /** Begins like JSON, but cannot be read as such. */
  | { readonly kind: 'broken' }
  /** Good JSON of some other service. */
  | { readonly kind: 'foreign' };

/** Reads an answer's body by its shape; the content type is only a hint, for it often lies. */
export function readBody(text: string, contentType: string): AnswerBody {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (trimmed.startsWith('<')) return { kind: 'html' };
  const looksLikeJson = /^[[{"]/.test(trimmed) || /\bjson\b/i.test(contentType);
  if (!looksLikeJson) return { kind: 'text', message: trimmed };
  try {
    return readJson(JSON.parse(trimmed));
  } catch {
    return { kind: 'broken' };
  }
}

function readJson(value: unknown): AnswerBody {
  if (typeof value === 'string') return { kind: 'text', message: value };
  if (!isRecord(value)) return { kind: 'foreign' };
  const error = value['error'];
  if (isRecord(error)) return { kind: 'error', message: textOf(error['message']) };
  if ('statusCode' in value || 'response' in value) {
    const response = value['response'];
    if (isRecord(response) && isRecord(response['errors']) && 'title' in response) {
      return { kind: 'validation', message: validationWords(response['errors']) };
    }
    return {
      kind: 'wrapper',
      response: response ?? undefined,
      count: numberOf(value['count']),
      total: numberOf(value['total']),
    };
  }
  if ('title' in value && 'status' in value) {
    return { kind: 'problem', message: textOf(value['detail']) || textOf(value['title']) };
  }
  return { kind: 'foreign' };
}

/** `{Count: ["must be …"]}` → `Count: must be …`. */
function validationWords(errors: Record<string, unknown>): string {
  return Object.entries(errors)
    .map(([field, words]) => `${field}: ${(Array.isArray(words) ? words : [words]).join(' ')}`)
    .join('; ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
