import type {
  BatchTitle,
  Drift,
  DriftState,
  PolicyFields,
  SwitchMove,
} from '../../src-main/contract/policies';
import { fieldsIn } from '../../src-main/contract/policies';
import type { SharingField } from '../../src-main/contract/sharing';
import { m } from '$words';
import type { Tone } from '../ui/tone';
import { saySharingField, saySwitch } from './sharing-words';

export interface Said {
  readonly tone: Tone;
  readonly text: string;
}

/** Names of switches, one after the other. */
export const sayFields = (fields: readonly SharingField[]): string =>
  fields.map(saySharingField).join(', ');

/** Switches with what they are and would be. */
export const sayMoves = (moves: readonly SwitchMove[]): string =>
  moves
    .map(({ field, from, to }) =>
      m.policies_move({
        field: saySharingField(field),
        from: saySwitch(field, from),
        to: saySwitch(field, to),
      }),
    )
    .join(' · ');

/** What a policy sets, for example "External sharing: Off". */
export const sayPolicy = (fields: PolicyFields): readonly string[] =>
  fieldsIn(fields).map(
    (field) => `${saySharingField(field)}: ${saySwitch(field, fields[field] ?? false)}`,
  );

/** What a batch was made from. */
export function sayBatch(title: BatchTitle, undoOf: string | null): string {
  const { name } = title;
  const from = {
    policy: m.policies_title_policy({ name }),
    portal: m.policies_title_portal({ name }),
    fields: m.policies_title_fields(),
  }[title.kind];
  return undoOf === null ? from : m.policies_undo_of({ title: from });
}

const tones: Readonly<Record<DriftState, Tone>> = {
  follows: 'ok',
  differs: 'warn',
  notSupported: 'off',
  notKnown: 'neutral',
};

/** How a portal stands to a policy, in a few words. */
export function sayDrift({
  state,
  differs,
  forced,
}: Pick<Drift, 'state' | 'differs' | 'forced'>): Said {
  const tone = tones[state];
  switch (state) {
    case 'follows':
      return { tone, text: m.policies_drift_follows() };
    case 'differs': {
      const fields = [...differs, ...forced].map(({ field }) => field);
      const text =
        fields.length === 1
          ? m.policies_drift_differs({ fields: sayFields(fields) })
          : m.policies_drift_differs_many({ count: fields.length });
      return { tone, text };
    }
    case 'notSupported':
      return { tone, text: m.policies_drift_notSupported() };
    case 'notKnown':
      return { tone, text: m.policies_drift_notKnown() };
  }
}

/** All that is behind the few words; empty where they say it all. */
export function sayDriftDetail({ state, differs, forced, notSupported }: Drift): string {
  return [
    ...(state === 'notKnown' ? [m.policies_not_read()] : []),
    ...(differs.length > 0 ? [sayMoves(differs)] : []),
    ...(forced.length > 0 ? [m.policies_forced({ moves: sayMoves(forced) })] : []),
    ...(notSupported.length > 0 ? [m.policies_lacks({ fields: sayFields(notSupported) })] : []),
  ].join('. ');
}
