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
import { createLimits } from '../../../src-main/net/limits';
import type { PracticeKeyName, PracticePortalOptions } from '../../../src-main/practice-portal';
import { createSharingReadings } from '../../../src-main/sharing/sharing-readings';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { valueOf } from '../answers';
import { sessionFor } from '../docspace/portal-server';
import { bodyOf, linkOf, putLink } from '../practice-portal/links-desk';
import { ask, openPortal, today } from '../practice-portal/portal';
import { memoryDatabase } from '../store/memory-database';
import { savePortal } from '../store/store-rig';

export const portalId = randomUUID();
export const file = (id: number | string): EntryRef => ({ kind: 'file', id: String(id) });
export const folder = (id: number | string): EntryRef => ({ kind: 'folder', id: String(id) });
export const room = (id: number | string): EntryRef => ({ kind: 'room', id: String(id) });

/** The link that a change is about. */
export function linkIdOf({ target }: Change): string {
  if (target.kind !== 'link') throw new Error('It is about no link.');
  return target.linkId;
}

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

interface Desk {
  now: Date;
  away: boolean;
  /** Whose key is used; another one stands for an account that lost its rights. */
  keyName: PracticeKeyName;
  /** What happens elsewhere between a write and whatever follows it. */
  afterWrite: (() => Promise<void>) | null;
}

/**
 * The room of links over a practice portal, a real store and a real journal. The only thing that
 * is not real is how a portal becomes unreachable: `away` makes it so before anything is sent.
 */
export async function openDesk({ keyName = 'main', knownVersion, ...options }: DeskOptions = {}) {
  const portal = await openPortal(options);
  const desk: Desk = { now: today, away: false, keyName, afterWrite: null };
  const limits = createLimits().forPortal();
  const session = await sessionFor(portal.address, {
    key: () => portal.keys[desk.keyName],
    limits: {
      ...limits,
      async write(task, signal) {
        const answer = await limits.write(task, signal);
        await desk.afterWrite?.();
        return answer;
      },
    },
    now: () => desk.now.getTime(),
    retry: { tries: 1 },
  });
  const database = await memoryDatabase();
  await savePortal(database, portalId);
  const heard: string[] = [];
  const others: { readonly id: string; readonly address: string }[] = [];
  const reports: string[] = [];
  let published = 0;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const one of waiting) one();
  };
  const open = async () =>
    desk.away ? fail(appError('net.refused', { params: { host: 'portal' } })) : ok(session);
  const common = {
    sessionFor: open,
    now: () => desk.now,
    heard: (_: string, outcome: Result<unknown>) =>
      void heard.push(outcome.ok ? 'ok' : outcome.error.code),
    changed() {
      published += 1;
      wake();
    },
    report: (line: string, cause?: unknown) =>
      void reports.push(`${line} ${cause instanceof Error ? cause.stack : ''}`),
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
      staleAfterMs: () => 60 * 60_000,
      uuid: randomUUID,
      portals: () => [{ id: portalId, address: portal.address }, ...others],
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

  // What is not known yet is found out by reading, unless a test waits for just that.
  const isOver = ({ state }: Change): boolean =>
    state !== 'unknown' && [...endedStates, ...reviewStates].some((one) => one === state);

  const tools = {
    portal,
    session,
    database,
    desk,
    heard,
    reports,
    /** Other saved portals. */
    others,
    published: () => published,
    run: () => run,
    calls: () => run.links.calls,
    sharing: () => run.sharing,
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

    /** The view of an entry once nothing is being read that it depends on. */
    view: (entry: EntryRef) =>
      until(async () => {
        const view = valueOf(await run.links.calls.view({ portalId, entry }));
        const { sharings, passwordRules } = run.sharing;
        const others = [sharings, passwordRules].some((one) => one.peek(portalId).reading);
        return view.reading || others ? null : view;
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

    /** What waits until an appointment is tried at once. */
    async pass(recorded: Result<{ readonly changeId: string }>): Promise<void> {
      const { changeId } = valueOf(recorded);
      await until(async () => {
        const change = valueOf(await run.journal.byId(changeId));
        return change.nextAttemptAt === null ? null : change;
      });
      await run.journal.resume(portalId);
    },

    /** The links of an entry on the portal. */
    present: async (entry: EntryRef): Promise<readonly ExternalLink[]> =>
      valueOf(await listLinks(session, entry)).links,

    async presentLink(entry: EntryRef, linkId: string): Promise<ExternalLink | undefined> {
      return (await tools.present(entry)).find(({ id }) => id === linkId);
    },

    /** Somebody restricts external sharing on the portal; the app hears of it when it `tells`. */
    async restrict({ tells = false } = {}): Promise<void> {
      const { status } = await ask(portal, 'PUT files/settings/externalsharingsettings', {
        body: JSON.stringify({
          externalShare: false,
          defaultShareLinkInternal: true,
          externalShareApplyToDocuments: true,
          externalShareApplyToRooms: true,
          blockExistingLinksOnRestrict: true,
        }),
      });
      if (status !== 200) throw new Error(`The portal answered ${status}.`);
      if (tells) await run.sharing.sharings.refresh(portalId);
    },

    /** Somebody else makes a link on the portal. */
    async makeElsewhere(entry: EntryRef, fields: object): Promise<void> {
      const { status } = await putLink(portal, pathOf(entry), fields);
      if (status !== 200) throw new Error(`The portal answered ${status}.`);
    },

    /** Somebody else changes a link on the portal. */
    async elsewhere(entry: EntryRef, linkId: string, fields: object, by: PracticeKeyName = 'main') {
      const path = pathOf(entry);
      const body = { ...bodyOf(await linkOf(portal, path, linkId, by)), ...fields };
      const { status } = await putLink(portal, path, body, by);
      if (status !== 200) throw new Error(`The portal answered ${status}.`);
    },

    /** The requests that changed links so far. */
    writes: () =>
      portal.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/links')),
  };
  return tools;
}

const pathOf = ({ kind, id }: EntryRef): string =>
  `files/${kind === 'room' ? 'rooms' : kind}/${encodeURIComponent(id)}`;
