import type { Hono } from 'hono';
import * as v from 'valibot';
import { readId } from './content/entries';
import type { PortalEnv } from './env';
import type { Core } from './core';
import { portalSwitchSchema } from './switches';

const body = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([portalSwitchSchema, v.array(portalSwitchSchema)]),
);

/** The test switches, the request log and changes from behind over HTTP, for portals in a process of their own. */
export function addSwitchRoutes(app: Hono<PortalEnv>, core: Core): void {
  app.get('/_practice/switches', (c) => c.json(core.switches.list()));
  app.post('/_practice/switches', async (c) => {
    const parsed = v.safeParse(body, await c.req.text());
    if (!parsed.success) return c.json({ problem: v.summarize(parsed.issues) }, 400);
    core.switches.set(...[parsed.output].flat());
    return c.json(core.switches.list());
  });
  app.delete('/_practice/switches', (c) => {
    core.switches.clear();
    return c.json(core.switches.list());
  });
  app.get('/_practice/requests', (c) => c.json(core.requests));
  app.delete('/_practice/content/:kind{file|folder}/:id', (c) => {
    const kind = c.req.param('kind') === 'file' ? 'file' : 'folder';
    const done = core.content().remove(kind, readId(c.req.param('id')));
    if (done) core.changed();
    return c.json({ done }, done ? 200 : 404);
  });
}
