/** Who hears of something. */
export interface Listeners<What extends readonly unknown[]> {
  /** The answer stops listening. */
  listen(hear: (...what: What) => void): () => void;
  tell(...what: What): void;
}

/** @param report hears of listeners with mistakes: what they listen to goes on. */
export function createListeners<What extends readonly unknown[]>(
  report: (line: string, cause: unknown) => void,
): Listeners<What> {
  const listeners = new Set<(...what: What) => void>();
  return {
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    tell(...what) {
      for (const hear of listeners) {
        try {
          hear(...what);
        } catch (cause) {
          report('Bug in a listener of the journal', cause);
        }
      }
    },
  };
}
