import * as v from 'valibot';
import type { HeldLicense, HeldReason, LicenseJob, LicenseState } from '../contract/license';
import type { ChangeState } from '../contract/changes';
import type { Change } from '../journal/change';
import { isMoving } from '../journal/machine';
import type { Journal } from '../journal/service';
import { jobOf, type JobNews } from './job-view';
import { licenseOperation, wishOf } from './license-fields';
import { contradicts } from './operation';

/** What the License tab shows of a portal's newest license change. */
export interface BoardEntry {
  readonly job: LicenseJob | null;
  readonly held: HeldLicense | null;
  /** It is on its way, or nobody knows yet what became of it. */
  readonly busy: boolean;
}

/** The newest license change of each portal: one that is open, or ended in this run of the app. */
export interface JobBoard {
  /** @param shown the license that the portal showed last. */
  of(portalId: string, shown: LicenseState | null): BoardEntry;
  /** A person asked for this change just now. */
  recorded(portalId: string, changeId: string, held: boolean): void;
  foundOthers(portalId: string, changeId: string, names: readonly string[]): void;
  /** Puts the report away until the change moves on. */
  dismiss(portalId: string): void;
  forget(portalId: string): void;
}

export interface JobBoardOptions {
  readonly journal: Pick<Journal, 'latest' | 'listen' | 'onNews'>;
  /** Hears the id of a portal whose license change moved on. */
  readonly changed: (portalId: string) => void;
  /** Hears a license change when it comes to another state. */
  readonly moved: (change: Change, job: LicenseJob | null) => void;
}

/** What happened to a change in this run of the app. */
interface Notes {
  readonly changeId: string;
  /** `null`: it was made in an earlier run. */
  asked: 'sent' | 'held' | null;
  state: ChangeState | null;
  /** Something became of it in this run: it is told, whatever it was. */
  tried: boolean;
  upload: JobNews['upload'];
  alsoOn: readonly string[];
  /** The state in which the report was put away. */
  dismissed: ChangeState | null;
}

const uploadNews = v.object({ sent: v.number(), total: v.number() });

export function createJobBoard({ journal, changed, moved }: JobBoardOptions): JobBoard {
  const notes = new Map<string, Notes>();

  const notesOf = (portalId: string, changeId: string): Notes => {
    const present = notes.get(portalId);
    if (present?.changeId === changeId) return present;
    const fresh = newNotes(changeId);
    notes.set(portalId, fresh);
    return fresh;
  };

  journal.listen((change) => {
    const { id, portalId, state } = change;
    if (change.operation !== licenseOperation) return;
    // One that a newer change took the place of has nothing to tell any more.
    if (journal.latest(portalId, licenseOperation)?.id !== id) return;
    const note = notesOf(portalId, id);
    const isNews = note.state !== state;
    note.state = state;
    note.tried ||= state !== 'held';
    if (isNews) {
      note.upload = null;
      note.dismissed = null;
      moved(change, jobOf(change, note));
    }
    changed(portalId);
  });

  journal.onNews((changeId, news) => {
    const upload = v.safeParse(uploadNews, news);
    for (const [portalId, note] of notes) {
      if (note.changeId !== changeId || !upload.success) continue;
      note.upload = upload.output;
      changed(portalId);
    }
  });

  return {
    of(portalId, shown) {
      const change = journal.latest(portalId, licenseOperation);
      if (!change) return { job: null, held: null, busy: false };
      const note = notesOf(portalId, change.id);
      return {
        job: isToBeShown(change, note) ? jobOf(change, note) : null,
        held: heldOf(change, note, shown),
        busy: isMoving(change),
      };
    },
    recorded(portalId, changeId, held) {
      notesOf(portalId, changeId).asked = held ? 'held' : 'sent';
    },
    foundOthers(portalId, changeId, names) {
      const note = notes.get(portalId);
      if (note?.changeId !== changeId) return;
      note.alsoOn = names;
      changed(portalId);
    },
    dismiss(portalId) {
      const change = journal.latest(portalId, licenseOperation);
      if (!change || isMoving(change)) return;
      notesOf(portalId, change.id).dismissed = change.state;
      changed(portalId);
    },
    forget(portalId) {
      notes.delete(portalId);
    },
  };
}

const newNotes = (changeId: string): Notes => ({
  changeId,
  asked: null,
  state: null,
  tried: false,
  upload: null,
  alsoOn: [],
  dismissed: null,
});

/** What came of a change in an earlier run is told by the list of changes, unless it is open. */
function isToBeShown({ state }: Change, { tried, dismissed }: Notes): boolean {
  if (dismissed === state) return false;
  return tried || !(state === 'held' || state === 'done' || state === 'discarded');
}

function heldOf(change: Change, note: Notes, shown: LicenseState | null): HeldLicense | null {
  const wish = wishOf(change.desired);
  if (change.state !== 'held' || !wish) return null;
  return {
    changeId: change.id,
    action: wish.action,
    fileName: wish.file?.fileName ?? null,
    customerId: wish.file?.customerId ?? null,
    endDate: wish.file?.dueDate ?? null,
    heldAt: change.createdAt,
    reason: reasonOf(change, note),
    error: change.error,
    portalChanged: shown !== null && contradicts(shown, change),
  };
}

function reasonOf({ error }: Change, { asked, tried }: Notes): HeldReason {
  if (error !== null || tried) return 'notSent';
  return asked === 'held' ? 'offline' : 'restart';
}
