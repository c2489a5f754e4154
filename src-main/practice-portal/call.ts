import type { IncomingMessage } from 'node:http';
import type { Answer } from './answers';
import type { Caller } from './caller';
import { type Core, type RequestRecord, forcedTariff } from './core';
import type { Tariff } from './license/tariff';
import type { Effect, EffectOf } from './switches';
import type { RouteName } from './tables/access';
import { type MessageKey, say } from './tables/messages';

/** One request on its way to a route that it may use. */
export interface Call {
  readonly core: Core;
  readonly caller: Caller;
  readonly query: URLSearchParams;
  /** A part of the path that the route names, decoded; '' where it names none. */
  readonly param: (name: string) => string;
  /** The portal as the caller addressed it: `http://127.0.0.1:8092`. */
  readonly origin: string;
  /** The raw request, for bodies that must not be held in memory. */
  readonly incoming: IncomingMessage;
  /** The request in the log, for what only its route knows. */
  readonly record: RequestRecord;
  /** The portal's words in the caller's language. */
  readonly say: (key: MessageKey, params?: Readonly<Record<string, string>>) => string;
  /** The caller's language. */
  readonly culture: string;
  /** The tariff as this request sees it. */
  readonly tariff: (refresh?: boolean) => Tariff;
  /** The effect of a switch on this request. */
  readonly effect: <K extends Effect['kind']>(kind: K) => EffectOf<K> | null;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** The routes of one area. A new area is a new file with such a table, named in routes/index. */
export type Handlers<N extends RouteName> = Readonly<Record<N, Handler>>;

type SignedIn = Extract<Caller, { signedIn: true }>;

/** A route that only people who are signed in get to. */
export function forPeople(
  handler: (call: Call, who: SignedIn) => Answer | Promise<Answer>,
): Handler {
  return (call) =>
    call.caller.signedIn ? handler(call, call.caller) : { kind: 'empty', status: 401 };
}

export function createCall(
  parts: Pick<Call, 'core' | 'caller' | 'query' | 'param' | 'origin' | 'incoming' | 'record'> & {
    readonly effects: readonly Effect[];
  },
): Call {
  const { core, caller, effects } = parts;
  const culture = (caller.signedIn ? caller.person.culture : null) ?? core.settings.language;
  const effect = <K extends Effect['kind']>(kind: K) =>
    effects.find((one): one is EffectOf<K> => one.kind === kind) ?? null;
  return {
    core,
    caller,
    query: parts.query,
    param: parts.param,
    origin: parts.origin,
    incoming: parts.incoming,
    record: parts.record,
    culture,
    say: (key, params) => say(culture, key, params),
    tariff: (refresh) => forcedTariff(core.tariff(refresh), effect('notPaid') !== null),
    effect,
  };
}
