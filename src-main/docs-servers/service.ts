import { randomUUID } from 'node:crypto';
import type { ChosenFiles } from '../connections/certificate-files';
import type { PracticeServer } from '../connections/practice';
import type { Records } from '../connections/records';
import {
  dropAllSecrets,
  dropConnectionSecrets,
  keepConnectionSecrets,
  keepSecret,
  type Kept,
} from '../connections/secret-keeping';
import { connectionView, planConnection } from '../connections/settings';
import type { Handlers } from '../contract';
import type { DocsAuth, DocsServerSummary } from '../contract/docs-servers';
import { fail, ok, type Result } from '../contract/result';
import { checkSecret } from '../docs-server/secret-shape';
import type { SecretName, SecretStore } from '../secrets/secret-store';
import type { ReachBook } from '../sync/reach';
import type { Refresh } from '../sync/refresh';
import { hostOf, readDocsAddress } from './address';
import type { DocsKeeper } from './facts';
import type { QuotaBook } from './quota';
import { nothingSeen, type DocsServerRecord } from './record';
import type { DocsSessions } from './sessions';
import type { DocsTests } from './tests';

export interface DocsServiceOptions {
  readonly registry: Records<DocsServerRecord>;
  readonly secrets: SecretStore;
  readonly sessions: DocsSessions;
  readonly reach: ReachBook;
  readonly keeper: DocsKeeper;
  readonly quota: QuotaBook;
  readonly tests: DocsTests;
  readonly chosen: ChosenFiles;
  readonly practice: PracticeServer<DocsServerRecord>;
  readonly refresh: Pick<Refresh, 'refreshAll' | 'portalChanged'>;
  readonly writeClipboard: (text: string) => void;
}

/** The Docs servers as everybody may see them, and the calls of the contract about them. */
export interface DocsService {
  /** Name, health and end of the license of every saved server, as last seen; asks nothing. */
  summaries(): readonly DocsServerSummary[];
  readonly calls: Handlers<'docsServers'>;
}

export function createDocsService(options: DocsServiceOptions): DocsService {
  const { registry, secrets, sessions, reach, keeper, quota, tests, chosen, practice } = options;
  const summaries = (): readonly DocsServerSummary[] => registry.all().map(summary);

  return {
    summaries,
    calls: {
      list: () => (registry.unreadable ? fail(registry.unreadable) : ok(summaries())),

      async detail({ serverId }) {
        const asked = registry.byId(serverId);
        if (!asked.ok) return asked;
        const [health, facts] = await Promise.all([
          keeper.health.look(serverId),
          keeper.facts.look(serverId),
        ]);
        const record = registry.byId(serverId);
        if (!record.ok) return record;
        const connection = connectionView(record.value.connection);
        return ok({ summary: summary(record.value), connection, health, facts });
      },

      refresh({ serverId }) {
        const record = registry.byId(serverId);
        if (!record.ok) return record;
        void keeper.refresh(serverId);
        return ok();
      },

      refreshAll() {
        void options.refresh.refreshAll();
        return ok();
      },

      async users({ filter, offset, limit }) {
        const found = await quotaOf(filter.serverId);
        if (!found.ok) return found;
        if (found.value === null) return ok({ rows: [], total: 0 });
        return quota.page(found.value, filter, { offset, limit });
      },

      async copyUsers(filter) {
        const found = await quotaOf(filter.serverId);
        if (!found.ok) return found;
        const lines = found.value ? await quota.lines(found.value, filter) : ok([]);
        if (!lines.ok) return lines;
        options.writeClipboard(lines.value.join('\n'));
        return ok(lines.value.length);
      },

      startTest: (draft) => ok({ testId: tests.start(draft) }),
      testReport: ({ testId }) => ok(tests.report(testId)),
      stopTest({ testId }) {
        tests.stop(testId);
        return ok();
      },

      async add({ address, auth, secret, keepSpaces, name, connection }) {
        const read = readDocsAddress(address, connection);
        if (!read.ok) return read;
        const checked = auth.form === 'none' ? ok(null) : checkSecret(secret ?? '', keepSpaces);
        if (!checked.ok) return checked;
        const plan = planConnection(connection, null, chosen);
        if (!plan.ok) return plan;

        const id = randomUUID();
        const kept = await keepTyped(id, checked.value);
        if (!kept.ok) return kept;
        const others = await keepConnectionSecrets(secrets, id, plan.value.secrets);
        const record: DocsServerRecord = {
          id,
          name: name || read.value.host,
          address: read.value.address,
          auth,
          practicePort: null,
          keyPlace: kept.value?.place ?? null,
          connection: plan.value.saved,
          seen: nothingSeen,
        };
        if (checked.value !== null && kept.value) {
          sessions.keyReplaced(id, checked.value, kept.value.place);
        }
        const added = others.ok ? await registry.add(record) : others;
        if (!added.ok) {
          sessions.forget(id);
          if (others.ok) await others.value.undo();
          await kept.value?.undo();
          return added;
        }
        options.refresh.portalChanged(id);
        void keeper.refresh(id);
        return ok(summary(record));
      },

      async edit({ serverId, address, auth, name, connection }) {
        const present = registry.byId(serverId);
        if (!present.ok) return present;
        const read = readDocsAddress(address, connection);
        if (!read.ok) return read;
        const plan = planConnection(connection, present.value.connection, chosen);
        if (!plan.ok) return plan;

        const kept = await keepConnectionSecrets(secrets, serverId, plan.value.secrets);
        if (!kept.ok) return kept;
        const moved = read.value.address !== present.value.address;
        const updated = await registry.update(serverId, (before) => ({
          ...before,
          name: name || read.value.host,
          address: read.value.address,
          auth,
          keyPlace: auth.form === 'none' ? null : before.keyPlace,
          // Once it is sent elsewhere it is a server like any other.
          practicePort: moved ? null : before.practicePort,
          connection: plan.value.saved,
          seen: moved ? nothingSeen : before.seen,
        }));
        if (!updated.ok) {
          await kept.value.undo();
          return updated;
        }
        const secretTyped = Object.values(plan.value.secrets).some((one) => one.do === 'set');
        if (moved || secretTyped || isOtherWay(present.value, updated.value)) {
          sessions.reopen(serverId);
          reach.forget(serverId);
          if (moved) await keeper.forget(serverId);
          await dropConnectionSecrets(secrets, serverId, plan.value.secrets);
          if (auth.form === 'none') await secrets.delete(secretName(serverId));
          options.refresh.portalChanged(serverId);
          void keeper.restart(serverId);
        }
        return ok(summary(updated.value));
      },

      async replaceSecret({ serverId, secret, keepSpaces }) {
        const present = registry.byId(serverId);
        if (!present.ok) return present;
        const checked = checkSecret(secret, keepSpaces);
        if (!checked.ok) return checked;
        const kept = await keepSecret(secrets, secretName(serverId), checked.value);
        if (!kept.ok) return kept;
        const { place, undo } = kept.value;
        // A server that was asked without a token is asked with one from now on.
        const withToken = ({ auth }: DocsServerRecord): DocsAuth =>
          auth.form === 'none' ? { form: 'body' } : auth;
        const updated = await registry.update(serverId, (before) => ({
          ...before,
          auth: withToken(before),
          keyPlace: place,
        }));
        if (!updated.ok) {
          await undo();
          return updated;
        }
        sessions.reopen(serverId);
        sessions.keyReplaced(serverId, checked.value, place);
        options.refresh.portalChanged(serverId);
        void keeper.restart(serverId);
        return ok(summary(updated.value));
      },

      async remove({ serverId }) {
        const present = registry.byId(serverId);
        if (!present.ok) return present;
        const dropped = await dropAllSecrets(secrets, serverId, 'jwtSecret');
        if (!dropped.ok) return dropped;
        // Before its row: that one takes the rest along at once, which may be a great many.
        await keeper.forget(serverId);
        const removed = await registry.remove(serverId);
        if (!removed.ok) {
          await dropped.value.undo();
          return removed;
        }
        sessions.forget(serverId);
        reach.forget(serverId);
        options.refresh.portalChanged(serverId);
        await practice.removed(present.value);
        return ok();
      },

      async startPractice() {
        const started = await practice.start();
        return started.ok ? ok({ serverId: started.value }) : started;
      },
    },
  };

  async function keepTyped(
    owner: string,
    secret: string | null,
  ): Promise<Result<Kept | null, 'keychain'>> {
    return secret === null ? ok(null) : keepSecret(secrets, secretName(owner), secret);
  }

  /** Names the lists of users that count; `null`: none are known. */
  async function quotaOf(serverId: string) {
    const record = registry.byId(serverId);
    if (!record.ok) return record;
    const { value } = await keeper.facts.of(serverId);
    return ok(value?.license?.quota ?? null);
  }

  function summary(record: DocsServerRecord): DocsServerSummary {
    const { id, name, address, auth, practicePort, seen } = record;
    return {
      id,
      name,
      address,
      host: hostOf(address),
      practice: practicePort !== null,
      auth,
      secret: auth.form === 'none' ? 'none' : sessions.keyPlace(record),
      reach: reach.of(id),
      seen,
    };
  }
}

const secretName = (owner: string): SecretName => ({ owner, purpose: 'jwtSecret' });

/** Whether a server is reached or asked in another way than before. */
const isOtherWay = (before: DocsServerRecord, after: DocsServerRecord): boolean =>
  JSON.stringify([before.connection, before.auth]) !==
  JSON.stringify([after.connection, after.auth]);
