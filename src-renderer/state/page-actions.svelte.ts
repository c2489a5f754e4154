import { untrack } from 'svelte';

/** Something that the page shown now can do; the command palette offers it. */
export interface PageAction {
  /** `refresh` and `find` are also what those shortcuts and menu entries run. */
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  /** For example `Mod+R`. */
  readonly keys?: string;
}

let offers: readonly (() => readonly PageAction[])[] = $state.raw([]);

export const pageActions = {
  get all(): readonly PageAction[] {
    return offers.flatMap((offer) => offer());
  },
};

/** Offers actions for as long as the component lives. Call it while a component is set up. */
export function offerActions(actions: () => readonly PageAction[]): void {
  $effect(() => {
    offers = [...untrack(() => offers), actions];
    return () => {
      offers = offers.filter((offer) => offer !== actions);
    };
  });
}
