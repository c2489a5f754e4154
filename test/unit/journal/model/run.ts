import { Agent } from 'undici';
import type { ChangeAction, ChangeState } from '../../../../src-main/contract/changes';
import { ok, type Result } from '../../../../src-main/contract/result';
import type { DocSpace } from '../../../../src-main/docspace/session';
import { actionsOf } from '../../../../src-main/journal/actions';
import type { Book } from '../../../../src-main/journal/book';
import type { Change, Fields } from '../../../../src-main/journal/change';
import { differing } from '../../../../src-main/journal/fields';
import { isEnded } from '../../../../src-main/journal/machine';
import { registered } from '../../../../src-main/journal/registered';
import { journalOver, type Intent, type Journal } from '../../../../src-main/journal/service';
import { createLimits } from '../../../../src-main/net/limits';
import { valueOf } from '../../answers';
import { createAudit } from './audit';
import { creatingOperation, settingsOperation, type Servers } from './operations';
import { createModelPortal, faults, mistake, type Content } from './portal';
import { createWorld, type World } from './world';

/** Nothing is ever sent over it: the model's operations know their servers. */
const session: DocSpace = {
  baseUrl: 'http://127.0.0.1',
  key: () => null,
  dispatcher: new Agent(),
  limits: createLimits().forPortal(),
};

const portalIds = ['p0', 'p1'] as const;
/** One of them is in the thick of it. */
const objectKeys = ['s0', 's0', 's0', 's1'] as const;
const fieldNames = ['a', 'b'] as const;

/** What came of a run, for the tests to look at. */
export interface Outcome {
  /** Every promise that was broken; none in a good run. */
  readonly breaches: readonly string[];
  /** How often changes came into each state. */
  readonly states: ReadonlyMap<ChangeState, number>;
  /** Requests that changed something on a portal. */
  readonly applied: number;
  /** Objects of which the last wish could be followed to the portal. */
  readonly followed: number;
}

/** What a person has on the screen, and since when. */
interface Page {
  readonly content: Content;
  readonly at: string;
}

/** Numbers out of one number, for the choices of a command. */
function choices(command: number): (many: number) => number {
  let rest = command;
  return (many) => {
    const choice = rest % many;
    rest = Math.floor(rest / many);
    return choice;
  };
}

/**
 * Plays a script against a journal over a book: wishes of a person, edits behind our back, a bad
 * network, a full disk, and the death of the app, at any point; then lets the world calm down and
 * has the person answer every question.
 */
export async function play(
  script: readonly number[],
  seed: number,
  makeBook: (portalIds: readonly string[]) => Promise<Book>,
): Promise<Outcome> {
  const world = createWorld(seed);
  const book = await makeBook(portalIds);
  const audit = createAudit(({ operation }) => operation === 'model.license');
  const portals = new Map(portalIds.map((id) => [id as string, createModelPortal(world)]));
  const offline = new Set<string>();
  /** What the person has on the screen of each object. */
  const seen = new Map<string, Page>();
  /** The last wish for each field, where nobody else has touched it and nothing was decided. */
  const wishes = new Map<string, Fields>();
  const muddled = new Set<string>();
  const told = new Set<string>();
  const breaches: string[] = [];
  /** Wishes that were not answered yet. */
  const asking = new Set<{ readonly place: string }>();
  const states = new Map<ChangeState, number>();
  const windows = new Map<string, string>();
  let journal: Journal | null = null;
  let items = 0;

  const pageOf = (content: Content): Page => ({ content, at: world.now().toISOString() });
  const must = (holds: boolean, promise: string): void => {
    if (!holds) breaches.push(promise);
  };
  const placeOf = (portalId: string, objectKey: string): string => `${portalId}/${objectKey}`;
  const portalOf = (portalId: string) => {
    const portal = portals.get(portalId);
    if (!portal) throw new Error(`no portal ${portalId}`);
    return portal;
  };
  const contentAt = (portalId: string, objectKey: string): Content =>
    portalOf(portalId).objects.get(objectKey) ?? {};

  const servers: Servers = {
    audit,
    portal: portalOf,
    recorded: async (changeId) => valueOf(await book.byId(changeId)),
    openWindow: (change) => void windows.set(placeOf(change.portalId, change.objectKey), change.id),
    closeWindow(change) {
      const place = placeOf(change.portalId, change.objectKey);
      if (windows.get(place) === change.id) windows.delete(place);
    },
  };
  const operations = [
    registered(settingsOperation('model.settings', servers)),
    registered(creatingOperation(servers)),
    registered(
      settingsOperation('model.license', servers, {
        needsConfirmation: true,
        replaces: true,
        undo: () => ({ can: false, reason: 'noWayBack' }),
      }),
    ),
  ];

  for (const portal of portals.values()) {
    for (const key of objectKeys) portal.objects.set(key, { a: 0, b: 0, more: true });
    portal.objects.set('license', { serial: 0 });
  }

  await start();
  for (const command of script) await carryOut(choices(command));
  await calmDown();
  return check();

  /** A new run of the app, over what the last one left behind. */
  async function start(): Promise<void> {
    const opening = journalOver(gated(book, world), {
      operations,
      sessionFor: () => Promise.resolve(ok(session)),
      portal: (portalId) => (portals.has(portalId) ? { name: portalId, account: null } : null),
      isOffline: (portalId) => offline.has(portalId),
      heard(portalId, outcome) {
        if (outcome.ok) offline.delete(portalId);
        else if (outcome.error.code.startsWith('net.')) offline.add(portalId);
      },
      publish: () => undefined,
      saveFile: () => Promise.resolve(ok(null)),
      now: world.now,
      random: world.random,
      uuid: world.uuid,
      setTimer: world.setTimer,
      atOnce: 2,
      report: (line, cause) => must(cause === undefined || cause === mistake, line),
    }).then((opened) => {
      const fresh = valueOf(opened);
      fresh.listen((change) => {
        const place = placeOf(change.portalId, change.objectKey);
        audit.becomes(change);
        states.set(change.state, (states.get(change.state) ?? 0) + 1);
        // A field that is wanted as it was seen may be a condition: a doubt is a question.
        const isPlain = differing(change.desired, change.base).length === fieldsOf(change);
        if (change.state === 'conflict' && isPlain) {
          must(muddled.has(place), `${change.id} is in conflict with nobody`);
        }
        // Pages show at once what a change was proved to have done.
        if (change.after && seen.has(place)) seen.set(place, pageOf({ ...change.after }));
        if (change.state !== 'checking' && change.state !== 'sending') servers.closeWindow(change);
      });
      fresh.start();
      journal = fresh;
    });
    await world.settle(opening);
  }

  async function die(): Promise<void> {
    journal = null;
    world.die();
    // Nobody was told whether these were recorded.
    for (const { place } of asking) muddled.add(place);
    asking.clear();
    windows.clear();
    audit.dies();
    world.setDiskFull(false);
    await start();
  }

  async function carryOut(choose: (many: number) => number): Promise<void> {
    const kind = choose(32);
    const portalId = portalIds[choose(portalIds.length)] ?? 'p0';
    const objectKey = objectKeys[choose(objectKeys.length)] ?? 's0';
    if (kind < 6) {
      for (let n = choose(24); n >= 0; n -= 1) await world.release(choose(2));
    } else if (kind < 12) await ask(portalId, objectKey, choose);
    else if (kind < 13) await create(portalId, choose(3));
    else if (kind < 15) await bringLicense(portalId, choose(3), choose(2) === 0);
    else if (kind < 19) editOutside(portalId, choose(5) === 0 ? 'license' : objectKey, choose);
    else if (kind < 21) await die();
    else if (kind < 22) portalOf(portalId).online = !portalOf(portalId).online;
    else if (kind < 25) strike(portalId, choose);
    else if (kind < 28) await decide(choose);
    else if (kind < 29) await pauseOrResume(portalId, choose(2) === 0);
    else if (kind < 30) await comeBack(portalId);
    else if (kind < 31) await world.pass([1_000, 10_000, 600_000][choose(3)] ?? 0);
    else world.setDiskFull(choose(3) === 0);
  }

  function strike(portalId: string, choose: (many: number) => number): void {
    for (let n = choose(3); n >= 0; n -= 1) {
      const fault = faults[choose(faults.length)];
      if (fault) portalOf(portalId).faults.push(fault);
    }
  }

  /** The person looks at a page that may be old, and wants some fields otherwise. */
  async function ask(
    portalId: string,
    objectKey: string,
    choose: (many: number) => number,
  ): Promise<void> {
    const place = placeOf(portalId, objectKey);
    if (choose(2) === 0 || !seen.has(place)) {
      seen.set(place, pageOf({ ...contentAt(portalId, objectKey) }));
    }
    const page = seen.get(place) ?? pageOf({});
    const shown = { ...page.content, ...journal?.pendingFields(portalId, objectKey) };
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
  }

  async function create(portalId: string, title: number): Promise<void> {
    const objectKey = `item${(items += 1)}`;
    const intent = { portalId, objectKey, operation: 'model.create', base: {}, desired: { title } };
    await record(intent, placeOf(portalId, objectKey));
  }

  async function bringLicense(portalId: string, serial: number, hold: boolean): Promise<void> {
    const place = placeOf(portalId, 'license');
    const base = { serial: contentAt(portalId, 'license')['serial'] ?? 0 };
    muddled.add(place);
    const intent = { portalId, objectKey: 'license', operation: 'model.license', hold };
    await record({ ...intent, base, desired: { serial } }, place);
  }

  async function record(intent: Omit<Intent, 'target'>, place: string): Promise<void> {
    if (journal === null) return;
    const target = { kind: 'externalSharing', title: null } as const;
    const unanswered = { place };
    asking.add(unanswered);
    const recording = journal.record({ ...intent, target }).then((recorded) => {
      asking.delete(unanswered);
      if (!recorded.ok) {
        muddled.add(place);
        return;
      }
      told.add(recorded.value.changeId);
      if (!intent.hold) audit.allow(recorded.value.changeId);
    });
    wishes.set(place, { ...wishes.get(place), ...intent.desired });
    await world.settle(recording);
  }

  function editOutside(
    portalId: string,
    objectKey: string,
    choose: (many: number) => number,
  ): void {
    const place = placeOf(portalId, objectKey);
    if (windows.has(place)) return;
    const name = objectKey === 'license' ? 'serial' : (fieldNames[choose(2)] ?? 'a');
    const content = contentAt(portalId, objectKey);
    portalOf(portalId).objects.set(objectKey, { ...content, [name]: choose(3) });
    muddled.add(place);
  }

  /** Some person's decision about some open change, or undoing one that is done. */
  async function decide(choose: (many: number) => number): Promise<void> {
    if (journal === null) return;
    const all = valueOf(await book.page(everything, { offset: 0 }, 200)).map((one) => one.change);
    const change = all[choose(Math.max(1, all.length))];
    if (!change) return;
    const actions = actionsOf(change, { isUnderstood: true, hasPortal: true });
    const action = actions[choose(Math.max(1, actions.length))];
    if (!action) {
      muddled.add(placeOf(change.portalId, change.objectKey));
      await world.settle(journal.cancel(change.id));
      return;
    }
    await doAction(change, action, choose);
  }

  async function doAction(
    change: Change,
    action: ChangeAction,
    choose: (many: number) => number,
  ): Promise<void> {
    if (journal === null) return;
    const { calls } = journal;
    const input = { changeId: change.id };
    if (action !== 'sendNow' && !(action === 'retry' && change.state !== 'failed')) {
      muddled.add(placeOf(change.portalId, change.objectKey));
    }
    const isWord = action === 'sendNow' || action === 'retry' || action === 'resolve';
    if (isWord) audit.allow(change.id);
    const mine = fieldNames.filter(() => choose(2) === 0);
    const doing = {
      retry: () => calls.retry(input),
      discard: () => calls.discard(input),
      sendNow: () => calls.sendNow(input),
      resolve: () => calls.resolve({ ...input, mine: [...mine, 'serial', 'title'] }),
      undo: () => calls.undo(input),
    }[action];
    await world.settle(Promise.resolve(doing()));
  }

  async function pauseOrResume(portalId: string, pause: boolean): Promise<void> {
    if (journal === null) return;
    const { calls } = journal;
    const turning = pause ? calls.pausePortal({ portalId }) : calls.resumePortal({ portalId });
    await world.settle(Promise.resolve(turning));
  }

  async function comeBack(portalId: string): Promise<void> {
    if (journal === null || !portalOf(portalId).online) return;
    offline.delete(portalId);
    await world.settle(journal.resume(portalId));
  }

  /** No more trouble; the person answers all that is asked, and gives up what fails again. */
  async function calmDown(): Promise<void> {
    world.setDiskFull(false);
    offline.clear();
    for (const portal of portals.values()) portal.online = true;
    while (journal === null) await goOn();
    const answered = new Map<string, number>();
    for (let round = 0; round < 60; round += 1) {
      await goOn();
      const open = journal.open();
      if (open.length === 0) return;
      for (const portalId of portalIds) await pauseOrResume(portalId, false);
      for (const change of open) {
        const times = (answered.get(change.id) ?? 0) + 1;
        answered.set(change.id, times);
        const action = answerTo(change, times);
        if (action) await doAction(change, action, choices(seed + round));
      }
    }
  }

  async function goOn(): Promise<void> {
    await world.releaseAll();
    await world.pass(700_000);
    await world.releaseAll();
  }

  async function check(): Promise<Outcome> {
    const all = valueOf(await book.page(everything, { offset: 0 }, 200)).map((one) => one.change);
    const known = new Map(all.map((change) => [change.id, change]));
    for (const id of told) must(known.has(id), `${id} was told to be recorded, and is not there`);
    for (const change of all) {
      must(isEnded(change), `${change.id} never ends: ${change.state}`);
      const { result } = change;
      if (result?.kind === 'superseded') must(known.has(result.by), `${change.id} is lost`);
    }
    let followed = 0;
    for (const [place, wanted] of wishes) {
      if (muddled.has(place)) continue;
      followed += 1;
      const [portalId = '', objectKey = ''] = place.split('/');
      const change = all.find((one) => one.objectKey === objectKey && one.portalId === portalId);
      const created = change?.operation === 'model.create' ? change.idempotencyKey : null;
      const content = contentAt(portalId, created ?? objectKey);
      const asked = Object.entries(wanted).every(([name, value]) => content[name] === value);
      must(asked, `${place} is not as it was asked for: ${JSON.stringify([wanted, content])}`);
    }
    return {
      breaches: [...audit.breaches, ...breaches],
      states,
      applied: audit.applied(),
      followed,
    };
  }
}

const fieldsOf = ({ desired }: Change): number => Object.keys(desired).length;

const everything = { show: 'all', portalId: null, search: '' } as const;

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

/** The book, with a point before and after everything that is written. */
function gated(book: Book, world: World): Book {
  return {
    ...book,
    async write(entry) {
      await world.point();
      const disk: Result<void, 'store'> = world.disk();
      if (!disk.ok) return disk;
      const written = await book.write(entry);
      await world.point();
      return written;
    },
  };
}
