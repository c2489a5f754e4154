let waiting: { readonly portalId: string; readonly text: string } | null = null;

/** Keeps what was looked for on one portal and belongs to another, until that one is shown. */
export function handOver(portalId: string, text: string): void {
  waiting = { portalId, text };
}

/** What was handed over to this portal; only once. `''`: nothing. */
export function takeOver(portalId: string): string {
  if (waiting?.portalId !== portalId) return '';
  const { text } = waiting;
  waiting = null;
  return text;
}
