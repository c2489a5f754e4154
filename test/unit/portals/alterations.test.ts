import { describe, expect, it } from 'vitest';
import { addPortal, openDesk, plainConnection, startPortal, valueOf } from './desk';

describe('what a person does to a portal', () => {
  it('is told to the other rooms, as far as it concerns what they know of it', async () => {
    const [portal, other] = [await startPortal(), await startPortal()];
    const told: string[] = [];
    const desk = await openDesk({ altered: (_id, how) => told.push(how) });
    const portalId = await addPortal(desk, portal);
    const edit = {
      portalId,
      address: portal.address,
      name: 'Same portal',
      tags: ['work'],
      connection: plainConnection,
    };
    valueOf(await desk.calls.edit(edit));
    expect(told).toEqual(['added']);
    const connection = { ...plainConnection, proxy: { mode: 'system' } } as const;
    valueOf(await desk.calls.edit({ ...edit, connection }));
    valueOf(await desk.calls.edit({ ...edit, connection, address: other.address }));
    valueOf(await desk.calls.replaceKey({ portalId, apiKey: other.key }));
    valueOf(await desk.calls.move({ portalId, before: null }));
    valueOf(await desk.calls.remove({ portalId }));
    expect(told).toEqual(['added', 'otherWay', 'moved', 'otherKey', 'removed']);
  });

  it('is told before the portal is read again', async () => {
    const portal = await startPortal();
    const seen: string[] = [];
    const desk = await openDesk({
      altered: (id, how) => seen.push(`${how} ${desk.facts.peek(id).reading}`),
    });
    const portalId = await addPortal(desk, portal);
    valueOf(await desk.calls.replaceKey({ portalId, apiKey: portal.keys.linksOnly }));
    expect(seen).toEqual(['added false', 'otherKey false']);
    expect(desk.facts.peek(portalId)).toMatchObject({ facts: null, reading: true });
  });

  it('is told nobody when it failed', async () => {
    const told: string[] = [];
    const desk = await openDesk({ altered: (_id, how) => told.push(how) });
    const portalId = '11111111-1111-4111-8111-111111111111';
    await desk.calls.remove({ portalId });
    await desk.calls.replaceKey({ portalId, apiKey: 'sk-nothing' });
    expect(told).toEqual([]);
  });
});
