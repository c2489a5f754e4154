import type { ListPreview } from '../../src-main/contract/portal-lists';
import { m } from '$words';
import { bridge } from './bridge';
import { showDone, showError } from './toasts';

/** The list of portals that a person chose and decides about. */
class ChosenList {
  preview: ListPreview | null = $state.raw(null);
}

export const chosenList = new ChosenList();

/** Asks for a file; what is in it is then shown before anything is done. */
export async function importPortalList(): Promise<void> {
  const chosen = await bridge.portalLists.choose();
  if (!chosen.ok) showError(chosen.error);
  else if (chosen.value) chosenList.preview = chosen.value;
}

/** Asks for a place and writes all portals there. */
export async function exportPortalList(): Promise<void> {
  const saved = await bridge.portalLists.exportAll();
  if (!saved.ok) showError(saved.error);
  else if (saved.value) {
    const { count, fileName } = saved.value;
    showDone(m.lists_exported({ count }), fileName);
  }
}
