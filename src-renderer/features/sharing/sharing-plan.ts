import {
  sharingFields,
  type SharingField,
  type SharingSettings,
} from '../../../src-main/contract/sharing';

/** One switch of the tab. */
export interface SharingSwitch {
  readonly field: SharingField;
  /** What the portal held when it was last read. */
  readonly onPortal: boolean;
  /** What a change that is not on the portal yet will make of it; `null`: nothing. */
  readonly pending: boolean | null;
  readonly shown: boolean;
  /** It follows from external sharing being off and cannot be set on its own. */
  readonly forced: boolean;
}

export interface SharingEffect {
  readonly field: SharingField;
  readonly from: boolean;
  readonly to: boolean;
}

/** What the tab shows and what saving would ask for. */
export interface SharingPlan {
  readonly switches: readonly SharingSwitch[];
  /** What the person changed, against what is shown without it. */
  readonly changes: readonly SharingEffect[];
  /** What the portal changes by itself along with it. */
  readonly follows: readonly SharingEffect[];
  /** What is recorded: the changed fields as the person saw them on the portal and wants them. */
  readonly base: SharingSettings;
  readonly desired: SharingSettings;
  /** The portal enforces the switches; older versions only store them. */
  readonly enforced: boolean;
}

/**
 * While external sharing is off, the portal keeps these so, whatever it is asked for (DocSpace
 * server: FilesSettings, ExternalSharingSettings).
 */
const forcedWhenOff: SharingSettings = {
  externalShareSocialMedia: false,
  defaultShareLinkInternal: true,
};

/** Lays the person's edits over what is pending, and that over what the portal holds. */
export function planSharing(
  settings: SharingSettings,
  pending: SharingSettings,
  edits: SharingSettings,
): SharingPlan {
  const fields = sharingFields.filter((field) => settings[field] !== undefined);
  const unedited = effective({ ...settings, ...pending });
  const wanted = effective({ ...settings, ...pending, ...edits });

  const switches = fields.map((field): SharingSwitch => {
    const onPortal = settings[field] ?? false;
    return {
      field,
      onPortal,
      pending: pending[field] ?? null,
      shown: wanted[field] ?? onPortal,
      forced: isForced(wanted, field),
    };
  });

  const moved = switches
    .map(({ field, shown }) => ({ field, from: unedited[field] ?? shown, to: shown }))
    .filter(({ from, to }) => from !== to);
  const isAsked = ({ field }: SharingEffect): boolean =>
    edits[field] !== undefined && !isForced(wanted, field);
  const changes = moved.filter(isAsked);
  const changed = changes.map(({ field }) => field);
  return {
    switches,
    changes,
    follows: moved.filter((effect) => !isAsked(effect)),
    base: only(settings, changed),
    desired: Object.fromEntries(changes.map(({ field, to }) => [field, to])),
    enforced: settings.blockExistingLinksOnRestrict !== undefined,
  };
}

const isForced = (settings: SharingSettings, field: SharingField): boolean =>
  settings.externalShare === false && forcedWhenOff[field] !== undefined;

/** The settings as the portal would keep them. */
function effective(settings: SharingSettings): SharingSettings {
  return settings.externalShare === false ? { ...settings, ...forcedWhenOff } : settings;
}

const only = (settings: SharingSettings, fields: readonly SharingField[]): SharingSettings =>
  Object.fromEntries(fields.map((field) => [field, settings[field]]));
