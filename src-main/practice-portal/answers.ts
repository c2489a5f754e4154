import type { ExceptionName } from './tables/exceptions';

/** What a route answers, before it becomes HTTP. */
export type Answer =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      /** Where it is not the length of the list. */
      readonly count?: number;
      readonly total?: number;
      /** Answers a conditional GET with 304 unless changed since. */
      readonly lastModified?: Date;
      readonly cookies?: readonly string[];
    }
  | { readonly kind: 'exception'; readonly exception: ExceptionName; readonly message: string }
  /** Model validation: the field errors. */
  | { readonly kind: 'invalid'; readonly errors: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'empty'; readonly status: number }
  /** A filter's answer: problem+json outside the wrapper. */
  | { readonly kind: 'problem'; readonly status: number }
  | { readonly kind: 'text'; readonly status: number; readonly text: string }
  /** The caller left while its upload was being read. */
  | { readonly kind: 'gone' };

export function value(
  result: unknown,
  more: { count?: number; total?: number; lastModified?: Date; cookies?: readonly string[] } = {},
): Answer {
  return { kind: 'value', value: result, ...more };
}

export function exception(name: ExceptionName, message: string): Answer {
  return { kind: 'exception', exception: name, message };
}
