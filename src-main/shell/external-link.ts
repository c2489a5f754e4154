import { clipboard, dialog, shell, type BrowserWindow } from 'electron';
import { m } from '$words';

/** Schemes that may leave the app. */
const schemes: ReadonlySet<string> = new Set(['https:', 'mailto:']);

export type LinkVerdict =
  | { readonly open: 'now' | 'ask'; readonly url: string; readonly host: string }
  | { readonly open: 'never' };

/** Decides about an address: known hosts open at once, others after a question, the rest never. */
export function judgeLink(address: string, knownHosts: ReadonlySet<string>): LinkVerdict {
  if (!URL.canParse(address)) return { open: 'never' };
  const url = new URL(address);
  if (!schemes.has(url.protocol) || url.username || url.password) return { open: 'never' };
  const known = url.protocol === 'mailto:' || knownHosts.has(url.host);
  return { open: known ? 'now' : 'ask', url: url.href, host: url.host };
}

/** Opens an address in the browser, as {@link judgeLink} decides. `refused`: it never may. */
export async function openExternal(
  window: BrowserWindow,
  address: string,
  knownHosts: ReadonlySet<string>,
): Promise<'opened' | 'declined' | 'refused'> {
  const verdict = judgeLink(address, knownHosts);
  if (verdict.open === 'never') return 'refused';
  if (verdict.open === 'ask') {
    const buttons = [m.shell_link_open(), m.shell_link_copy(), m.shell_cancel()];
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: m.shell_link_question({ host: verdict.host }),
      detail: verdict.url,
      buttons,
      defaultId: 2,
      cancelId: 2,
    });
    if (response === 1) clipboard.writeText(verdict.url);
    if (response !== 0) return 'declined';
  }
  await shell.openExternal(verdict.url);
  return 'opened';
}
