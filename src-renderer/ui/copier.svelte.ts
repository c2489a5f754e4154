/** How long the outcome of copying stays on the button, in milliseconds. */
const shownFor = 2000;

/** Puts text on the clipboard and knows for a moment what came of it. */
export class Copier {
  outcome: 'none' | 'copied' | 'failed' = $state('none');
  #turnBack: ReturnType<typeof setTimeout> | undefined;

  async copy(text: string): Promise<void> {
    this.outcome = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
    clearTimeout(this.#turnBack);
    this.#turnBack = setTimeout(() => (this.outcome = 'none'), shownFor);
  }
}
