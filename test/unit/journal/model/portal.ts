import { appError, type AppError, type ErrorCode } from '../../../../src-main/contract/app-error';
import type { Json } from '../../../../src-main/contract/json';
import { fail, ok, type Result } from '../../../../src-main/contract/result';
import type { SendOutcome } from '../../../../src-main/journal/operation';
import type { World } from './world';

export type Content = Record<string, Json>;

/** What goes wrong with the next request to a portal. */
export const faults = [
  'lostBefore',
  'lostBefore',
  'lostAfter',
  'lostAfter',
  'twice',
  'busy',
  'broken',
  'refused',
  'keyRefused',
  'bug',
] as const;
/** Thrown by an operation that has one. */
export const mistake = new Error('a mistake in an operation');
export type Fault = (typeof faults)[number];

/** A server that holds objects, over a network that loses and doubles what it carries. */
export interface ModelPortal {
  readonly objects: Map<string, Content>;
  online: boolean;
  /** Each one strikes one request. */
  readonly faults: Fault[];
  read<T>(signal: AbortSignal, look: () => T): Promise<Result<T>>;
  /** `apply` gives the server's refusal, or `null`. */
  send(signal: AbortSignal, apply: () => ErrorCode | null): Promise<SendOutcome>;
}

export function createModelPortal(world: World): ModelPortal {
  const portal: ModelPortal = {
    objects: new Map(),
    online: true,
    faults: [],

    async read(signal, look) {
      await world.point();
      if (signal.aborted) return fail(appError('net.cancelled'));
      if (!portal.online) return fail(appError('net.refused'));
      const fault = portal.faults.shift();
      if (fault === 'bug') throw mistake;
      if (fault && fault !== 'twice') return fail(faultError(fault));
      const seen = look();
      await world.point();
      return ok(seen);
    },

    async send(signal, apply) {
      // When the app dies now, its request may arrive or not.
      await world.point(() => {
        if (portal.online && world.random() < 0.5) apply();
      });
      if (signal.aborted) return failed(appError('net.cancelled'), 'no');
      if (!portal.online) return failed(appError('net.refused'), 'no');
      const fault = portal.faults.shift();
      switch (fault) {
        case 'lostBefore':
          return failed(appError('net.connectionLost'), 'maybe');
        case 'lostAfter':
          apply();
          await world.point();
          return failed(appError('net.connectionLost'), 'maybe');
        case 'bug':
          if (world.random() < 0.5) apply();
          throw mistake;
        case 'busy':
        case 'broken':
        case 'refused':
        case 'keyRefused':
          return failed(faultError(fault), 'answered');
        case 'twice':
          apply();
      }
      const refusal = apply();
      await world.point();
      return refusal === null || fault === 'twice'
        ? { sent: true }
        : failed(appError(refusal), 'answered');
    },
  };
  return portal;
}

const failed = (error: AppError, reached: 'no' | 'answered' | 'maybe'): SendOutcome => ({
  sent: false,
  error,
  reached,
});

function faultError(fault: Exclude<Fault, 'twice' | 'bug'>): AppError {
  switch (fault) {
    case 'lostBefore':
    case 'lostAfter':
      return appError('net.connectionLost');
    case 'busy':
      return appError('portal.rateLimited', { params: { seconds: 7 } });
    case 'broken':
      return appError('portal.failed');
    case 'refused':
      return appError('portal.badRequest');
    case 'keyRefused':
      return appError('portal.keyRefused');
  }
}
