import { exception, value } from '../answers';
import { type Handler, type Handlers, forPeople } from '../call';
import { type Caller, isAdmin } from '../caller';
import type { Core } from '../core';
import { readFlags } from '../json-body';
import type { Sharing } from '../state';
import { fileSettings } from '../tables/file-settings';
import { sharingDefaults, sharingPolicyFields } from '../tables/sharing';

/** Audit action `DocumentsExternalShareSettingsUpdated`. */
const sharingUpdated = 5069;

/** DocSpace server: files SettingsController. Strangers get built-in defaults, not an error. */
export const filesSettingsRoutes: Handlers<
  | 'GET files/settings'
  | 'PUT files/settings/external'
  | 'PUT files/settings/externalsocialmedia'
  | 'PUT files/settings/externalsharingsettings'
> = {
  'GET files/settings': ({ core, caller }) =>
    value({
      ...fileSettings,
      ...ownOrder(core, caller),
      ...visible(core, caller.signedIn ? core.state.sharing : sharingDefaults.anonymous),
      ...(core.has('organizeRoomsGrouping') ? { organizeRoomsGrouping: true } : {}),
    }),

  'PUT files/settings/external': sharingWrite(
    ['set'],
    (now, { set }) => withSwitch(now, set),
    (stored) => stored.externalShare,
  ),

  'PUT files/settings/externalsocialmedia': sharingWrite(
    ['set'],
    (now, { set }) => ({ ...now, externalShareSocialMedia: now.externalShare && set }),
    (stored) => stored.externalShareSocialMedia,
  ),

  'PUT files/settings/externalsharingsettings': sharingWrite(
    sharingPolicyFields,
    (now, asked) => ({
      ...withSwitch({ ...now, ...asked }, asked.externalShare),
      defaultShareLinkInternal: !asked.externalShare || asked.defaultShareLinkInternal,
    }),
    (stored) => Object.fromEntries(sharingPolicyFields.map((name) => [name, stored[name]])),
  ),
};

/** The order of lists that the person last asked for. */
function ownOrder(core: Core, caller: Caller) {
  const order = caller.signedIn ? core.state.content.orders[caller.person.id] : undefined;
  return order === undefined
    ? {}
    : { defaultOrder: { is_asc: order.ascending, property: order.property } };
}

/** What a portal of this version shows of its sharing. */
function visible(core: Core, { externalShare, externalShareSocialMedia, ...policy }: Sharing) {
  return {
    externalShare,
    externalShareSocialMedia,
    ...(core.has('sharingPolicy') ? policy : {}),
  };
}

/** Off takes the social media along; on does not bring them back. */
function withSwitch(now: Sharing, externalShare: boolean): Sharing {
  const externalShareSocialMedia = externalShare && now.externalShareSocialMedia;
  return { ...now, externalShare, externalShareSocialMedia };
}

/** A route that changes the sharing: for admins, after the body was read; every call is audited. */
function sharingWrite<N extends string>(
  names: readonly N[],
  change: (now: Sharing, asked: Readonly<Record<N, boolean>>) => Sharing,
  answer: (stored: Sharing) => unknown,
): Handler {
  return forPeople(async ({ core, caller, incoming, record, say }, { person }) => {
    const asked = await readFlags(incoming, names);
    if (asked.kind !== 'flags') return asked;
    if (!isAdmin(caller)) return exception('invalidOperation', say('notPermitted'));
    record.body = asked.flags;
    core.state.sharing = change(core.state.sharing, asked.flags);
    const at = core.settings.clock().toISOString();
    core.state.audit.push({ actionId: sharingUpdated, userId: person.id, at });
    core.changed();
    return value(answer(core.state.sharing));
  });
}
