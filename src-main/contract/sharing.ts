import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, uuid } from './call';

/** External sharing of a portal as its version knows it. */
export const sharingFields = [
  'externalShare',
  'externalShareSocialMedia',
  'defaultShareLinkInternal',
  'externalShareApplyToDocuments',
  'externalShareApplyToRooms',
  'blockExistingLinksOnRestrict',
] as const;
export type SharingField = (typeof sharingFields)[number];

export const sharingSettings = v.object(
  v.entriesFromList(sharingFields, v.exactOptional(v.boolean())),
);
/** The switches that a portal has; versions before 3.7.1 have the first two only. */
export type SharingSettings = Readonly<v.InferOutput<typeof sharingSettings>>;

/** Everything the Sharing tab of one portal shows. */
export interface SharingView {
  readonly portalId: string;
  readonly settings: SharingSettings | null;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
  /** What changes that are not on the portal yet will make of it. */
  readonly pending: SharingSettings;
}

const byPortal = v.object({ portalId: uuid });

/** External sharing of one portal. */
export const sharingCalls = {
  view: call<SharingView, 'saved'>()(byPortal),
  reload: call<void, 'saved'>()(byPortal),
  /** Records a change: `base` is what the person saw of the fields in `desired`. */
  set: call<{ readonly changeId: string }, 'saved' | 'change'>()(
    v.object({ portalId: uuid, base: sharingSettings, desired: sharingSettings }),
  ),
};
