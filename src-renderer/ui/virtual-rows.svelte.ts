import { createVirtualizer } from '@tanstack/svelte-virtual';
import { get } from 'svelte/store';

/** Above this many rows only the visible ones are drawn. */
const drawAllUpTo = 100;

/** Which of many equally high rows to draw. `before` and `after` are pixels of the rows left out. */
export interface VirtualRows {
  readonly indexes: readonly number[];
  readonly before: number;
  readonly after: number;
}

/**
 * Keeps the visible window over `count()` rows. Call it while a component is set up.
 *
 * @param rowHeight height of each row in pixels
 */
export function virtualRows(
  count: () => number,
  scroller: () => HTMLElement | null,
  rowHeight: number,
): VirtualRows {
  let indexes = $state.raw<readonly number[]>([]);
  let before = $state(0);
  let after = $state(0);
  const all = $derived(count() <= drawAllUpTo);

  const virtualizer = createVirtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
  });

  $effect(() => {
    if (all) return;
    return virtualizer.subscribe((rows) => {
      const items = rows.getVirtualItems();
      indexes = items.map((item) => item.index);
      before = items.at(0)?.start ?? 0;
      after = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
    });
  });

  $effect(() => {
    // The scroller is read here too: the rows can only be measured once it stands.
    if (!all && scroller()) get(virtualizer).setOptions({ count: count() });
  });

  return {
    get indexes() {
      return all ? Array.from({ length: count() }, (_, index) => index) : indexes;
    },
    get before() {
      return all ? 0 : before;
    },
    get after() {
      return all ? 0 : after;
    },
  };
}
