import { m } from '$words';
import { sayRecovery } from '../i18n/recovery-words';
import { goTo } from './route.svelte';
import { syncState } from './sync-state.svelte';
import { showNews } from './toasts';

/** Says once what happened when portals came back. Call it while the frame is set up. */
export function tellRecoveries(): void {
  let told: string | null | undefined;

  $effect(() => {
    const recovery = syncState.lastRecovery;
    if (recovery === undefined) return;
    const id = recovery?.id ?? null;
    // What had happened before this window was opened is no news.
    const news = told !== undefined && told !== id;
    told = id;
    if (recovery && news) {
      showNews({
        ...sayRecovery(recovery),
        tone: recovery.review > 0 ? 'warn' : 'ok',
        ...(recovery.review > 0 ? { action: { label: m.changes_show(), run: showChanges } } : {}),
      });
    }
  });
}

function showChanges(): void {
  goTo({ page: 'changes', portalId: null });
}
