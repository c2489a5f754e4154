import type { Attachment } from 'svelte/attachments';

const controls = 'a[href], button:not(:disabled)';
const boxes = 'input[type="checkbox"]';

/**
 * In the body of a table, the up and down keys go on to the first control of the next row, from a
 * check box to the next one.
 */
export const rowKeys: Attachment<HTMLElement> = (body) => {
  const follow = (event: KeyboardEvent): void => {
    // A menu that is opened by the key has taken it.
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const;
    const way = event.key === 'ArrowDown' || event.key === 'ArrowUp' ? step[event.key] : null;
    const row = event.target instanceof Element ? event.target.closest('tr') : null;
    const wanted = event.target instanceof HTMLInputElement ? boxes : controls;
    const control = way === null ? null : row?.[way]?.querySelector<HTMLElement>(wanted);
    if (!control) return;
    event.preventDefault();
    control.focus();
  };
  body.addEventListener('keydown', follow);
  return () => body.removeEventListener('keydown', follow);
};
