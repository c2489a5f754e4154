import Ban from '@lucide/svelte/icons/ban';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import Circle from '@lucide/svelte/icons/circle';
import Info from '@lucide/svelte/icons/info';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { LucideIcon } from '@lucide/svelte';

/** How good or bad a state is. Each has its own icon, so that color never stands alone. */
export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger' | 'off';

export const toneIcon: Record<Tone, LucideIcon> = {
  neutral: Circle,
  info: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: CircleAlert,
  off: Ban,
};
