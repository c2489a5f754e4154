import { dialog, type BrowserWindow } from 'electron';
import { m } from '$words';

/** What a file is picked for; decides title and filters of the native dialog. */
export type PickPurpose = 'license' | 'authority' | 'client' | 'portalList';

/** Opens the native file picker. `null` when the person closed it. */
export async function pickFile(
  window: BrowserWindow,
  purpose: PickPurpose,
): Promise<string | null> {
  const allFiles = { name: m.shell_pick_all_files(), extensions: ['*'] };
  const kinds = {
    license: {
      title: m.shell_pick_license(),
      filter: { name: m.shell_pick_license_kind(), extensions: ['lic'] },
    },
    authority: {
      title: m.shell_pick_authority(),
      filter: { name: m.shell_pick_certificate_kind(), extensions: ['pem', 'crt', 'cer', 'der'] },
    },
    client: {
      title: m.shell_pick_client(),
      filter: { name: m.shell_pick_certificate_kind(), extensions: ['p12', 'pfx', 'pem'] },
    },
    portalList: {
      title: m.shell_pick_portal_list(),
      filter: { name: m.shell_pick_portal_list_kind(), extensions: ['json', 'csv'] },
    },
  } as const satisfies Record<PickPurpose, unknown>;
  const { title, filter } = kinds[purpose];
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    filters: [{ ...filter, extensions: [...filter.extensions] }, allFiles],
    properties: ['openFile', 'dontAddToRecent'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
