import type * as Sonner from 'svelte-sonner';
import type { AppError } from '../../src-main/contract/app-error';
import { sayError } from '../i18n/error-words';
import { toastsWanted } from './toasts-wanted.svelte';

/** Says briefly that something is done. */
export function showDone(text: string, detail?: string): void {
  void withToasts(({ toast }) =>
    toast.success(text, { ...(detail ? { description: detail } : {}) }),
  );
}

/** News that came by itself. Where something can be done about it, it stays longer. */
export function showNews({ title, text, tone, action }: News): void {
  void withToasts(({ toast }) =>
    (tone === 'ok' ? toast.success : toast.warning)(title, {
      ...(text ? { description: text } : {}),
      ...(action
        ? { duration: 20_000, action: { label: action.label, onClick: () => action.run() } }
        : { duration: 8_000 }),
    }),
  );
}

export interface News {
  readonly title: string;
  readonly text?: string;
  readonly tone: 'ok' | 'warn';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Tells of a failure that has no place on the page; stays longer than good news. */
export function showError(error: AppError): void {
  const { title, next } = sayError(error);
  void withToasts(({ toast }) => toast.error(title, { description: next, duration: 12_000 }));
}

/** The toasts are loaded with the first one: the window's start does not need them. */
async function withToasts(show: (sonner: typeof Sonner) => void): Promise<void> {
  toastsWanted.yes = true;
  show(await import('svelte-sonner'));
}
