import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { appError } from '../contract/app-error';
import { contract, type Area, type Handlers } from '../contract';
import type { Call } from '../contract/call';
import { fail, type Result } from '../contract/result';
import { channelOf } from '../contract/verbs';

export interface RegisterOptions {
  /** Whether an event comes from our own window's main frame on our own scheme. */
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  /** Hears of refused calls and of handlers that threw; never gets the input itself. */
  readonly report: (line: string, cause?: unknown) => void;
}

type AnyHandler = (input: unknown) => unknown;

/**
 * Makes the one function by which handlers come onto the bridge. Every call is checked for its
 * sender and its schema, and always gets a result as its answer: also when the handler throws,
 * which is a bug and is reported with a reference that the person sees too.
 */
export function createRegister(options: RegisterOptions) {
  return function register<A extends Area>(area: A, handlers: Handlers<A>): void {
    const calls = contract[area] as Readonly<Record<string, Call>>;
    const byVerb = handlers as unknown as Readonly<Record<string, AnyHandler>>;
    for (const [verb, declared] of Object.entries(calls)) {
      const handler = byVerb[verb];
      if (!handler) throw new Error(`No handler for ${area}.${verb}`);
      ipcMain.handle(channelOf(area, verb), (event, input: unknown) =>
        answer(`${area}.${verb}`, declared, handler, event, input, options),
      );
    }
  };
}

async function answer(
  name: string,
  declared: Call,
  handler: AnyHandler,
  event: IpcMainInvokeEvent,
  input: unknown,
  { isTrusted, report }: RegisterOptions,
): Promise<Result<unknown>> {
  if (!isTrusted(event)) {
    report(`Refused ${name}: not from our window`);
    return fail(appError('bridge.foreignSender'));
  }
  const checked = v.safeParse(declared.input, input);
  if (!checked.success) {
    const where = checked.issues.map((issue) => v.getDotPath(issue) ?? 'input').join(', ');
    report(`Refused ${name}: wrong ${where}`);
    return fail(appError('bridge.badInput', { params: { call: name, where } }));
  }
  try {
    return (await handler(checked.output)) as Result<unknown>;
  } catch (cause) {
    const reference = randomUUID().slice(0, 8);
    report(`Bug ${reference} in ${name}`, cause);
    return fail(appError('bridge.bug', { params: { reference } }));
  }
}
