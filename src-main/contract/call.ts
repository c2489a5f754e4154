import * as v from 'valibot';
import type { ErrorGroup } from './app-error';
import type { Result } from './result';

/** One thing the renderer may ask: what goes in (checked in main), what comes out, how it can fail. */
export interface Call<Input = unknown, Output = unknown, Groups extends ErrorGroup = ErrorGroup> {
  readonly input: v.GenericSchema<unknown, Input>;
  /** Only a type; there is no value behind it. */
  readonly answer?: Result<Output, Groups | Always>;
}

/** Errors that any call may answer with: the bridge's own, and those of a store that is closed. */
type Always = 'bridge' | 'store' | 'keychain';

/** Declares a call: `call<Output, 'net' | 'portal'>()(inputSchema)`. */
export function call<Output, Groups extends ErrorGroup = never>() {
  return <Input>(input: v.GenericSchema<unknown, Input>): Call<Input, Output, Groups> => ({
    input,
  });
}

/** Input of calls that need nothing. */
export const nothing = v.undefined();

export const uuid = v.pipe(v.string(), v.uuid());

/** Text that a person typed: bounded, so that a broken renderer cannot flood main. */
export const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

export type InputOf<C> = C extends Call<infer I, infer _O, infer _G> ? I : never;
export type AnswerOf<C> =
  C extends Call<infer _I, infer O, infer G> ? Result<O, G | Always> : never;
