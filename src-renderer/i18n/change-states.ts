import Ban from '@lucide/svelte/icons/ban';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import Clock from '@lucide/svelte/icons/clock';
import GitMerge from '@lucide/svelte/icons/git-merge-conflict';
import Hand from '@lucide/svelte/icons/hand';
import Pause from '@lucide/svelte/icons/pause';
import Replace from '@lucide/svelte/icons/replace';
import SearchCheck from '@lucide/svelte/icons/search-check';
import Send from '@lucide/svelte/icons/send';
import Unplug from '@lucide/svelte/icons/unplug';
import type { LucideIcon } from '@lucide/svelte';
import { reviewStates, type ChangeState } from '../../src-main/contract/changes';
import { m } from '$words';
import type { Tone } from '../ui/tone';

/** Where a change stands, as a badge shows it. */
export interface SaidState {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly text: string;
  /** What exactly needs a review. */
  readonly sub?: string;
}

export function sayChangeState(state: ChangeState): SaidState {
  switch (state) {
    case 'queued':
      return { tone: 'neutral', icon: Clock, text: m.changes_state_queued() };
    case 'checking':
      return { tone: 'info', icon: SearchCheck, text: m.changes_state_checking() };
    case 'sending':
      return { tone: 'info', icon: Send, text: m.changes_state_sending() };
    case 'verifying':
      return { tone: 'info', icon: SearchCheck, text: m.changes_state_verifying() };
    case 'done':
      return { tone: 'ok', icon: CircleCheck, text: m.changes_state_done() };
    case 'held':
      return { tone: 'warn', icon: Hand, text: m.changes_state_held() };
    case 'conflict':
      return {
        tone: 'warn',
        icon: GitMerge,
        text: m.changes_state_review(),
        sub: m.changes_state_conflict(),
      };
    case 'unknown':
      return {
        tone: 'warn',
        icon: Unplug,
        text: m.changes_state_review(),
        sub: m.changes_state_unknown(),
      };
    case 'failed':
      return { tone: 'danger', icon: CircleAlert, text: m.changes_state_failed() };
    case 'paused':
      return { tone: 'off', icon: Pause, text: m.changes_state_paused() };
    case 'discarded':
      return { tone: 'off', icon: Ban, text: m.changes_state_discarded() };
    case 'superseded':
      return { tone: 'off', icon: Replace, text: m.changes_state_superseded() };
  }
}

/** The change waits for a person. */
export const needsReview = (state: ChangeState): boolean =>
  reviewStates.some((one) => one === state);
