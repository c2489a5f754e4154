import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryKinds } from '../../../src-main/contract/entries';
import { hrefOf, readHref, type Route } from '../../../src-renderer/state/pages';

const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constant({ page: 'portals' } as const),
  fc.constant({ page: 'settings' } as const),
  fc.constant({ page: 'docsServers' } as const),
  fc.record({
    page: fc.constant('docsServer' as const),
    serverId: fc.uuid(),
    tab: fc.constantFrom('overview' as const, 'users' as const, 'answer' as const),
  }),
  fc.record({
    page: fc.constant('portal' as const),
    portalId: fc.uuid(),
    tab: fc.constantFrom('overview' as const, 'license' as const, 'sharing' as const),
  }),
  fc.record(
    {
      page: fc.constant('portal' as const),
      portalId: fc.uuid(),
      tab: fc.constant('links' as const),
      entry: fc.record({
        kind: fc.constantFrom(...entryKinds),
        // Connected storages have ids of any text.
        id: fc.string({ unit: 'grapheme', minLength: 1 }),
      }),
      linkId: fc.uuid(),
    },
    { requiredKeys: ['page', 'portalId', 'tab', 'entry'] },
  ),
  fc.record({
    page: fc.constant('changes' as const),
    portalId: fc.option(fc.uuid()),
  }),
);

describe('pages as links', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(route, (one) => {
        expect(readHref(hrefOf(one))).toEqual(one);
      }),
    );
  });

  it('name entries of connected storages, whose ids are any text', () => {
    const entry = { kind: 'folder', id: 'sbox-1-|Plans/100 % #2?' } as const;
    const one: Route = {
      page: 'portal',
      portalId: fc.sample(fc.uuid(), 1)[0] ?? '',
      tab: 'links',
      entry,
    };
    expect(readHref(hrefOf(one))).toEqual(one);
  });

  it('lead somewhere whatever was remembered', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['portals', 'portal', 'changes', 'docsServers', 'docsServer', 'settings']).toContain(
          readHref(`#/${text}`).page,
        );
      }),
    );
    expect(readHref('#/portal/%E0%A4%A/license')).toEqual({ page: 'portals' });
  });

  it('show all changes where no portal is named', () => {
    expect(readHref('#/changes/nonsense')).toEqual({ page: 'changes', portalId: null });
  });

  it('keep the tab of a portal where its entry cannot be read', () => {
    const portalId = '7d0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a11';
    const tab = { page: 'portal', portalId, tab: 'links' };
    for (const rest of ['', '/file', '/file/', '/shelf/12', '/file/%E0%A4%A']) {
      expect(readHref(`#/portal/${portalId}/links${rest}`)).toEqual(tab);
    }
    expect(readHref(`#/portal/${portalId}/links/file/12/nonsense`)).toEqual({
      ...tab,
      entry: { kind: 'file', id: '12' },
    });
    expect(readHref(`#/portal/${portalId}/license/file/12`)).toEqual({ ...tab, tab: 'license' });
  });

  it('fall back to the overview for a tab that is not there any more', () => {
    const portalId = '7d0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a11';
    expect(readHref(`#/portal/${portalId}/gone`)).toEqual({
      page: 'portal',
      portalId,
      tab: 'overview',
    });
  });
});
