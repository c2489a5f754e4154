import Archive from '@lucide/svelte/icons/archive';
import Box from '@lucide/svelte/icons/box';
import File from '@lucide/svelte/icons/file';
import FileArchive from '@lucide/svelte/icons/file-archive';
import FileImage from '@lucide/svelte/icons/file-image';
import FileInput from '@lucide/svelte/icons/file-input';
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet';
import FileText from '@lucide/svelte/icons/file-text';
import FileVideo from '@lucide/svelte/icons/file-video-camera';
import Folder from '@lucide/svelte/icons/folder';
import Presentation from '@lucide/svelte/icons/presentation';
import type { LucideIcon } from '@lucide/svelte';
import type { Entry } from '../../../src-main/contract/entries';

const kinds: readonly (readonly [icon: LucideIcon, extensions: string])[] = [
  [FileText, '.docx .doc .odt .rtf .txt .md .epub .html .fb2 .docxf'],
  [FileSpreadsheet, '.xlsx .xls .ods .csv'],
  [Presentation, '.pptx .ppt .odp'],
  [FileInput, '.pdf .oform'],
  [FileImage, '.png .jpg .jpeg .gif .bmp .svg .webp .tif .tiff .heic'],
  [FileVideo, '.mp4 .webm .mov .avi .mkv .mp3 .wav .ogg'],
  [FileArchive, '.zip .rar .7z .gz .tar'],
];

const byExtension: ReadonlyMap<string, LucideIcon> = new Map(
  kinds.flatMap(([icon, extensions]) => extensions.split(' ').map((one) => [one, icon] as const)),
);

/** What an entry looks like in a list; its kind is also said in words. */
export function entryIcon({ ref, extension, section }: Entry): LucideIcon {
  if (ref.kind === 'room') return section === 'archive' ? Archive : Box;
  if (ref.kind === 'folder') return Folder;
  return byExtension.get(extension ?? '') ?? File;
}
