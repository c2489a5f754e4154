import * as v from 'valibot';
import { licenseActions, type LicenseAction, type LicenseState } from '../contract/license';
import type { Fields } from '../journal/change';
import { licenseState, type SentLicense } from './license-reading';

/** Name of the operation by which every license change goes through the journal. */
export const licenseOperation = 'license.apply';

/** A portal has one license: newer changes take the place of older ones. */
export const licenseObject = 'license';

const terms = { customerId: v.string(), dueDate: v.nullable(v.string()) };
const wishedFile = v.object({
  fileName: v.string(),
  /** Lower-case hex. */
  sha256: v.string(),
  ...terms,
});
const shownTerms = v.object({ ...terms, customerId: v.nullable(v.string()) });

/** What a license file says that is to take effect; its bytes are the change's attachment. */
export type WishedFile = Readonly<v.InferOutput<typeof wishedFile>> & SentLicense;

/** What a person wants to happen to the license of a portal. */
export interface LicenseWish {
  readonly action: LicenseAction;
  /** `null`: the portal is to read its license again, whichever it has. */
  readonly file: WishedFile | null;
}

/** The terms of a license that a portal shows. */
export type ShownTerms = Readonly<v.InferOutput<typeof shownTerms>>;

/*
 * A license is one field of the journal: it is brought as a whole or not at all, and who settles a
 * conflict keeps one license or the other.
 */

/** A wish as the journal records it. */
export const wishFields = ({ action, file }: LicenseWish): Fields => ({
  license: { action, ...file },
});

/** Reads what {@link wishFields} wrote; `null`: this version makes no sense of it. */
export function wishOf({ license }: Fields): LicenseWish | null {
  const action = v.safeParse(v.object({ action: v.picklist(licenseActions) }), license);
  if (!action.success) return null;
  const file = v.safeParse(wishedFile, license);
  if (file.success) return { ...action.output, file: file.output };
  return action.output.action === 'refreshState' ? { action: 'refreshState', file: null } : null;
}

/** What a person saw of a portal's license, as the journal records it. */
export const seenFields = ({ customerId, dueDate }: LicenseState): Fields => ({
  license: { customerId, dueDate },
});

/** `null`: nothing was known of the portal's license then. */
export function seenIn({ license }: Fields): ShownTerms | null {
  const found = v.safeParse(shownTerms, license);
  return found.success ? found.output : null;
}

/** All that a portal shows of its license, as the journal records it. */
export const portalFields = (state: LicenseState): Fields => ({
  ...seenFields(state),
  state: { ...state },
});

/** Reads what {@link portalFields} wrote. */
export function stateIn(fields: Fields | null): LicenseState | null {
  const found = v.safeParse(licenseState, fields?.['state']);
  return found.success ? found.output : null;
}

/** Whether the file itself goes to the portal. */
export const sendsFile = ({ action }: LicenseWish): boolean =>
  action === 'uploadAndActivate' || action === 'upload';
