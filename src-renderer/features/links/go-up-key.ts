import type { Attachment } from 'svelte/attachments';

/** In a browser, Backspace and the left key lead to the place above, except in a text field. */
export const goUpKey =
  (goUp: () => void): Attachment<HTMLElement> =>
  (browser) => {
    const follow = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'Backspace' && event.key !== 'ArrowLeft') return;
      // Fields and radio buttons have uses of their own for these keys.
      if (event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      goUp();
    };
    browser.addEventListener('keydown', follow);
    return () => browser.removeEventListener('keydown', follow);
  };
