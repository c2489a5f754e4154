import type { Attachment } from 'svelte/attachments';

/** When what had the focus went away, the keyboard goes on at this element. */
export const takeLostFocus: Attachment<HTMLElement> = (element) => {
  if (document.activeElement === document.body) element.focus({ preventScroll: true });
};
