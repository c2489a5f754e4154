import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkAccesses, linkFields } from '../../../src-main/contract/links';
import type { PasswordRules } from '../../../src-main/contract/passwords';
import {
  draftOfLink,
  draftOfNew,
  faultsOf,
  isFaultless,
  newLinkOf,
  type LinkDraft,
} from '../../../src-renderer/features/links/link-draft';
import { pendingEffects, planEdit } from '../../../src-renderer/features/links/link-plan';
import { createOffer, linkRow, pendingEdit } from './link-samples';

const now = new Date('2026-03-01T12:00:00.000Z');
const rules: PasswordRules = {
  minLength: 8,
  maxLength: 30,
  upperCase: false,
  digits: true,
  specSymbols: false,
  allowed: '[\\x21-\\x7E]',
};

describe('a new link', () => {
  it('begins as the portal would make it, and asks for what was chosen', () => {
    const offer = createOffer();
    const draft = draftOfNew(offer);
    expect(newLinkOf(draft, offer, now)).toEqual({ ...offer.start, password: null });
    const wanted: LinkDraft = {
      ...draft,
      title: ' For the auditor ',
      access: 'comment',
      internal: true,
      expires: 'days7',
      password: 'Sh4re-me!',
      denyDownload: true,
    };
    expect(newLinkOf(wanted, offer, now)).toEqual({
      title: 'For the auditor',
      access: 'comment',
      internal: true,
      expiresAt: '2026-03-08T12:00:00.000Z',
      password: 'Sh4re-me!',
      denyDownload: true,
    });
  });

  it('keeps an end that the form began with', () => {
    const { start } = createOffer();
    const offer = createOffer({ start: { ...start, expiresAt: '2026-04-01T00:00:00.000Z' } });
    expect(newLinkOf(draftOfNew(offer), offer, now).expiresAt).toBe('2026-04-01T00:00:00.000Z');
  });
});

describe('an edited link', () => {
  const row = linkRow({ expiresAt: '2026-05-01T00:00:00.000Z', hasPassword: true });
  const plan = (changed: Partial<LinkDraft>, of = row) =>
    planEdit(of, { ...draftOfLink(of), ...changed }, now);

  it('asks for nothing while nothing was touched', () => {
    expect(plan({})).toEqual({ effects: [], base: {}, desired: {} });
    expect(plan({}, linkRow({ title: ' blank ' })).desired).toEqual({});
    expect(plan({}, linkRow({ access: 'customFilter' })).desired).toEqual({});
    expect(plan({}, linkRow({ access: null })).desired).toEqual({});
  });

  it('asks for the touched fields only, along with what was seen of them', () => {
    expect(plan({ access: 'editing', expires: 'never' })).toEqual({
      effects: [
        { field: 'access', from: 'read', to: 'editing' },
        { field: 'expiresAt', from: '2026-05-01T00:00:00.000Z', to: null },
      ],
      base: { access: 'read', expiresAt: '2026-05-01T00:00:00.000Z' },
      desired: { access: 'editing', expiresAt: null },
    });
  });

  it('tells of a password that it is set, replaced or removed, never what it is', () => {
    const password = { field: 'password', from: true } as const;
    expect(plan({ password: 'N3w-secret' })).toEqual({
      effects: [{ ...password, to: true }],
      base: {},
      desired: { password: 'N3w-secret' },
    });
    expect(plan({ removesPassword: true }).desired).toEqual({ password: null });
    expect(plan({ removesPassword: true }, linkRow()).desired).toEqual({});
    expect(JSON.stringify(plan({ password: 'N3w-secret' }).effects)).not.toContain('N3w-secret');
  });

  it('has no base for a right that has no name here', () => {
    const { base, desired } = plan({ access: 'read' }, linkRow({ access: null }));
    expect([base, desired]).toEqual([{}, { access: 'read' }]);
  });

  it('counts what is on its way as if it was there, but was seen as the portal holds it', () => {
    const queued = linkRow({ pending: pendingEdit() });
    expect(draftOfLink(queued).access).toBe('comment');
    expect(plan({}, queued).desired).toEqual({});
    expect(plan({ access: 'read' }, queued)).toEqual({
      effects: [{ field: 'access', from: 'comment', to: 'read' }],
      base: { access: 'read' },
      desired: { access: 'read' },
    });
    const renamed = linkRow({ pending: pendingEdit({ wanted: { title: 'Tax office' } }) });
    expect(plan({ title: 'Auditors' }, renamed)).toEqual({
      effects: [{ field: 'title', from: 'Tax office', to: 'Auditors' }],
      base: { title: 'Partner link' },
      desired: { title: 'Auditors' },
    });
    const ending = linkRow({ pending: pendingEdit({ wanted: { expiresAt: null } }) });
    expect(draftOfLink({ ...ending, expiresAt: row.expiresAt }).expires).toBe('never');
  });

  it('never asks for a field whose draft was left as it began', () => {
    const draft = fc.record(
      {
        title: fc.string(),
        access: fc.constantFrom(...linkAccesses),
        internal: fc.boolean(),
        expires: fc.constantFrom('kept', 'hours12', 'days30', 'never'),
        password: fc.string(),
        removesPassword: fc.boolean(),
        denyDownload: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const fieldOf: Partial<Record<keyof LinkDraft, string>> = {
      expires: 'expiresAt',
      removesPassword: 'password',
    };
    fc.assert(
      fc.property(draft, (changed) => {
        const { base, desired, effects } = plan(changed as Partial<LinkDraft>);
        const touched = Object.keys(changed).map((key) => fieldOf[key as keyof LinkDraft] ?? key);
        for (const name of Object.keys(desired)) expect(touched).toContain(name);
        expect(Object.keys(base)).toEqual(
          linkFields.filter((name) => name !== 'password' && name in desired),
        );
        expect(effects.map(({ field }) => field)).toEqual(
          linkFields.filter((name) => name in desired),
        );
      }),
    );
  });
});

describe('what has to be mended before saving', () => {
  const draft = draftOfNew(createOffer());
  const faults = (changed: Partial<LinkDraft>, row = null as ReturnType<typeof linkRow> | null) =>
    faultsOf({ ...draft, ...changed }, { rules, now, row });

  it('is nothing of a link as it begins', () => {
    expect(isFaultless(faults({}))).toBe(true);
    expect(isFaultless(faults({ title: 'x'.repeat(255) }))).toBe(true);
  });

  it('is a title that is too long, as the portal counts', () => {
    expect(faults({ title: 'x'.repeat(256) })).toEqual({ title: 'tooLong' });
    expect(faults({ title: '😀'.repeat(128) })).toEqual({ title: 'tooLong' });
  });

  it('is a password that breaks the rules, unless it is removed anyway', () => {
    expect(faults({ password: 'short' })).toEqual({ password: ['tooShort', 'digits'] });
    expect(faults({ password: 'short', removesPassword: true })).toEqual({});
    expect(faultsOf({ ...draft, password: 'x' }, { rules: null, now, row: null })).toEqual({});
  });

  it('is an end that cannot be', () => {
    expect(faults({ expires: 'at', at: '' })).toEqual({ expires: 'missing' });
    expect(faults({ expires: 'at', at: '2020-01-01T00:00' })).toEqual({ expires: 'past' });
    // What stands in a field that is not shown counts for nothing.
    expect(faults({ expires: 'never', at: '2020-01-01T00:00' })).toEqual({});
  });

  it('is the old end of a link that is over', () => {
    const over = linkRow({ expired: true, expiresAt: '2026-02-01T00:00:00.000Z' });
    expect(faults({ expires: 'kept' }, over)).toEqual({ expires: 'ended' });
    expect(faults({ expires: 'days7' }, over)).toEqual({});
    expect(faults({ expires: 'kept' }, linkRow())).toEqual({});
  });
});

it('a change on its way is told field by field, a password only as changed', () => {
  const pending = pendingEdit({
    wanted: { access: 'comment', expiresAt: null },
    fields: ['access', 'expiresAt', 'password'],
  });
  expect(pendingEffects(linkRow({ pending, expiresAt: '2026-05-01T00:00:00.000Z' }))).toEqual([
    { field: 'access', from: 'read', to: 'comment' },
    { field: 'expiresAt', from: '2026-05-01T00:00:00.000Z', to: null },
    { field: 'password', from: false, to: true },
  ]);
  // Whether it is replaced or removed, nobody is told.
  const [, , password] = pendingEffects(linkRow({ pending, hasPassword: true }));
  expect(password).toEqual({ field: 'password', from: true, to: 'changed' });
  expect(pendingEffects(linkRow())).toEqual([]);
  expect(pendingEffects(linkRow({ pending: pendingEdit({ kind: 'delete' }) }))).toEqual([]);
});
