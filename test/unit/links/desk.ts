import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { endedStates, reviewStates, type ChangeState } from '../../../src-main/contract/changes';
import type { EntryRef } from '../../../src-main/contract/entries';
import type { LinkRow, NewLink } from '../../../src-main/contract/links';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import { listLinks } from '../../../src-main/docspace/links';
import type { ExternalLink } from '../../../src-main/docspace/portal-entry';
import type { Change } from '../../../src-main/journal/change';
import type { Journal } from '../../../src-main/journal/service';
import { openJournal } from '../../../src-main/journal/service';
import { openLinks } from '../../../src-main/links/open-links';
import { linkOperationsFor } from '../../../src-main/links/operations';
import type { PracticeKeyName, PracticePortalOptions } from '../../../src-main/practice-portal';
import { createSharingReadings } from '../../../src-main/sharing/sharing-readings';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { valueOf } from '../answers';
import { sessionFor } from '../docspace/portal-server';
import { bodyOf, linkOf, putLink } from '../practice-portal/links-desk';
import { openPortal, today } from '../practice-portal/portal';
import { memoryDatabase } from '../store/memory-database';
import { savePortal } from '../store/store-rig';

export const portalId = randomUUID();
export const file = (id: number | string): EntryRef => ({ kind: 'file', id: String(id) });
export const folder = (id: number | string): EntryRef => ({ kind: 'folder', id: String(id) });
export const room = (id: number | string): EntryRef => ({ kind: 'room', id: String(id) });

/** A link with nothing special about it. */
export const plainLink: NewLink = {
  title: 'Partners',
  access: 'read',
  expiresAt: null,
  internal: false,
  denyDownload: false,
  password: null,
};

export interface DeskOptions extends Omit<PracticePortalOptions, 'clock'> {
  readonly keyName?: PracticeKeyName;
  /** What the app knows of the portal's version; by default the true one. */
  readonly knownVersion?: string | null;
}

/**
 * The room of links over a practice portal, a real store and a real journal. The only thing that
 * is not real is how a portal becomes unreachable: `away` makes it so before anything is sent.
 */
export async function openDesk({ keyName = 'main', knownVersion, ...options }: DeskOptions = {}) {
  const portal = await openPortal(options);
  const desk = { now: today, away: false };
  const session = await sessionFor(portal.address, {
    key: () => portal.keys[keyName],
    now: () => desk.now.getTime(),
    retry: { tries: 1 },
  });
  const database = await memoryDatabase();
  await savePortal(database, portalId);
  const heard: string[] = [];
  const reports: string[] = [];
  let published = 0;
  const open = async () =>
    desk.away ? fail(appError('net.refused', { params: { host: 'portal' } })) : ok(session);
  const common = {
    sessionFor: open,
    now: () => desk.now,
    heard: (_: string, outcome: Result<unknown>) =>
      void heard.push(outcome.ok ? 'ok' : outcome.error.code),
    changed: () => void (published += 1),
    report: (line: string, cause?: unknown) =>
      void reports.push(`${line} ${cause instanceof Error ? cause.stack : ''}`),
  };
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const one of waiting) one();
  };

  async function start() {
    const sharing = createSharingReadings({ ...common, snapshots: createSnapshots(database) });
    const opened: Journal = valueOf(
      await openJournal({
        ...common,
        database,
        operations: linkOperationsFor(() => desk.now),
        portal: (id) => (id === portalId ? { name: 'Practice', account: null } : null),
        isOffline: () => desk.away,
        publish: wake,
        saveFile: () => Promise.reject(new Error('Nothing is saved here.')),
        random: () => 0,
        uuid: randomUUID,
        setTimer: () => () => undefined,
        atOnce: 1,
      }),
    );
    const { calls: changes, ...journal } = opened;
    const links = openLinks({
      ...common,
      ...sharing,
      database,
      journal,
      changed() {
        common.changed();
        wake();
      },
      staleAfterMs: () => 60 * 60_000,
      uuid: randomUUID,
      portals: () => [{ id: portalId, address: portal.address }],
      versionOf: () => (knownVersion === undefined ? (options.version ?? '3.7.2') : knownVersion),
    });
    onTestFinished(() => journal.close());
    return { changes, journal, links, sharing };
  }
  let run = await start();

  /** Resolves when something came true that an event tells of. */
  async function until<T>(look: () => Promise<T | null>): Promise<T> {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        const once = (): void => {
          waiting.delete(once);
          resolve();
        };
        waiting.add(once);
      });
      const found = await look();
      if (found !== null) return found;
      await woken;
    }
  }

  const isOver = ({ state }: Change): boolean =>
    [...endedStates, ...reviewStates].some((one) => one === state);

  const tools = {
    portal,
    session,
    database,
    desk,
    heard,
    reports,
    published: () => published,
    run: () => run,
    calls: () => run.links.calls,
    /** The app is started again over what it left. */
    async restart(): Promise<void> {
      await run.journal.close();
      run = await start();
      run.journal.start();
    },
    /** The portal can be reached again: all that waits is sent. */
    async back(): Promise<void> {
      desk.away = false;
      run.links.retry(portalId);
      await run.journal.resume(portalId);
    },
    until,

    /** The view of an entry once nothing is being read of it. */
    view: (entry: EntryRef) =>
      until(async () => {
        const view = valueOf(await run.links.calls.view({ portalId, entry }));
        return view.reading ? null : view;
      }),

    /** A row of the view. */
    async row(entry: EntryRef, linkId: string): Promise<LinkRow> {
      const { links } = await tools.view(entry);
      const row = links.find(({ id }) => id === linkId);
      if (!row) throw new Error(`There is no link ${linkId}.`);
      return row;
    },

    /** A change once it is over, or waits for a person. */
    settled: (recorded: Result<{ readonly changeId: string }>): Promise<Change> =>
      until(async () => {
        const change = valueOf(await run.journal.byId(valueOf(recorded).changeId));
        return isOver(change) ? change : null;
      }),

    /** A change as soon as it is in a state. */
    reaches: (changeId: string, state: ChangeState): Promise<Change> =>
      until(async () => {
        const change = valueOf(await run.journal.byId(changeId));
        return change.state === state ? change : null;
      }),

    /** The links of an entry on the portal. */
    present: async (entry: EntryRef): Promise<readonly ExternalLink[]> =>
      valueOf(await listLinks(session, entry)).links,

    async presentLink(entry: EntryRef, linkId: string): Promise<ExternalLink | undefined> {
      return (await tools.present(entry)).find(({ id }) => id === linkId);
    },

    /** Somebody else changes a link on the portal. */
    async elsewhere(entry: EntryRef, linkId: string, fields: object, by: PracticeKeyName = 'main') {
      const kind = entry.kind === 'room' ? 'rooms' : entry.kind;
      const path = `files/${kind}/${encodeURIComponent(entry.id)}`;
      const body = { ...bodyOf(await linkOf(portal, path, linkId, by)), ...fields };
      const { status } = await putLink(portal, path, body, by);
      if (status !== 200) throw new Error(`The portal answered ${status}.`);
    },

    /** The requests that changed links so far. */
    writes: () => portal.requests.filter(({ method }) => method === 'PUT'),
  };
  return tools;
}
