import { fileSettings } from './file-settings';

/** The ending of a file's name, with its dot and in lower case. */
export function extensionOf(title: string): string {
  const at = title.lastIndexOf('.');
  return at === -1 ? '' : title.slice(at).toLowerCase();
}

type Extensions =
  | 'extsWebPreviewed'
  | 'extsWebEdited'
  | 'extsWebCommented'
  | 'extsWebReviewed'
  | 'extsMustConvert'
  | 'extsImage'
  | 'extsMediaPreviewed';

/** Whether a file is of one of the kinds that the portal's settings name. */
export function isOf(kind: Extensions, title: string): boolean {
  const extensions: readonly string[] = fileSettings[kind];
  return extensions.includes(extensionOf(title));
}

interface FileKind {
  /** `FileType` on the wire. */
  readonly fileType: number;
  /** `FilterType` that finds it. */
  readonly filterType: number;
  readonly extensions: readonly string[];
}

const kinds: readonly FileKind[] = [
  { fileType: 10, filterType: 22, extensions: ['.pdf'] },
  { fileType: 1, filterType: 10, extensions: fileSettings.extsArchive },
  { fileType: 2, filterType: 12, extensions: fileSettings.extsVideo },
  { fileType: 3, filterType: 12, extensions: fileSettings.extsAudio },
  { fileType: 4, filterType: 7, extensions: fileSettings.extsImage },
  { fileType: 5, filterType: 5, extensions: fileSettings.extsSpreadsheet },
  { fileType: 6, filterType: 4, extensions: fileSettings.extsPresentation },
  { fileType: 7, filterType: 3, extensions: fileSettings.extsDocument },
];
const unknown: FileKind = { fileType: 0, filterType: -1, extensions: [] };
const pdfForm: FileKind = { fileType: 11, filterType: 23, extensions: ['.pdf'] };

export function kindOf(file: { readonly title: string; readonly isForm: boolean }): FileKind {
  if (file.isForm) return pdfForm;
  const extension = extensionOf(file.title);
  return kinds.find(({ extensions }) => extensions.includes(extension)) ?? unknown;
}
