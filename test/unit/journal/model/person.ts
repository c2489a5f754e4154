import type { ChangeAction } from '../../../../src-main/contract/changes';
import { actionsOf } from '../../../../src-main/journal/actions';
import type { Change, Fields } from '../../../../src-main/journal/change';
import type { Intent } from '../../../../src-main/journal/service';
import { valueOf } from '../../answers';
import type { Content } from './portal';
import { fieldNames, placeOf, type Scene } from './scene';

/** Chooses one of so many. */
export type Choose = (many: number) => number;

/** What a person has on the screen, and since when. */
interface Page {
  readonly content: Content;
  readonly at: string;
}

/** Somebody who wants things, from pages that may be old, and decides what is asked. */
export interface Person {
  /** Wants some fields of an object otherwise than shown. */
  wants(portalId: string, objectKey: string, choose: Choose): Promise<void>;
  creates(portalId: string, title: number): Promise<void>;
  bringsLicense(portalId: string, serial: number, hold: boolean): Promise<void>;
  /** Does something that makes sense about some change. */
  decides(choose: Choose): Promise<void>;
  /** Answers the question that a change asks; the `times`-th time. */
  answers(change: Change, times: number, choose: Choose): Promise<void>;
  pauses(portalId: string, pause: boolean): Promise<void>;
  /** The page of an object shows this now. */
  sees(place: string, content: Content): void;
  /** From now on nobody can say what an object should be: somebody else, or a decision, was there. */
  loseTrack(place: string): void;
  /** Nobody is told any more what became of wishes that were not answered yet. */
  appDied(): void;
  isMuddled(place: string): boolean;
  /** The last wish for each field, by place. */
  readonly wishes: ReadonlyMap<string, Fields>;
  /** Ids of changes that were said to be recorded. */
  readonly told: ReadonlySet<string>;
}

const everything = { show: 'all', portalId: null, search: '' } as const;

/** All changes that are in the book, newest first. */
export const allChanges = async ({ book }: Scene): Promise<readonly Change[]> =>
  valueOf(await book.page(everything, { offset: 0 }, 200)).map(({ change }) => change);

export function createPerson(scene: () => Scene): Person {
  const pages = new Map<string, Page>();
  const wishes = new Map<string, Fields>();
  const muddled = new Set<string>();
  const told = new Set<string>();
  const asking = new Set<{ readonly place: string }>();
  let items = 0;

  const pageOf = (content: Content): Page => ({
    content,
    at: scene().world.now().toISOString(),
  });

  async function record(intent: Omit<Intent, 'target'>, place: string): Promise<void> {
    const journal = scene().journal();
    if (journal === null) return;
    const unanswered = { place };
    asking.add(unanswered);
    const target = { kind: 'externalSharing', title: null } as const;
    const recording = journal.record({ ...intent, target }).then((recorded) => {
      asking.delete(unanswered);
      if (!recorded.ok) {
        muddled.add(place);
        return;
      }
      told.add(recorded.value.changeId);
      if (!intent.hold) scene().audit.allow(recorded.value.changeId);
    });
    wishes.set(place, { ...wishes.get(place), ...intent.desired });
    await scene().world.settle(recording);
  }

  async function act(change: Change, action: ChangeAction, choose: Choose): Promise<void> {
    const journal = scene().journal();
    if (journal === null) return;
    const { calls } = journal;
    const input = { changeId: change.id };
    if (action !== 'sendNow' && !(action === 'retry' && change.state !== 'failed')) {
      muddled.add(placeOf(change.portalId, change.objectKey));
    }
    const isWord = action === 'sendNow' || action === 'retry' || action === 'resolve';
    if (isWord) scene().audit.allow(change.id);
    const mine = [...fieldNames.filter(() => choose(2) === 0), 'serial', 'title'];
    const doing = {
      retry: () => calls.retry(input),
      discard: () => calls.discard(input),
      sendNow: () => calls.sendNow(input),
      resolve: () => calls.resolve({ ...input, mine }),
      undo: () => calls.undo(input),
    }[action];
    await scene().world.settle(Promise.resolve(doing()));
  }

  return {
    wishes,
    told,
    isMuddled: (place) => muddled.has(place),
    loseTrack: (place) => void muddled.add(place),
    sees(place, content) {
      if (pages.has(place)) pages.set(place, pageOf(content));
    },
    appDied() {
      for (const { place } of asking) muddled.add(place);
      asking.clear();
    },

    async wants(portalId, objectKey, choose) {
      const place = placeOf(portalId, objectKey);
      if (choose(2) === 0 || !pages.has(place)) {
        pages.set(place, pageOf({ ...scene().content(portalId, objectKey) }));
      }
      const page = pages.get(place) ?? pageOf({});
      const shown = {
        ...page.content,
        ...scene().journal()?.pendingFields(portalId, objectKey),
      };
      const desired: Content = {};
      for (const name of fieldNames) {
        const wanted = choose(6);
        if (wanted < 3 && wanted !== shown[name]) desired[name] = wanted;
      }
      const base = Object.fromEntries(
        Object.keys(desired).map((name) => [name, page.content[name] ?? 0]),
      );
      const intent = { portalId, objectKey, operation: 'model.settings', seenAt: page.at };
      await record({ ...intent, base, desired }, place);
    },

    async creates(portalId, title) {
      const objectKey = `item${(items += 1)}`;
      const intent = { portalId, objectKey, operation: 'model.create' };
      await record({ ...intent, base: {}, desired: { title } }, placeOf(portalId, objectKey));
    },

    async bringsLicense(portalId, serial, hold) {
      const place = placeOf(portalId, 'license');
      const base = { serial: scene().content(portalId, 'license')['serial'] ?? 0 };
      muddled.add(place);
      const intent = { portalId, objectKey: 'license', operation: 'model.license', hold };
      await record({ ...intent, base, desired: { serial } }, place);
    },

    async decides(choose) {
      const journal = scene().journal();
      const all = await allChanges(scene());
      const change = all[choose(Math.max(1, all.length))];
      if (!change || journal === null) return;
      const actions = actionsOf(change, { isUnderstood: true, hasPortal: true });
      const action = actions[choose(Math.max(1, actions.length))];
      if (action) return act(change, action, choose);
      muddled.add(placeOf(change.portalId, change.objectKey));
      await scene().world.settle(journal.cancel(change.id));
    },

    async answers(change, times, choose) {
      const action = answerTo(change, times);
      if (action) await act(change, action, choose);
    },

    async pauses(portalId, pause) {
      const calls = scene().journal()?.calls;
      if (!calls) return;
      const turning = pause ? calls.pausePortal({ portalId }) : calls.resumePortal({ portalId });
      await scene().world.settle(Promise.resolve(turning));
    },
  };
}

/** Every question has an answer; of what goes wrong again and again, the person has enough. */
function answerTo({ state }: Change, times: number): ChangeAction | null {
  const givesUp = times > 8;
  switch (state) {
    case 'held':
      return givesUp ? 'discard' : 'sendNow';
    case 'conflict':
      return givesUp ? 'discard' : 'resolve';
    case 'failed':
    case 'unknown':
    case 'verifying':
      return givesUp ? 'discard' : 'retry';
    default:
      return null;
  }
}
