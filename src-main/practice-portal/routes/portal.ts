import { value } from '../answers';
import { type Call, type Handlers, forPeople } from '../call';
import { hasRole, isAdmin } from '../caller';
import { apiDateTime, plainDateTime } from '../dates';
import { readLicense } from '../license/license-text';
import { type Tariff, tariffState } from '../license/tariff';
import { editions } from '../tables/editions';
import { people } from '../tables/people';
import { limits, quotaFeatures } from '../tables/quota';

/** Id of the quota that a license writes, and of the one without. */
const licenseQuotaId = -1000;
const defaultQuotaId = -1;

/** DocSpace server: PortalController, PaymentsController. */
export const portalRoutes: Handlers<
  | 'GET portal'
  | 'GET portal/tariff'
  | 'GET portal/quota'
  | 'GET portal/payment/quota'
  | 'GET portal/tenantextra'
  | 'GET portal/usedspace'
  | 'GET portal/userscount'
> = {
  'GET portal': ({ core, caller }) => {
    const tenantId = { tenantId: 1 };
    if (!isAdmin(caller)) return value(tenantId);
    const installed = plainDateTime(new Date(core.state.installedAt));
    return value({
      ...tenantId,
      tenantAlias: 'practice',
      name: core.settings.title,
      ownerId: people.owner.id,
      status: 0,
      statusChangeDate: installed,
      creationDateTime: installed,
      lastModified: installed,
      language: core.settings.language,
      timeZone: 'UTC',
      mappedDomain: '',
      region: '',
      hostedRegion: '',
      industry: 0,
      calls: true,
      spam: true,
      trustedDomains: [],
      trustedDomainsType: 0,
      version: 1,
      versionChanged: plainDateTime(null),
    });
  },

  'GET portal/tariff': forPeople((call, { person }) => {
    const tariff = call.tariff(wantsFresh(call));
    const seesDates = hasRole(call.caller, 'admin') || person.role === 'roomAdmin';
    return value({
      id: 0,
      state: tariff.state,
      ...(seesDates
        ? { dueDate: date(call, tariff.dueDate), delayDueDate: date(call, tariff.delayDueDate) }
        : {}),
      ...(isAdmin(call.caller) ? tariffForAdmins(call, tariff) : {}),
    });
  }),

  'GET portal/quota': (call) => value(rawQuota(call, call.tariff())),

  'GET portal/payment/quota': (call) => value(quotaDto(call, call.tariff(wantsFresh(call)))),

  'GET portal/tenantextra': (call) => {
    const { core } = call;
    const tariff = call.tariff(wantsFresh(call));
    const { currentFile, acceptedAt } = core.state.license;
    return value({
      customMode: false,
      ...editionFlags(call, 'opensource'),
      enableTariffPage: true,
      tariff: {
        id: 1,
        state: tariff.state,
        dueDate: plainDateTime(tariff.dueDate),
        delayDueDate: plainDateTime(tariff.delayDueDate),
        licenseDate: plainDateTime(tariff.licenseDate),
        customerId: tariff.customerId ?? undefined,
        quotas: [{ id: quotaId(tariff), quantity: 1 }],
      },
      quota: quotaDto(call, tariff),
      notPaid: tariff.state === tariffState.notPaid,
      licenseAccept: acceptedAt ?? '',
      docServerUserQuota: {},
      docServerLicense: currentFile === null ? undefined : licenseDto(currentFile),
    });
  },

  'GET portal/usedspace': () => value(limits.usedSpaceGb),

  'GET portal/userscount': () => value(Object.keys(people).length),
};

function tariffForAdmins(call: Call, tariff: Tariff) {
  return {
    id: 1,
    ...editionFlags(call, 'openSource'),
    ...(tariff.customerId === null ? {} : { customerId: tariff.customerId }),
    ...(tariff.licenseDate === null ? {} : { licenseDate: date(call, tariff.licenseDate) }),
    quotas: [{ id: quotaId(tariff), quantity: 1, wallet: false, state: 0 }],
  };
}

/** Both license editions count as "enterprise"; the two answers spell open source differently. */
function editionFlags({ core }: Call, openSource: 'openSource' | 'opensource') {
  const facts = editions[core.settings.edition];
  return {
    [openSource]: facts.openSource,
    enterprise: facts.takesLicense,
    developer: facts.developer,
  };
}

function quotaDto(call: Call, tariff: Tariff) {
  return {
    id: quotaId(tariff),
    title: call.say('tariffTitle'),
    price: { value: 0, currencySymbol: '$' },
    nonProfit: false,
    free: false,
    trial: tariff.trial,
    features: quotaFeatures.map(({ id, type, granted }) => ({
      id,
      title: id,
      value: granted(tariff),
      type,
    })),
    usersQuota: { enableQuota: false, defaultQuota: -1 },
    roomsQuota: { enableQuota: false, defaultQuota: -1 },
    aiAgentsQuota: { enableQuota: false, defaultQuota: -1 },
    tenantCustomQuota: { enableQuota: false, quota: -1 },
    dueDate: date(call, tariff.dueDate),
  };
}

function rawQuota({ say }: Call, tariff: Tariff) {
  return {
    tenantId: quotaId(tariff),
    name: say('tariffTitle'),
    price: 0,
    maxFileSize: limits.maxFileSize,
    maxTotalSize: limits.maxTotalSize,
    countUser: -1,
    countRoomAdmin: -1,
    countRoom: -1,
    trial: tariff.trial,
    lifetime: tariff.lifetime,
    ...Object.fromEntries(
      quotaFeatures
        .filter(({ type }) => type === 'flag')
        .map(({ id, granted }) => [id, granted(tariff)]),
    ),
  };
}

function licenseDto(text: string) {
  return { ...readLicense(text)?.fields, originalLicense: text };
}

function quotaId(tariff: Tariff): number {
  return tariff.license === null ? defaultQuotaId : licenseQuotaId;
}

function wantsFresh({ query }: Call): boolean {
  return query.get('refresh')?.toLowerCase() === 'true';
}

function date({ core }: Call, instant: Date | null): string {
  return apiDateTime(instant, core.settings.utcOffsetMinutes);
}
