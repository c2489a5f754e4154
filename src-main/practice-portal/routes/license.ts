import { type Answer, exception, value } from '../answers';
import { type Call, type Handlers, forPeople } from '../call';
import { isAdmin } from '../caller';
import type { Core } from '../core';
import {
  type LicenseRefusal,
  isOverdue,
  promoteLicense,
  stageLicense,
} from '../license/license-store';
import { readUpload } from '../multipart';
import { editions } from '../tables/editions';
import type { ExceptionName } from '../tables/exceptions';
import { type MessageKey, fixedTexts } from '../tables/messages';

/** Audit action `LicenseKeyUploaded`. */
const licenseKeyUploaded = 5042;

/** DocSpace server: LicenseController. */
export const licenseRoutes: Handlers<
  | 'GET settings/license/required'
  | 'POST settings/license'
  | 'POST settings/license/accept'
  | 'GET settings/license/refresh'
  | 'POST settings/license/trial'
> = {
  'GET settings/license/required': ({ core }) =>
    value(takesLicense(core) && core.state.license.currentFile === null),

  'POST settings/license': async (call) => {
    const { core, say } = call;
    const speed = call.effect('slowRead');
    const upload = await readUpload(
      call.incoming,
      'files',
      speed && { bytesPerSecond: speed.bytesPerSecond, stopped: core.stopped },
    );
    if (upload.kind === 'gone') return { kind: 'gone' };
    if (call.effect('takeAnyUpload') !== null) return value(say('uploaded'));
    if (upload.kind === 'noForm') return invalidForm(fixedTexts.filesRequired);
    if (upload.kind === 'cut') return invalidForm(fixedTexts.formCut);
    if (!takesLicense(core)) return exception('notSupported', say('planNotSupported'));
    if (upload.kind === 'noFile') return exception('argument', say('uploadFileMissing'));
    return upload.text === null
      ? exception('other', say('licenseNotCorrect'))
      : stage(call, upload.text);
  },

  'POST settings/license/accept': forPeople(async ({ core, say }, { person }) => {
    if (!takesLicense(core)) return value(say('planNotSupported'));
    const at = core.settings.clock().toISOString();
    core.state.license.acceptedAt = at;
    core.state.audit.push({ actionId: licenseKeyUploaded, userId: person.id, at });
    const outcome = await promoteLicense(core.state, core.settings, core.stopped);
    core.changed();
    if (outcome.ok) return value('');
    const words = acceptWords[outcome.refusal];
    return value('key' in words ? say(words.key) : words.text);
  }),

  'GET settings/license/refresh': async ({ core }) => {
    if (!takesLicense(core)) return value(false);
    const outcome = await promoteLicense(core.state, core.settings, core.stopped);
    core.changed();
    if (outcome.ok) return value(true);
    const { name, text } = refreshExceptions[outcome.refusal];
    return exception(name, text);
  },

  'POST settings/license/trial': ({ core, caller, say, tariff }) => {
    if (!editions[core.settings.edition].standalone) {
      return exception('notSupported', say('planNotSupported'));
    }
    if (!isAdmin(caller)) return exception('security', say('accessDenied'));
    if (tariff(true).dueDate !== null) return value(false);
    core.state.license.trialSince = core.settings.clock().toISOString();
    core.changed();
    return value(true);
  },
};

function takesLicense({ settings }: Core): boolean {
  return editions[settings.edition].takesLicense;
}

function stage({ core, say, culture }: Call, text: string): Answer {
  const { state, settings } = core;
  const checked = stageLicense(state, settings, text);
  if (!checked.ok) return uploadRefusal(checked.refusal, say);
  core.changed();
  const { endDate } = checked.license;
  if (endDate === null || !isOverdue(checked.license, settings.clock())) {
    return value(say('uploaded'));
  }
  const date = new Intl.DateTimeFormat(culture, { dateStyle: 'full', timeZone: 'UTC' });
  return value(say('uploadedOverdue', { date: date.format(endDate) }));
}

function uploadRefusal(refusal: LicenseRefusal, say: Call['say']): Answer {
  if (refusal === 'startsLater') {
    return exception('argumentOutOfRange', fixedTexts.startDateAhead);
  }
  return exception(
    'other',
    say(refusal === 'otherEdition' ? 'licenseConflict' : 'licenseNotCorrect'),
  );
}

function invalidForm(problem: string): Answer {
  return { kind: 'invalid', errors: { Files: [problem] } };
}

/** Accept always answers 200: the outcome is a text, the portal's own or an exception's. */
const acceptWords: Readonly<
  Record<LicenseRefusal, { readonly key: MessageKey } | { readonly text: string }>
> = {
  notFound: { key: 'licenseKeyMissing' },
  notParsed: { key: 'licenseKeyNotCorrect' },
  expired: { key: 'licenseKeyNotCorrect' },
  unknownUser: { key: 'licenseKeyNotCorrect' },
  otherEdition: { key: 'licenseConflict' },
  startsLater: { text: fixedTexts.startDateAhead },
  documentServerDown: { text: fixedTexts.documentServerDown },
};

const refreshExceptions: Readonly<
  Record<LicenseRefusal, { readonly name: ExceptionName; readonly text: string }>
> = {
  notFound: { name: 'billingNotFound', text: fixedTexts.licenseNotFound },
  notParsed: { name: 'billingNotConfigured', text: fixedTexts.licenseNotParsed },
  expired: { name: 'billingNotConfigured', text: fixedTexts.licenseExpired },
  unknownUser: { name: 'billingNotConfigured', text: fixedTexts.licenseUnknownUser },
  otherEdition: { name: 'billingLicenseType', text: fixedTexts.licenseTypeWrong },
  startsLater: { name: 'argumentOutOfRange', text: fixedTexts.startDateAhead },
  documentServerDown: { name: 'httpRequest', text: fixedTexts.documentServerDown },
};
