import { value } from '../answers';
import type { Call, Handlers } from '../call';
import { offsetText, plainDateTime } from '../dates';
import { editions } from '../tables/editions';
import { passwordRules } from '../tables/password-rules';
import { people } from '../tables/people';

/** `TenantStatus` on the wire. */
const tenantStatus = { active: 0, suspended: 1, restoring: 4 } as const;

/** DocSpace server: SettingsController, VersionController, CapabilitiesController. */
export const settingsRoutes: Handlers<
  | 'GET settings'
  | 'GET settings/version/build'
  | 'GET settings/payment'
  | 'GET settings/security/password'
  | 'GET capabilities'
> = {
  'GET settings': (call) =>
    value({
      ...commonSettings(call),
      ...(call.caller.signedIn ? signedInSettings(call) : anonymousSettings),
      ...(!call.caller.signedIn || call.query.get('withpassword') === 'true'
        ? { passwordHash: { size: 256, iterations: 100000, salt: '0'.repeat(64) } }
        : {}),
    }),

  'GET settings/version/build': ({ core }) =>
    value({ docSpace: core.settings.version, documentServer: '9.0.4.50' }),

  'GET settings/payment': ({ core, tariff }) => {
    const { trial, dueDate } = tariff();
    return value({
      salesEmail: 'sales@practice.invalid',
      buyUrl: 'https://practice.invalid/buy',
      standalone: editions[core.settings.edition].standalone,
      currentLicense: { trial, dueDate: plainDateTime(dueDate) },
      max: 999,
    });
  },

  'GET settings/security/password': ({ core }) =>
    value(passwordRules, { lastModified: new Date(core.state.installedAt) }),

  'GET capabilities': () =>
    value({
      ldapEnabled: false,
      ldapDomain: '',
      providers: [],
      ssoLabel: '',
      oauthEnabled: true,
      ssoUrl: '',
      identityServerEnabled: false,
    }),
};

function commonSettings({ core, effect, culture }: Call) {
  const status =
    effect('suspended') !== null
      ? tenantStatus.suspended
      : effect('restoring') !== null
        ? tenantStatus.restoring
        : tenantStatus.active;
  return {
    culture,
    greetingSettings: core.settings.title,
    docSpace: true,
    standalone: editions[core.settings.edition].standalone,
    isAmi: false,
    baseDomain: 'practice.invalid',
    version: core.settings.version,
    tenantStatus: status,
    tenantAlias: 'practice',
    enableAdmMess: false,
    cookieSettingsEnabled: false,
    userNameRegex: "^[\\p{L}\\p{M}' \\-]+$",
    displayAbout: true,
    deepLink: { androidPackageName: '', url: '', iosPackageId: '', handlingMode: 0 },
    logoText: '',
    externalResources: {},
  };
}

const anonymousSettings = {
  enabledJoin: false,
  thirdpartyEnable: false,
  recaptchaType: 0,
  recaptchaPublicKey: '',
};

function signedInSettings({ core }: Call) {
  const minutes = core.settings.utcOffsetMinutes;
  return {
    trustedDomains: [],
    trustedDomainsType: 0,
    timezone: zoneName(minutes),
    utcOffset: `${offsetText(minutes).replace('+', '')}:00`,
    utcHoursOffset: minutes / 60,
    ownerId: people.owner.id,
    nameSchemaId: 'Common',
    domainValidator: { minLength: 3, maxLength: 50, regex: '^[a-z0-9][a-z0-9-]+[a-z0-9]$' },
    socketUrl: '/socket.io',
    limitedAccessSpace: false,
    limitedAccessDevToolsForUsers: false,
    displayBanners: false,
    aiEnabled: false,
    firebase: {},
    plugins: { enabled: true, upload: true, delete: true },
    formGallery: {},
    invitationLimit: 1000,
    maxImageUploadSize: 26214400,
    defaultFolderType: 5,
  };
}

/** IANA name of a fixed offset; its sign is turned round, as POSIX has it. */
function zoneName(minutes: number): string {
  if (minutes % 60 !== 0) return 'Asia/Kolkata';
  return minutes === 0 ? 'UTC' : `Etc/GMT${minutes > 0 ? '-' : '+'}${Math.abs(minutes) / 60}`;
}
