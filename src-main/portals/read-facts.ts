import * as v from 'valibot';
import type { ErrorCode } from '../contract/app-error';
import { editions, roles, type PortalFacts } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import { getOwnKey, getSelf, type OwnKey, type UntoldKey } from '../docspace/account';
import { editionOf } from '../docspace/edition';
import { getBuildVersions, getSettings, outOfService } from '../docspace/portal-settings';
import { getTariff } from '../docspace/tariff';
import type { PortalSession } from './sessions';

/** What one look at a portal tells of it. */
export interface FactsReading {
  readonly facts: PortalFacts;
  /** The same on all portals of one installation; `null` where there is none or it is not told. */
  readonly customerId: string | null;
}

/** A reading as it was kept in the store. */
export const factsReading: v.GenericSchema<unknown, FactsReading> = v.object({
  facts: v.object({
    title: v.string(),
    version: v.string(),
    docsVersion: v.nullable(v.string()),
    edition: v.picklist(editions),
    timeZone: v.nullable(v.string()),
    culture: v.nullable(v.string()),
    account: v.object({
      displayName: v.string(),
      email: v.string(),
      role: v.picklist(roles),
    }),
    key: v.nullable(
      v.object({
        name: v.string(),
        scopes: v.array(v.string()),
        expires: v.nullable(v.string()),
      }),
    ),
    certificate: v.nullable(
      v.object({
        subject: v.string(),
        issuer: v.string(),
        validFrom: v.string(),
        validTo: v.string(),
        sha256: v.string(),
      }),
    ),
  }),
  customerId: v.nullable(v.string()),
});

/**
 * Reads what a portal says of itself, in one round of five requests (a sixth for keys with few
 * rights). What the account may not see is left out; any other failure fails the whole reading.
 * Nothing is believed before `people/@self` proved that the portal accepts the key.
 */
export async function readFacts(
  session: PortalSession,
): Promise<Result<FactsReading, 'net' | 'portal'>> {
  const [self, settings, build, ownKey, tariff] = await Promise.all([
    getSelf(session),
    settingsFor(session),
    getBuildVersions(session),
    getOwnKey(session),
    getTariff(session, { refresh: false }),
  ]);
  if (!settings.ok) return settings;
  const closed = outOfService(settings.value.tenantStatus);
  if (closed) return fail(closed);
  if (!self.ok) return self;
  const seenBuild = orUntold(build);
  if (!seenBuild.ok) return seenBuild;
  const seenKey = orUntold(ownKey);
  if (!seenKey.ok) return seenKey;
  const seenTariff = orUntold(tariff);
  if (!seenTariff.ok) return seenTariff;

  const { title, standalone, timeZone, culture } = settings.value;
  const version = settings.value.version ?? seenBuild.value?.docSpace ?? '';
  const edition = editionOf(standalone, seenTariff.value);
  const { displayName, email, role } = self.value;
  return ok({
    facts: {
      title,
      version,
      docsVersion: seenBuild.value?.documentServer ?? null,
      edition,
      timeZone,
      culture,
      account: { displayName, email, role },
      key: keyFacts(seenKey.value),
      certificate: session.connection.lastCertificate(),
    },
    customerId: seenTariff.value?.customerId ?? null,
  });
}

/** With the key it tells more; a key with few rights is refused even what everybody may see. */
async function settingsFor(session: PortalSession): ReturnType<typeof getSettings> {
  const asAccount = await getSettings(session, { auth: 'key' });
  return !asAccount.ok && asAccount.error.code === 'portal.keyLacksRights'
    ? getSettings(session, { auth: 'none' })
    : asAccount;
}

/** Refusals that only mean: this account, or this version, does not get to see it. */
const untoldCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.keyLacksRights',
  'portal.notFound',
  'portal.notSupported',
]);

/** `null` for what this account does not get to see. */
export function orUntold<T>(
  answer: Result<T, 'net' | 'portal'>,
): Result<T | null, 'net' | 'portal'> {
  return !answer.ok && untoldCodes.has(answer.error.code) ? ok(null) : answer;
}

function keyFacts(key: OwnKey | UntoldKey | null): PortalFacts['key'] {
  return key?.told ? { name: key.name, scopes: key.scopes, expires: key.expires } : null;
}
