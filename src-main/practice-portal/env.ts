import type { HttpBindings } from '@hono/node-server';
import type { RequestRecord } from './core';
import type { Effect } from './switches';

/** What travels with a request through the web framework. */
export interface PortalEnv {
  Bindings: HttpBindings;
  Variables: { startedAt: number; effects: readonly Effect[]; record: RequestRecord };
}
