import {
  linkFields,
  type AccessName,
  type LinkEdit,
  type LinkField,
  type LinkRow,
} from '../../../src-main/contract/links';
import { draftOfLink, expiresAtOf, wantedOf, type LinkDraft, type LinkValues } from './link-draft';

/** As `sayLinkValue` words it. */
type LinkValue = string | boolean | null;

/** One thing of a link that changes. */
export interface LinkEffect {
  readonly field: LinkField;
  readonly from: LinkValue;
  readonly to: LinkValue;
}

/** What saving a form about an existing link asks for. */
export interface LinkPlan {
  readonly effects: readonly LinkEffect[];
  /** What the person saw of the changed fields. */
  readonly base: Partial<Omit<LinkValues, 'access'>> & { readonly access?: AccessName };
  readonly desired: LinkEdit;
}

/**
 * Compares a draft with the link as the form found it: only fields that the person changed are in
 * the plan. Their `base` is what the portal held, whatever is still on its way there.
 */
export function planEdit(row: LinkRow, draft: LinkDraft, now: Date): LinkPlan {
  const found = wantedOf(row);
  const desired = desiredOf(row, draft, now);
  return {
    effects: linkFields
      .filter((field) => desired[field] !== undefined)
      .map((field) =>
        field === 'password'
          ? { field, from: row.hasPassword, to: desired.password !== null }
          : { field, from: found[field], to: desired[field] ?? null },
      ),
    base: {
      ...(desired.title === undefined ? {} : { title: row.title }),
      // A right without a name here cannot be told; the portal is asked for it before anything is sent.
      ...(desired.access === undefined || row.access === null ? {} : { access: row.access }),
      ...(desired.expiresAt === undefined ? {} : { expiresAt: row.expiresAt }),
      ...(desired.internal === undefined ? {} : { internal: row.internal }),
      ...(desired.denyDownload === undefined ? {} : { denyDownload: row.denyDownload }),
    },
    desired,
  };
}

function desiredOf(row: LinkRow, draft: LinkDraft, now: Date): LinkEdit {
  const found = wantedOf(row);
  const start = draftOfLink(row);
  const title = draft.title.trim();
  const isRenamed = draft.title !== start.title && title !== found.title;
  const expiresAt = expiresAtOf(draft, found.expiresAt, now);
  return {
    ...(isRenamed ? { title } : {}),
    ...(draft.access === start.access || draft.access === 'kept' ? {} : { access: draft.access }),
    ...(expiresAt === found.expiresAt ? {} : { expiresAt }),
    ...passwordOf(row, draft),
    ...(draft.internal === start.internal ? {} : { internal: draft.internal }),
    ...(draft.denyDownload === start.denyDownload ? {} : { denyDownload: draft.denyDownload }),
  };
}

function passwordOf({ hasPassword }: LinkRow, draft: LinkDraft): Pick<LinkEdit, 'password'> {
  if (draft.removesPassword) return hasPassword ? { password: null } : {};
  return draft.password === '' ? {} : { password: draft.password };
}

/** What the open change of a link will make of it. */
export function pendingEffects(row: LinkRow): readonly LinkEffect[] {
  const { pending } = row;
  if (pending?.kind !== 'update') return [];
  return pending.fields.map((field) =>
    field === 'password'
      ? { field, from: row.hasPassword, to: row.hasPassword ? 'changed' : true }
      : { field, from: row[field], to: pending.wanted[field] ?? null },
  );
}
