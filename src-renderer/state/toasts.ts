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
