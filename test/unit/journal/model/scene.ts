import { Agent } from 'undici';
import { ok } from '../../../../src-main/contract/result';
import type { DocSpace } from '../../../../src-main/docspace/session';
import type { Book } from '../../../../src-main/journal/book';
import type { Change } from '../../../../src-main/journal/change';
import { registered } from '../../../../src-main/journal/registered';
import { journalOver, type Journal } from '../../../../src-main/journal/service';
import { createLimits } from '../../../../src-main/net/limits';
import { valueOf } from '../../answers';
import { createAudit, type Audit } from './audit';
import { creatingOperation, settingsOperation, type Servers } from './operations';
import { createModelPortal, mistake, type Content, type ModelPortal } from './portal';
import { createWorld, type World } from './world';

/** Nothing is ever sent over it: the model's operations know their servers. */
const session: DocSpace = {
  baseUrl: 'http://127.0.0.1',
  key: () => null,
  dispatcher: new Agent(),
  limits: createLimits().forPortal(),
};

export const portalIds = ['p0', 'p1'] as const;
/** One of them is in the thick of it. */
export const objectKeys = ['s0', 's0', 's0', 's1'] as const;
export const fieldNames = ['a', 'b'] as const;

/** Two portals, the network to them, and an app with a journal that can die. */
export interface Scene {
  readonly world: World;
  readonly book: Book;
  readonly audit: Audit;
  /** Portals that the app takes for offline. */
  readonly offline: Set<string>;
  readonly breaches: string[];
  portal(portalId: string): ModelPortal;
  content(portalId: string, objectKey: string): Content;
  /** Whether one of our requests to an object is on its way, on top of a look at it. */
  isInWindow(place: string): boolean;
  must(holds: boolean, promise: string): void;
  /** `null` while the app starts. */
  journal(): Journal | null;
  /** A new run of the app over what the last one left behind; that one is dead from now on. */
  restart(): Promise<void>;
}

export const placeOf = (portalId: string, objectKey: string): string => `${portalId}/${objectKey}`;

/** Sets the scene; the app is started. `changed` hears what the app tells its pages. */
export async function setScene(
  seed: number,
  makeBook: (portalIds: readonly string[]) => Promise<Book>,
  changed: (scene: Scene, change: Change) => void,
): Promise<Scene> {
  const world = createWorld(seed);
  const book = await makeBook(portalIds);
  const audit = createAudit(({ operation }) => operation === 'model.license');
  const portals = new Map(portalIds.map((id) => [String(id), createModelPortal(world)]));
  const offline = new Set<string>();
  const breaches: string[] = [];
  const windows = new Map<string, string>();
  let journal: Journal | null = null;

  const portalOf = (portalId: string): ModelPortal => {
    const portal = portals.get(portalId);
    if (!portal) throw new Error(`no portal ${portalId}`);
    return portal;
  };
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

  const scene: Scene = {
    world,
    book,
    audit,
    offline,
    breaches,
    portal: portalOf,
    content: (portalId, objectKey) => portalOf(portalId).objects.get(objectKey) ?? {},
    isInWindow: (place) => windows.has(place),
    must(holds, promise) {
      if (!holds) breaches.push(promise);
    },
    journal: () => journal,
    async restart() {
      journal = null;
      world.die();
      windows.clear();
      audit.dies();
      world.setDiskFull(false);
      await start();
    },
  };
  await start();
  return scene;

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
      report: (line, cause) => scene.must(cause === undefined || cause === mistake, line),
    }).then((opened) => {
      const fresh = valueOf(opened);
      fresh.listen((change) => {
        audit.becomes(change);
        if (change.state !== 'checking' && change.state !== 'sending') servers.closeWindow(change);
        changed(scene, change);
      });
      fresh.start();
      journal = fresh;
    });
    await world.settle(opening);
  }
}

/** The book, with a point before and after everything that is written. */
function gated(book: Book, world: World): Book {
  return {
    ...book,
    async write(entry) {
      await world.point();
      const disk = world.disk();
      if (!disk.ok) return disk;
      const written = await book.write(entry);
      await world.point();
      return written;
    },
  };
}
