import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { readRegularFile } from '../local-files/regular-file';
import type { PortalRecord } from '../portals/record';
import type { Registry } from '../portals/registry';
import type { StandingTable } from '../store/standing-table';
import { listText } from './format';
import { planMerge, type PlannedRow, type SavedPortal } from './merge-plan';
import type { ListedPortal } from './read-entry';
import { maxListBytes, readList, type PortalList } from './read-list';

export interface PortalListsOptions {
  readonly registry: Pick<Registry, 'all' | 'addAndUpdate' | 'unreadable'>;
  readonly standings: StandingTable;
  /** Opens the native file picker; `null`: the person closed it. */
  readonly pickFile: () => Promise<string | null>;
  /** Asks for a place to save text under, and saves it; `null`: the person closed the question. */
  readonly saveFile: (
    suggestedName: string,
    pieces: AsyncIterable<string>,
  ) => Promise<Result<{ readonly fileName: string } | null, 'file'>>;
  /** Hears the id of each portal that an import added. */
  readonly added: (portalId: string) => void;
  readonly now: () => Date;
}

interface Chosen {
  readonly handle: string;
  readonly list: PortalList;
}

/** The calls of the contract about lists of portals. */
export function createPortalLists(options: PortalListsOptions): Handlers<'portalLists'> {
  const { registry } = options;
  /** A dialog is about one file. */
  let chosen: Chosen | null = null;

  return {
    async choose() {
      const path = await options.pickFile();
      if (path === null) return ok(null);
      const bytes = await readRegularFile(path, maxListBytes);
      if (!bytes.ok) return bytes;
      const list = await readList(bytes.value);
      if (!list.ok) return list;
      const plan = await planOf(list.value);
      if (!plan.ok) return plan;
      const handle = randomUUID();
      chosen = { handle, list: list.value };
      return ok({
        handle,
        fileName: basename(path),
        rows: plan.value.map(({ row }) => row),
        ignored: list.value.ignored,
      });
    },

    async take({ handle }) {
      if (chosen?.handle !== handle) return fail(appError('file.forgotten'));
      // Anew: since the preview a portal may have gone.
      const plan = await planOf(chosen.list);
      if (!plan.ok) return plan;
      const added = plan.value.flatMap((one) => (one.added ? [recordOf(one.added)] : []));
      const merges = plan.value.flatMap(({ merge }) => (merge ? [merge] : []));
      const changes = new Map(merges.map(({ portalId, what }) => [portalId, changeOf(what)]));
      const saved = await registry.addAndUpdate(added, changes);
      if (!saved.ok) return saved;
      chosen = null;
      for (const { id } of added) options.added(id);
      return ok({ added: added.length, merged: changes.size });
    },

    forget({ handle }) {
      if (chosen?.handle === handle) chosen = null;
      return ok();
    },

    async exportAll() {
      if (registry.unreadable) return fail(registry.unreadable);
      const accounts = await accountsOf();
      if (!accounts.ok) return accounts;
      const portals = real();
      const text = listText(portals, (id) => accounts.value.get(id) ?? null, options.now());
      const day = options.now().toISOString().slice(0, 10);
      const saved = await options.saveFile(`gatehouse-portals-${day}.json`, once(text));
      return saved.ok ? ok(saved.value && { ...saved.value, count: portals.length }) : saved;
    },
  };

  /** The practice portal is only on this computer. */
  function real(): readonly PortalRecord[] {
    return registry.all().filter(({ practicePort }) => practicePort === null);
  }

  async function planOf(list: PortalList): Promise<Result<readonly PlannedRow[], 'store'>> {
    const accounts = await accountsOf();
    if (!accounts.ok) return accounts;
    const saved = real().map(({ id, name, address, tags }): SavedPortal => ({
      id,
      name,
      host: new URL(address).host,
      address,
      tags,
      account: accounts.value.get(id) ?? null,
    }));
    return ok(planMerge(list.entries, saved));
  }

  /** Of a portal that was never read, the account that a list named. */
  async function accountsOf(): Promise<Result<ReadonlyMap<string, string>, 'store'>> {
    const standings = await options.standings.all();
    if (!standings.ok) return standings;
    const told = new Map(standings.value.map(({ portalId, account }) => [portalId, account]));
    return ok(
      new Map(
        registry.all().flatMap(({ id, account }) => {
          const known = told.get(id) || account;
          return known ? [[id, known]] : [];
        }),
      ),
    );
  }
}

/** A list holds no keys: until the person gives it one, its key is missing. */
function recordOf(portal: ListedPortal): PortalRecord {
  const { name, address, tags, connection, account } = portal;
  return {
    id: randomUUID(),
    name,
    address,
    tags: [...tags],
    practicePort: null,
    keyPlace: 'session',
    connection,
    seen: null,
    ...(account === null ? {} : { account }),
  };
}

type Merge = NonNullable<PlannedRow['merge']>['what'];

const changeOf =
  ({ name, tags, account }: Merge) =>
  (present: PortalRecord): PortalRecord => ({
    ...present,
    name: name ?? present.name,
    tags: [...new Set([...present.tags, ...tags])],
    ...(account === null ? {} : { account }),
  });

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
