import type { Result } from '../../src-main/contract/result';

/** The value of an answer that must be good. */
export function valueOf<T>(answer: Result<T>): T {
  if (answer.ok) return answer.value;
  const { code, params, detail } = answer.error;
  throw new Error(`${code} ${JSON.stringify(params)} ${detail ?? ''}`);
}

/** The code of an answer that must be an error. */
export function codeOf(answer: Result<unknown>): string {
  return answer.ok ? 'ok' : answer.error.code;
}
