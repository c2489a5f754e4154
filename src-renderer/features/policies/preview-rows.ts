import type {
  PolicyFields,
  PolicyPreview,
  PreviewRow,
  SwitchMove,
} from '../../../src-main/contract/policies';
import type { SharingField } from '../../../src-main/contract/sharing';

/** What applying would come to for a portal. */
export type PreviewState = 'changes' | 'forced' | 'notKnown' | 'notSupported' | 'follows';

/** What a person wants to look at first. */
export const previewStates: readonly PreviewState[] = [
  'changes',
  'forced',
  'notKnown',
  'notSupported',
  'follows',
];

export function previewStateOf({ drift }: PreviewRow): PreviewState {
  if (drift.state !== 'differs') return drift.state;
  return drift.differs.length > 0 ? 'changes' : 'forced';
}

/** The rows in the order of their states; within one as they came. */
export const sortPreview = ({ rows }: PolicyPreview): readonly PreviewRow[] =>
  previewStates.flatMap((state) => rows.filter((row) => previewStateOf(row) === state));

/** One kind of move, and on how many portals it would be made. */
export interface MoveCount {
  readonly field: SharingField;
  readonly to: boolean;
  readonly portals: number;
  /** Those of them whose version only stores it. */
  readonly storedOnly: number;
}

/** All moves that would be asked for. */
export function countMoves({ rows }: PolicyPreview): readonly MoveCount[] {
  const counts = new Map<string, MoveCount>();
  for (const row of rows) {
    // Portals enforce what they are set to since they have this switch.
    const isStored = row.seen.settings?.blockExistingLinksOnRestrict === undefined;
    for (const { field, to } of row.drift.differs) {
      const key = `${field} ${to}`;
      const before = counts.get(key) ?? { field, to, portals: 0, storedOnly: 0 };
      const storedOnly = before.storedOnly + (isStored ? 1 : 0);
      counts.set(key, { ...before, portals: before.portals + 1, storedOnly });
    }
  }
  return [...counts.values()];
}

/** What switches are after they have moved. */
export const settingsAfter = (moves: readonly SwitchMove[]): PolicyFields =>
  Object.fromEntries(moves.map(({ field, to }) => [field, to]));
