let count = $state(0);

/** How many dialogs are open now: what happens behind one must wait. */
export const openDialogs = {
  get count(): number {
    return count;
  },
  /** Counts one more; the answer counts it out again. */
  enter(): () => void {
    count += 1;
    return () => {
      count -= 1;
    };
  },
};
