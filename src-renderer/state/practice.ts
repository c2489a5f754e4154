import { bridge } from './bridge';
import { goTo } from './route.svelte';
import { showError } from './toasts';

/** Starts the practice portal, saves it, and shows it. */
export async function tryPracticePortal(): Promise<void> {
  const answer = await bridge.practice.start();
  if (answer.ok) goTo({ page: 'portal', portalId: answer.value.portalId, tab: 'overview' });
  else showError(answer.error);
}
