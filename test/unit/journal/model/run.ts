import type { ChangeState } from '../../../../src-main/contract/changes';
import type { Book } from '../../../../src-main/journal/book';
import type { Change } from '../../../../src-main/journal/change';
import { differing } from '../../../../src-main/journal/fields';
import { isEnded } from '../../../../src-main/journal/machine';
import { allChanges, createPerson, type Choose, type Person } from './person';
import { faults } from './portal';
import { fieldNames, objectKeys, placeOf, portalIds, setScene, type Scene } from './scene';

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

/** Numbers out of one number, for the choices of a command. */
function choices(command: number): Choose {
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
  const states = new Map<ChangeState, number>();
  const person = createPerson(() => scene);
  const scene = await setScene(seed, makeBook, (present, change) => {
    const { state, after } = change;
    const place = placeOf(change.portalId, change.objectKey);
    states.set(state, (states.get(state) ?? 0) + 1);
    // A field that is wanted as it was seen may be a condition: a doubt is a question.
    const changed = differing(change.desired, change.base).length;
    if (state === 'conflict' && changed === Object.keys(change.desired).length) {
      present.must(person.isMuddled(place), `${change.id} is in conflict with nobody`);
    }
    // Pages show at once what a change was proved to have done.
    if (after) person.sees(place, { ...after });
  });
  for (const command of script) await carryOut(scene, person, choices(command));
  await calmDown(scene, person, seed);
  const followed = await checkEnd(scene, person);
  return {
    breaches: [...scene.audit.breaches, ...scene.breaches],
    states,
    applied: scene.audit.applied(),
    followed,
  };
}

async function carryOut(scene: Scene, person: Person, choose: Choose): Promise<void> {
  const { world } = scene;
  const kind = choose(32);
  const portalId = portalIds[choose(portalIds.length)] ?? 'p0';
  const objectKey = objectKeys[choose(objectKeys.length)] ?? 's0';
  const portal = scene.portal(portalId);
  if (kind < 6) {
    for (let n = choose(24); n >= 0; n -= 1) await world.release(choose(2));
  } else if (kind < 12) await person.wants(portalId, objectKey, choose);
  else if (kind < 13) await person.creates(portalId, choose(3));
  else if (kind < 15) await person.bringsLicense(portalId, choose(3), choose(2) === 0);
  else if (kind < 19) {
    editOutside(scene, person, portalId, choose(5) === 0 ? 'license' : objectKey, choose);
  } else if (kind < 21) {
    person.appDied();
    await scene.restart();
  } else if (kind < 22) portal.online = !portal.online;
  else if (kind < 25) {
    const some = Array.from(
      { length: choose(3) + 1 },
      () => faults[choose(faults.length)] ?? 'bug',
    );
    portal.faults.push(...some);
  } else if (kind < 28) await person.decides(choose);
  else if (kind < 29) await person.pauses(portalId, choose(2) === 0);
  else if (kind < 30) await comeBack(scene, portalId);
  else if (kind < 31) await world.pass([1_000, 10_000, 600_000][choose(3)] ?? 0);
  else world.setDiskFull(choose(3) === 0);
}

/** Somebody else changes one field of an object, anywhere but where nobody could protect it. */
function editOutside(
  scene: Scene,
  person: Person,
  portalId: string,
  objectKey: string,
  choose: Choose,
): void {
  const place = placeOf(portalId, objectKey);
  if (scene.isInWindow(place)) return;
  const name = objectKey === 'license' ? 'serial' : (fieldNames[choose(2)] ?? 'a');
  const content = scene.content(portalId, objectKey);
  scene.portal(portalId).objects.set(objectKey, { ...content, [name]: choose(3) });
  person.loseTrack(place);
}

/** The app has found out that a portal can be reached again. */
async function comeBack({ world, offline, portal, journal }: Scene, id: string): Promise<void> {
  const present = journal();
  if (present === null || !portal(id).online) return;
  offline.delete(id);
  await world.settle(present.resume(id));
}

/** No more trouble; the person answers all that is asked, and gives up what fails again. */
async function calmDown(scene: Scene, person: Person, seed: number): Promise<void> {
  scene.world.setDiskFull(false);
  scene.offline.clear();
  for (const portalId of portalIds) scene.portal(portalId).online = true;
  while (scene.journal() === null) await goOn(scene);
  const answered = new Map<string, number>();
  for (let round = 0; round < 60; round += 1) {
    await goOn(scene);
    const open = scene.journal()?.open() ?? [];
    if (open.length === 0) return;
    for (const portalId of portalIds) await person.pauses(portalId, false);
    for (const change of open) {
      const times = (answered.get(change.id) ?? 0) + 1;
      answered.set(change.id, times);
      await person.answers(change, times, choices(seed + round));
    }
  }
}

async function goOn({ world }: Scene): Promise<void> {
  await world.releaseAll();
  await world.pass(700_000);
  await world.releaseAll();
}

/** Everything is there, over, and as it was last asked for. Gives how often the last was seen. */
async function checkEnd(scene: Scene, person: Person): Promise<number> {
  const { must } = scene;
  const all = await allChanges(scene);
  const known = new Map(all.map((change) => [change.id, change]));
  for (const id of person.told) {
    must(known.has(id), `${id} was said to be recorded, and is not there`);
  }
  for (const { id, state, result } of all) {
    must(isEnded({ state }), `${id} never ends: ${state}`);
    if (result?.kind === 'superseded') must(known.has(result.by), `${id} is lost`);
  }
  let followed = 0;
  for (const [place, wanted] of person.wishes) {
    if (person.isMuddled(place)) continue;
    followed += 1;
    const content = contentOf(scene, all, place);
    const isThere = Object.entries(wanted).every(([name, value]) => content[name] === value);
    must(isThere, `${place} is not as asked for: ${JSON.stringify([wanted, content])}`);
  }
  return followed;
}

function contentOf(scene: Scene, all: readonly Change[], place: string) {
  const [portalId = '', objectKey = ''] = place.split('/');
  const created = all.find(
    (one) => one.operation === 'model.create' && placeOf(one.portalId, one.objectKey) === place,
  );
  return scene.content(portalId, created?.idempotencyKey ?? objectKey);
}
