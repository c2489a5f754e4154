const spreadsheets = ['.xls', '.xlsx', '.ods', '.csv'];
const presentations = ['.ppt', '.pptx', '.odp'];
const documents = ['.doc', '.docx', '.odt', '.txt', '.rtf', '.pdf'];
const images = ['.bmp', '.gif', '.jpeg', '.jpg', '.png', '.webp', '.svg'];
const editable = ['.docx', '.xlsx', '.pptx', '.csv', '.txt', '.pdf'];
const audio = ['.mp3', '.wav', '.ogg'];
const video = ['.mp4', '.webm'];
const handler = '/filehandler.ashx';

/**
 * The fields of `GET files/settings` that stay as they are here.
 * DocSpace server: FilesSettings, FilesSettingsDto.
 */
export const fileSettings = {
  enableThirdParty: true,
  defaultSharingAccessRights: [2],
  storeOriginalFiles: true,
  keepNewFileName: false,
  displayFileExtension: false,
  confirmDelete: true,
  convertNotify: false,
  hideConfirmCancelOperation: false,
  hideConfirmConvertSave: false,
  hideConfirmConvertOpen: false,
  hideConfirmRoomLifetime: false,
  defaultOrder: { is_asc: false, property: 0 },
  forcesave: true,
  storeForcesave: false,
  recentSection: true,
  favoritesSection: true,
  templatesSection: true,
  downloadTarGz: false,
  automaticallyCleanUp: { isAutoCleanUp: true, gap: 4 },
  canSearchByContent: false,
  maxUploadThreadCount: 15,
  chunkUploadSize: 10_485_760,
  openEditorInSameTab: false,
  extsImagePreviewed: images,
  extsMediaPreviewed: [...audio, ...video],
  extsWebPreviewed: [...documents, ...spreadsheets, ...presentations],
  extsWebEdited: editable,
  extsWebEncrypt: ['.docx', '.xlsx', '.pptx'],
  extsWebReviewed: ['.docx'],
  extsWebCustomFilterEditing: ['.xlsx'],
  extsWebRestrictedEditing: ['.pdf'],
  extsWebCommented: ['.docx', '.xlsx', '.pptx', '.pdf'],
  extsWebTemplate: ['.dotx', '.xltx', '.potx'],
  extsMustConvert: ['.doc', '.odt', '.rtf', '.txt', '.xls', '.ods', '.ppt', '.odp'],
  extsConvertible: { '.doc': ['.docx', '.pdf'], '.xls': ['.xlsx'], '.ppt': ['.pptx'] },
  extsUploadable: [...documents, ...spreadsheets, ...presentations, ...images],
  extsArchive: ['.zip', '.rar', '.tar', '.gz'],
  extsVideo: video,
  extsAudio: audio,
  extsImage: images,
  extsSpreadsheet: spreadsheets,
  extsPresentation: presentations,
  extsDocument: documents,
  extsDiagram: ['.vsdx'],
  extsFilesVectorized: ['.docx', '.pdf', '.txt'],
  internalFormats: { Document: '.docx', Spreadsheet: '.xlsx', Presentation: '.pptx', Pdf: '.pdf' },
  masterFormExtension: '.pdf',
  paramVersion: 'version',
  paramOutType: 'outputtype',
  fileDownloadUrlString: `${handler}?action=download&fileid={0}`,
  fileWebViewerUrlString: '/doceditor?fileId={0}&action=view',
  fileWebViewerExternalUrlString: '/doceditor?src={0}&action=view',
  fileWebEditorUrlString: '/doceditor?fileId={0}',
  fileWebEditorExternalUrlString: '/doceditor?src={0}',
  fileRedirectPreviewUrlString: `${handler}?action=redirect&fileid={0}`,
  fileThumbnailUrlString: `${handler}?action=thumb&fileid={0}`,
  maxVectorizationFileSize: 10_485_760,
} as const;
