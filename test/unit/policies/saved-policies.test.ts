import { describe, expect, it } from 'vitest';
import type { PolicyFields } from '../../../src-main/contract/policies';
import { createSavedPolicies } from '../../../src-main/policies/saved-policies';
import { createPolicyTable } from '../../../src-main/store/policy-table';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';
import { openFleet, setElsewhere } from './fleet';

const fields: PolicyFields = { externalShare: false };

async function openDesk() {
  const database = await memoryDatabase();
  const told: string[] = [];
  let made = 0;
  let time = Date.parse('2026-03-01T08:00:00.000Z');
  const policies = createSavedPolicies({
    table: createPolicyTable(database),
    changed: (policyId) => told.push(policyId),
    now: () => new Date((time += 1_000)),
    uuid: () => `policy-${(made += 1)}`,
  });
  const save = async (name: string, more: object = {}) =>
    policies.save({ policyId: null, name, fields, ...more });
  return { database, policies, save, told };
}

describe('saving a policy', () => {
  it('keeps it under its name, and tells', async () => {
    const { policies, save, told } = await openDesk();
    const strict = valueOf(await save('Strict'));
    valueOf(await save('Open', { fields: { externalShare: true } }));
    expect(valueOf(await policies.all()).map(({ name }) => name)).toEqual(['Open', 'Strict']);
    expect(strict).toMatchObject({ fields, createdAt: strict.changedAt });
    expect(told).toEqual(['policy-1', 'policy-2']);
  });

  it('changes it, and leaves when it was made', async () => {
    const { policies, save } = await openDesk();
    const before = valueOf(await save('Strict'));
    const after = valueOf(await save('strict', { policyId: before.id }));
    expect(after).toMatchObject({ id: before.id, name: 'strict', createdAt: before.createdAt });
    expect(after.changedAt > before.changedAt).toBe(true);
    expect(valueOf(await policies.all())).toEqual([after]);
  });

  it.each<[string, string, object, string]>([
    ['no name', '  ', {}, 'policy.nameEmpty'],
    ['a long name', 'x'.repeat(81), {}, 'policy.nameTooLong'],
    ['a taken name, however it is written', 'STRICT', {}, 'policy.nameTaken'],
    ['a taken name in wide letters', 'Ｓtrict', {}, 'policy.nameTaken'],
    ['nothing set', 'New', { fields: {} }, 'policy.empty'],
    [
      'a contradiction',
      'New',
      { fields: { ...fields, defaultShareLinkInternal: false } },
      'policy.contradicts',
    ],
    ['a policy that was removed', 'New', { policyId: 'gone' }, 'policy.unknown'],
  ])('refuses %s', async (_, name, more, code) => {
    const { policies, save } = await openDesk();
    valueOf(await save('Strict'));
    expect(codeOf(await save(name, more))).toBe(code);
    expect(valueOf(await policies.all())).toHaveLength(1);
  });

  it('takes names of 80 characters, whatever they are made of', async () => {
    const { save } = await openDesk();
    valueOf(await save('🦉'.repeat(80)));
  });

  it('keeps 100 and no more, and no two of a name at the same time', async () => {
    const { policies, save } = await openDesk();
    const both = await Promise.all([save('Twin'), save('twin')]);
    expect(both.map((one) => (one.ok ? 'saved' : one.error.code))).toEqual([
      'saved',
      'policy.nameTaken',
    ]);
    for (let n = 1; n < 100; n += 1) valueOf(await save(`Policy ${n}`));
    expect(codeOf(await save('One more'))).toBe('policy.tooMany');
    const [first] = valueOf(await policies.all());
    valueOf(await policies.remove(first?.id ?? ''));
    valueOf(await save('One more'));
  });

  it('leaves alone what another version kept, and its name taken', async () => {
    const { database, policies, save } = await openDesk();
    valueOf(
      await createPolicyTable(database).put({ id: 'newer', folded: 'newer', body: { any: 1 } }),
    );
    expect(valueOf(await policies.all())).toEqual([]);
    expect(codeOf(await save('Newer'))).toBe('policy.nameTaken');
  });
});

describe('removing a policy', () => {
  it('is done once', async () => {
    const { policies, save } = await openDesk();
    const { id } = valueOf(await save('Strict'));
    valueOf(await policies.remove(id));
    expect(codeOf(await policies.remove(id))).toBe('policy.unknown');
    expect(codeOf(await policies.byId(id))).toBe('policy.unknown');
  });
});

describe('policies beside portals', () => {
  it('are listed with how many follow; each portal tells how it stands', async () => {
    const fleet = await openFleet(['3.7.2', '3.8.0', '3.6.1', '3.7.2']);
    const [first, second, older, neverRead] = fleet.ships;
    await setElsewhere(fleet.ship(1), { blockExistingLinksOnRestrict: false });
    await fleet.read(fleet.ships.slice(0, 3));
    const saved = valueOf(
      await fleet.calls.save({
        policyId: null,
        name: 'Block',
        fields: { blockExistingLinksOnRestrict: true },
      }),
    );
    const counts = { follows: 1, differs: 1, notSupported: 1, notKnown: 1 };
    expect(valueOf(await fleet.calls.list(undefined))).toEqual([{ ...saved, counts }]);
    const drift = valueOf(await fleet.calls.drift({ policyId: saved.id }));
    expect([first, second, older, neverRead].map((ship) => drift[ship?.id ?? '']?.state)).toEqual([
      'follows',
      'differs',
      'notSupported',
      'notKnown',
    ]);
    // After a restart the store tells the same, in one question.
    await fleet.restart();
    expect(valueOf(await fleet.calls.list(undefined))).toEqual([{ ...saved, counts }]);
  });

  it('can be taken from a portal, as it acts', async () => {
    const fleet = await openFleet(['3.7.2', '3.6.1']);
    await setElsewhere(fleet.ship(0), { externalShare: false });
    const ofPortal = async (index: number) =>
      fleet.calls.fieldsOf({ kind: 'portal', portalId: fleet.ship(index).id });
    expect(codeOf(await ofPortal(0))).toBe('policy.portalNotRead');
    await fleet.read();
    const taken = valueOf(await ofPortal(0));
    expect(taken).toMatchObject({
      externalShare: false,
      externalShareSocialMedia: false,
      defaultShareLinkInternal: true,
    });
    valueOf(await fleet.calls.save({ policyId: null, name: 'As there', fields: taken }));
    expect(Object.keys(valueOf(await ofPortal(1)))).toHaveLength(2);
    fleet.saved.delete(fleet.ship(1).id);
    expect(codeOf(await ofPortal(1))).toBe('saved.unknownPortal');
  });
});
