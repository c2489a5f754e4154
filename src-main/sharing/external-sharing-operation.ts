import * as v from 'valibot';
import { appError } from '../contract/app-error';
import { sharingSettings, type SharingSettings } from '../contract/sharing';
import {
  getSharingSettings,
  sendSharingWrite,
  sharingWrites,
  type SharingWrite,
} from '../docspace/sharing-settings';
import type { Change, Fields } from '../journal/change';
import { differing, pick } from '../journal/fields';
import type { Operation, SendOrder, SendOutcome } from '../journal/operation';

/** The one object of its kind on a portal; also the name of the operation that changes it. */
export const externalSharingKey = 'settings.externalSharing';

/** What goes over the line, and what the portal held before that. */
interface SharingOrder {
  readonly present: SharingSettings;
  /** `null`: the portal lacks a switch that was to be changed. */
  readonly writes: readonly SharingWrite[] | null;
}

/** A name that this version does not know may mean anything. */
const switches = v.strictObject(sharingSettings.entries);
/** Recorded before the first of two requests: later looks find that one done already. */
const progress = v.object({ before: switches });

/**
 * Sets switches of a portal's external sharing; all other switches stay as they are at that moment.
 * One request, or two where social media are set along with the rest.
 */
export const externalSharingOperation: Operation<SharingSettings, SharingOrder> = {
  name: externalSharingKey,
  version: 1,
  accepts: ({ base, desired }) =>
    v.is(switches, base) && v.is(switches, desired) && Object.keys(desired).length > 0,
  read: ({ session, signal }) => getSharingSettings(session, signal),
  base: (whole) => whole,
  merge: (present, { desired }) => ({
    present,
    writes: sharingWrites(present, v.parse(switches, desired)),
  }),
  send,
  undo(change) {
    const { name, version } = externalSharingOperation;
    const { after } = change;
    if (after === null) return { can: false, reason: 'nothingChanged' };
    const before = pick(foundBefore(change), touched(change.desired));
    const changed = differing(before, after);
    if (changed.length === 0) return { can: false, reason: 'nothingChanged' };
    const base = pick(after, changed);
    return { can: true, operation: name, version, base, desired: pick(before, changed) };
  },
};

async function send({
  session,
  body,
  note,
  signal,
}: SendOrder<SharingOrder>): Promise<SendOutcome> {
  const { present, writes } = body;
  if (writes === null) {
    return { sent: false, error: appError('portal.notSupported'), reached: 'no' };
  }
  const [first, ...others] = writes;
  if (first === undefined) return { sent: true };
  if (others.length > 0) await note({ before: present });
  const begun = await sendSharingWrite(session, first, signal);
  if (!begun.ok) {
    if (others.length > 0 && begun.reached !== 'maybe') await note(null);
    return { sent: false, error: begun.error, reached: begun.reached };
  }
  for (const other of others) {
    // Half a change is worse than a whole one: from here on it cannot be cancelled.
    const result = await sendSharingWrite(session, other);
    if (result.ok) continue;
    // The first part has arrived, whatever became of this one.
    const reached = result.reached === 'no' ? 'maybe' : result.reached;
    return { sent: false, error: result.error, reached };
  }
  return { sent: true };
}

/** What the portal held before anything of the change was sent. */
function foundBefore(change: Change): Fields {
  const noted = v.safeParse(progress, change.progress);
  return { ...change.before, ...(noted.success ? noted.output.before : {}) };
}

/**
 * The switches that the portal changes with these. DocSpace server: FilesSettings; without external
 * sharing there is none on social media, and new links are internal.
 */
function touched(desired: Fields): readonly string[] {
  const names = Object.keys(desired);
  return desired['externalShare'] === false
    ? [...new Set([...names, 'externalShareSocialMedia', 'defaultShareLinkInternal'])]
    : names;
}
