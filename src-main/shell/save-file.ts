import { dialog, type BrowserWindow } from 'electron';
import { basename } from 'node:path';
import { m } from '$words';
import { ok, type Result } from '../contract/result';
import { writePieces } from '../local-files/write-pieces';

/** Asks where to save a file, and writes it there. `null` when the person closed the question. */
export async function saveFile(
  window: BrowserWindow,
  suggestedName: string,
  pieces: AsyncIterable<string>,
): Promise<Result<{ readonly fileName: string } | null, 'file'>> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: m.shell_save_title(),
    defaultPath: suggestedName,
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  });
  if (canceled || filePath === '') return ok(null);
  const written = await writePieces(filePath, pieces);
  return written.ok ? ok({ fileName: basename(filePath) }) : written;
}
