import type { AppError, ErrorGroup } from './app-error';

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed<G extends ErrorGroup = ErrorGroup> {
  readonly ok: false;
  readonly error: AppError<G>;
}

/** What every call that can fail answers with, inside main and over the bridge alike. */
export type Result<T, G extends ErrorGroup = ErrorGroup> = Ok<T> | Failed<G>;

export function ok(): Ok<void>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function fail<E extends AppError>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
