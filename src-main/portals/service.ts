import { randomUUID } from 'node:crypto';
import type { Handlers } from '../contract';
import type { PortalDetail, PortalSummary } from '../contract/portals';
import { fail, ok } from '../contract/result';
import { checkKey } from '../docspace/key-shape';
import type { SecretStore } from '../secrets/secret-store';
import type { ReachBook } from '../sync/reach';
import { readAddress } from '../connections/address';
import type { CertificatePurpose, ChosenFiles } from '../connections/certificate-files';
import { connectionView, planConnection } from '../connections/settings';
import type { FactsKeeper, KnownFacts } from './facts';
import {
  dropAllSecrets,
  dropConnectionSecrets,
  keepConnectionSecrets,
  keepSecret,
} from '../connections/secret-keeping';
import type { Practice } from './practice';
import type { PortalRecord } from './record';
import type { Registry } from './registry';
import type { PortalSessions } from './sessions';
import type { ConnectionTests } from './tests';

/** What a person did to a saved portal that concerns what is known of it. */
export type Alteration =
  | 'added'
  /** It stands at another address: what was known is another portal's. */
  | 'moved'
  /** It is reached in another way: proxy, certificates. */
  | 'otherWay'
  /** It has another API key, perhaps another account's. */
  | 'otherKey'
  | 'removed';

export interface PortalServiceOptions {
  readonly registry: Registry;
  readonly secrets: SecretStore;
  readonly sessions: PortalSessions;
  readonly reach: ReachBook;
  readonly facts: FactsKeeper;
  readonly tests: ConnectionTests;
  readonly chosen: ChosenFiles;
  readonly practice: Practice;
  /** Opens the native file picker; `null`: the person closed it. */
  readonly pickCertificate: (purpose: CertificatePurpose) => Promise<string | null>;
  /** Hears what a person did to a portal, before it is read again. */
  readonly altered: (portalId: string, how: Alteration) => void;
}

/** The calls of the contract about saved portals. */
export function createPortalService(options: PortalServiceOptions): Handlers<'portals'> {
  const { registry, secrets, sessions, reach, facts, tests, chosen, practice, altered } = options;

  return {
    list() {
      if (registry.unreadable) return fail(registry.unreadable);
      return ok(registry.all().map(summary));
    },

    async detail({ portalId }) {
      const asked = registry.byId(portalId);
      if (!asked.ok) return asked;
      const known = await facts.look(portalId);
      const record = registry.byId(portalId);
      return record.ok ? ok(detail(record.value, known)) : record;
    },

    refresh({ portalId }) {
      const record = registry.byId(portalId);
      if (!record.ok) return record;
      void facts.refresh(portalId);
      return ok();
    },

    startTest: (draft) => ok({ testId: tests.start(draft) }),
    testReport: ({ testId }) => ok(tests.report(testId)),
    stopTest({ testId }) {
      tests.stop(testId);
      return ok();
    },

    async add({ address, apiKey, name, tags, connection }) {
      const read = readAddress(address, connection);
      if (!read.ok) return read;
      const key = checkKey(apiKey);
      if (!key.ok) return key;
      const plan = planConnection(connection, null, chosen);
      if (!plan.ok) return plan;

      const id = randomUUID();
      const kept = await keepSecret(secrets, { owner: id, purpose: 'apiKey' }, key.value);
      if (!kept.ok) return kept;
      const others = await keepConnectionSecrets(secrets, id, plan.value.secrets);
      const record: PortalRecord = {
        id,
        name: name || read.value.host,
        address: read.value.address,
        tags: [...new Set(tags)],
        practicePort: null,
        keyPlace: kept.value.place,
        connection: plan.value.saved,
        seen: null,
      };
      sessions.keyReplaced(id, key.value, kept.value.place);
      const added = others.ok ? await registry.add(record) : others;
      if (!added.ok) {
        sessions.forget(id);
        if (others.ok) await others.value.undo();
        await kept.value.undo();
        return added;
      }
      altered(id, 'added');
      void facts.refresh(id);
      return ok(summary(record));
    },

    async edit({ portalId, address, name, tags, connection }) {
      const present = registry.byId(portalId);
      if (!present.ok) return present;
      const read = readAddress(address, connection);
      if (!read.ok) return read;
      const plan = planConnection(connection, present.value.connection, chosen);
      if (!plan.ok) return plan;

      const kept = await keepConnectionSecrets(secrets, portalId, plan.value.secrets);
      if (!kept.ok) return kept;
      const moved = read.value.address !== present.value.address;
      const updated = await registry.update(portalId, (before) => ({
        ...before,
        name: name || read.value.host,
        address: read.value.address,
        tags: [...new Set(tags)],
        // Once it is sent elsewhere it is a portal like any other.
        practicePort: moved ? null : before.practicePort,
        connection: plan.value.saved,
        seen: moved ? null : before.seen,
      }));
      if (!updated.ok) {
        await kept.value.undo();
        return updated;
      }
      const secretTyped = Object.values(plan.value.secrets).some((one) => one.do === 'set');
      if (moved || secretTyped || isOtherWay(present.value, updated.value)) {
        sessions.reopen(portalId);
        reach.forget(portalId);
        altered(portalId, moved ? 'moved' : 'otherWay');
        if (moved) await facts.forget(portalId);
        await dropConnectionSecrets(secrets, portalId, plan.value.secrets);
        void facts.restart(portalId);
      }
      return ok(summary(updated.value));
    },

    async replaceKey({ portalId, apiKey }) {
      const present = registry.byId(portalId);
      if (!present.ok) return present;
      const key = checkKey(apiKey);
      if (!key.ok) return key;
      const kept = await keepSecret(secrets, { owner: portalId, purpose: 'apiKey' }, key.value);
      if (!kept.ok) return kept;
      const { place, undo } = kept.value;
      const updated = await registry.update(portalId, (before) =>
        before.keyPlace === place ? before : { ...before, keyPlace: place },
      );
      if (!updated.ok) {
        await undo();
        return updated;
      }
      sessions.keyReplaced(portalId, key.value, place);
      // What was read as another account is not what this one sees.
      altered(portalId, 'otherKey');
      await facts.forget(portalId);
      void facts.refresh(portalId);
      return ok(summary(updated.value));
    },

    async remove({ portalId }) {
      const present = registry.byId(portalId);
      if (!present.ok) return present;
      const dropped = await dropAllSecrets(secrets, portalId, 'apiKey');
      if (!dropped.ok) return dropped;
      const removed = await registry.remove(portalId);
      if (!removed.ok) {
        await dropped.value.undo();
        return removed;
      }
      sessions.forget(portalId);
      reach.forget(portalId);
      altered(portalId, 'removed');
      await facts.forget(portalId);
      await practice.removed(present.value);
      return ok();
    },

    move: ({ portalId, before }) => registry.move(portalId, before),

    async chooseCertificate({ purpose }) {
      const path = await options.pickCertificate(purpose);
      return path === null ? ok(null) : chosen.choose(path, purpose);
    },
  };

  function summary(record: PortalRecord): PortalSummary {
    return {
      id: record.id,
      name: record.name,
      address: record.address,
      host: new URL(record.address).host,
      tags: record.tags,
      practice: record.practicePort !== null,
      key: sessions.keyPlace(record),
      reach: reach.of(record.id),
      version: record.seen?.version ?? null,
      edition: record.seen?.edition ?? 'unknown',
    };
  }

  function detail(record: PortalRecord, known: KnownFacts): PortalDetail {
    return {
      summary: summary(record),
      connection: connectionView(record.connection),
      ...known,
    };
  }
}

/** Whether a portal is reached in another way than before. */
const isOtherWay = (before: PortalRecord, after: PortalRecord): boolean =>
  JSON.stringify(before.connection) !== JSON.stringify(after.connection);
