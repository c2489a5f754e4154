import * as v from 'valibot';

const positive = v.pipe(v.number(), v.minValue(0));

/** What a switch does to a request. */
const effect = v.variant('kind', [
  v.object({ kind: v.literal('latency'), ms: positive }),
  /** 429; with `retryAfter` (seconds) the rate-limit headers come along. */
  v.object({ kind: v.literal('rateLimited'), retryAfter: v.optional(positive) }),
  /** Takes the request and never answers. */
  v.object({ kind: v.literal('hang') }),
  /** Cuts the connection instead of answering, before or after the portal acted. */
  v.object({ kind: v.literal('reset'), when: v.picklist(['before', 'after']) }),
  /** A web page in place of the answer. */
  v.object({ kind: v.literal('html'), status: v.picklist([200, 502, 503, 504]) }),
  /** The first half of the real answer. */
  v.object({ kind: v.literal('halfJson') }),
  /** A well-formed answer of that many bytes. */
  v.object({ kind: v.literal('oversize'), bytes: v.optional(positive, 30 * 1024 * 1024) }),
  /** 200 without body. */
  v.object({ kind: v.literal('empty') }),
  v.object({ kind: v.literal('redirect'), location: v.string() }),
  /** The portal is suspended, is being restored, refuses the caller's IP address, is not paid. */
  v.object({ kind: v.literal('suspended') }),
  v.object({ kind: v.literal('restoring') }),
  v.object({ kind: v.literal('ipRestricted') }),
  v.object({ kind: v.literal('notPaid') }),
  /** Uploads are read at this speed. */
  v.object({ kind: v.literal('slowRead'), bytesPerSecond: v.pipe(v.number(), v.minValue(1)) }),
  /** Uploads are read and called a success, whatever they hold, and kept nowhere. */
  v.object({ kind: v.literal('takeAnyUpload') }),
]);

/** A switch: its effect, the requests it is for, and how often. */
export const portalSwitchSchema = v.intersect([
  effect,
  v.object({
    /** Default: all methods. */
    method: v.optional(v.string()),
    /** Part of the path with query. Default: all paths. */
    path: v.optional(v.string()),
    /** Default: until cleared. */
    times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
]);

type PortalSwitch = v.InferInput<typeof portalSwitchSchema>;
export type Effect = v.InferOutput<typeof effect>;
export type EffectOf<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** The switches that are set. */
export interface Switches {
  set(...added: readonly PortalSwitch[]): void;
  clear(): void;
  list(): readonly PortalSwitch[];
}

export interface SwitchBoard extends Switches {
  /**
   * The effects on a request; counts them down. Of effects that replace the answer only the
   * first one is used up, so `429 once, then hang once` are two switches set one after the other.
   */
  take(method: string, path: string): readonly Effect[];
}

/** Kinds that leave the answer as it is or only prepare it. */
const preparing: ReadonlySet<string> = new Set([
  'latency',
  'slowRead',
  'takeAnyUpload',
  'suspended',
  'restoring',
  'ipRestricted',
  'notPaid',
]);

interface Entry {
  readonly rule: v.InferOutput<typeof portalSwitchSchema>;
  left: number;
}

export function createSwitchBoard(): SwitchBoard {
  let entries: Entry[] = [];
  return {
    set(...added) {
      entries.push(
        ...added.map((one) => {
          const rule = v.parse(portalSwitchSchema, one);
          return { rule, left: rule.times ?? Infinity };
        }),
      );
    },
    clear() {
      entries = [];
    },
    list: () =>
      entries.map(({ rule, left }) => (left === Infinity ? rule : { ...rule, times: left })),
    take(method, path) {
      const hits = entries.filter(
        ({ rule }) =>
          (rule.method === undefined || rule.method === method) &&
          (rule.path === undefined || path.includes(rule.path)),
      );
      const first = hits.find(({ rule }) => !preparing.has(rule.kind));
      const used = hits.filter((hit) => preparing.has(hit.rule.kind) || hit === first);
      for (const hit of used) hit.left -= 1;
      entries = entries.filter(({ left }) => left > 0);
      return used.map(({ rule }) => rule);
    },
  };
}
