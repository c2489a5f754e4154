import {
  fieldsIn,
  whileSharingIsOff,
  type Drift,
  type DriftState,
  type PolicyFields,
  type SwitchMove,
} from '../contract/policies';
import { sharingFields, type SharingField, type SharingSettings } from '../contract/sharing';
import { sharingFieldsOf } from '../docspace/sharing-versions';

/** The settings as the portal acts by them: what is stored beside may say otherwise. */
export function inEffect(settings: SharingSettings): SharingSettings {
  if (settings.externalShare !== false) return settings;
  const kept = Object.entries(whileSharingIsOff).filter(([field]) => field in settings);
  return { ...settings, ...Object.fromEntries(kept) };
}

/**
 * How a portal stands to a policy that does not contradict itself.
 * @param settings as the portal was last read; `null`: never.
 * @param version as last seen, e.g. `3.7.2`; `null`: never.
 */
export function driftOf(
  policy: PolicyFields,
  settings: SharingSettings | null,
  version: string | null,
): Drift {
  const wanted = fieldsIn(policy);
  const known = version === null ? null : sharingFieldsOf(version);
  const lacks = (field: SharingField): boolean =>
    settings === null ? known?.includes(field) === false : settings[field] === undefined;
  const notSupported = wanted.filter(lacks);
  // Its version has what its settings lack: they were read before it was updated.
  const isOutdated = notSupported.some((field) => known?.includes(field));
  if (settings === null || isOutdated) {
    return {
      state: 'notKnown',
      differs: [],
      forced: [],
      notSupported: isOutdated ? [] : notSupported,
    };
  }
  const staysOff = (policy.externalShare ?? settings.externalShare) === false;
  const present = staysOff ? inEffect(settings) : settings;
  const moves = wanted.flatMap((field) => moveOf(field, present[field], policy[field]) ?? []);
  const isForced = ({ field, to }: SwitchMove): boolean =>
    staysOff && isAgainst(whileSharingIsOff[field], to);
  const forced = moves.filter(isForced);
  const differs = moves.filter((move) => !isForced(move));
  return { state: stateOf(moves.length, notSupported.length), differs, forced, notSupported };
}

/** What a portal changes by itself along with what it is asked for. */
export function movesAlong(
  settings: SharingSettings,
  asked: readonly SwitchMove[],
): readonly SwitchMove[] {
  if (!asked.some(({ field, to }) => field === 'externalShare' && !to)) return [];
  return sharingFields.flatMap((field) => {
    const isAsked = asked.some((one) => one.field === field);
    return isAsked ? [] : (moveOf(field, settings[field], whileSharingIsOff[field]) ?? []);
  });
}

/** Moves as settings: as they are, or as they would be. */
export const settingsOf = (moves: readonly SwitchMove[], side: 'from' | 'to'): SharingSettings =>
  Object.fromEntries(moves.map((move) => [move.field, move[side]]));

function stateOf(moves: number, notSupported: number): DriftState {
  if (moves > 0) return 'differs';
  return notSupported > 0 ? 'notSupported' : 'follows';
}

function moveOf(
  field: SharingField,
  from: boolean | undefined,
  to: boolean | undefined,
): SwitchMove | null {
  return from === undefined || to === undefined || from === to ? null : { field, from, to };
}

const isAgainst = (rule: boolean | undefined, wanted: boolean | undefined): boolean =>
  rule !== undefined && wanted !== undefined && rule !== wanted;
