import type { EntryId, EntryKind } from '../content/entries';
import type { LinkKind } from '../content/links';
import { sampleIds } from './sample-ids';
import { shareAccess } from './share-access';

/** A link of the sample; what is left out is off. */
export interface SampleLink {
  readonly id: string;
  readonly on: readonly [EntryKind, EntryId];
  readonly kind: LinkKind;
  readonly access: number;
  readonly title: string;
  /** Days after the portal was installed; negative: before. */
  readonly expiresAfterDays?: number;
  readonly password?: string;
  readonly denyDownload?: true;
  readonly internal?: true;
}

/** The password of every link in the sample that has one. */
export const samplePassword = 'Open-Sesame-42';

const { files, folders, rooms, links } = sampleIds;
const { read, editing, review, comment, fillForms } = shareAccess;

/** The title that the server gives a link nobody named. */
const shared = 'Shared link';

const fullLinks = Array.from({ length: 6 }, (_, index): SampleLink => {
  const last = Number(links.fullFirst.slice(-2)) + index;
  return {
    id: `${links.fullFirst.slice(0, -2)}${last}`,
    on: ['file', files.full],
    kind: 'additional',
    access: read,
    title: `Branch office ${index + 1}`,
  };
});

const primary = (
  id: string,
  on: SampleLink['on'],
  access: number,
  more: Partial<SampleLink> = {},
): SampleLink => ({ id, on, kind: 'primary', access, title: shared, ...more });

const additional = (
  id: string,
  on: SampleLink['on'],
  access: number,
  title: string,
  more: Partial<SampleLink> = {},
): SampleLink => ({ id, on, kind: 'additional', access, title, ...more });

export const sampleLinks: readonly SampleLink[] = [
  primary(links.documentPrimary, ['file', files.document], read),
  additional(links.documentPassword, ['file', files.document], editing, 'For the auditors', {
    password: samplePassword,
    expiresAfterDays: 180,
    denyDownload: true,
  }),
  additional(links.documentExpired, ['file', files.document], read, 'Shareholders 2025', {
    expiresAfterDays: -20,
  }),
  additional(links.documentSoon, ['file', files.document], comment, 'Proofreading', {
    expiresAfterDays: 3,
  }),
  additional(links.documentInternal, ['file', files.document], review, 'Head office', {
    internal: true,
  }),
  primary(links.spreadsheetEditing, ['file', files.spreadsheet], editing),
  primary(links.presentationComment, ['file', files.presentation], comment, {
    expiresAfterDays: 30,
  }),
  primary(links.pdfNoDownload, ['file', files.pdf], read, { denyDownload: true }),
  primary(links.formEditing, ['file', files.pdfForm], editing),
  primary(links.image, ['file', files.image], read),
  primary(links.archive, ['file', files.archive], read, { password: samplePassword }),
  primary(links.emoji, ['file', files.emoji], read, { title: '🎉 Partners only' }),
  primary(links.rightToLeft, ['file', files.rightToLeft], read, { title: 'رابط للشركاء' }),
  primary(links.fullPrimary, ['file', files.full], read),
  ...fullLinks,
  primary(links.contracts, ['folder', folders.contracts], read, { expiresAfterDays: 90 }),

  primary(links.customRoom, ['folder', rooms.custom], read, { password: samplePassword }),
  additional(links.customRoomGuests, ['folder', rooms.custom], comment, 'Site meeting', {
    expiresAfterDays: 14,
  }),
  {
    id: links.customInvitation,
    on: ['folder', rooms.custom],
    kind: 'invitation',
    access: read,
    title: 'Invitation link',
    expiresAfterDays: 60,
  },
  additional(links.inCustomReview, ['file', files.inCustom], review, 'Bidders'),
  primary(links.nested, ['file', files.nested], read),
  primary(links.madeByRoomAdmin, ['folder', folders.madeByRoomAdmin], read),

  primary(links.publicRoom, ['folder', rooms.public], read),
  additional(links.publicRoomPassword, ['folder', rooms.public], read, 'Journalists', {
    password: samplePassword,
  }),
  additional(links.publicRoomExpired, ['folder', rooms.public], read, 'Press day', {
    expiresAfterDays: -5,
  }),
  primary(links.inPublic, ['file', files.inPublic], read),

  primary(links.formsRoom, ['folder', rooms.fillingForms], fillForms),
  primary(links.inEditing, ['file', files.inEditing], editing, { internal: true }),
  primary(links.inVirtualData, ['file', files.inVirtualData], read, {
    internal: true,
    denyDownload: true,
  }),
  primary(links.formInVirtualData, ['file', files.formInVirtualData], fillForms, {
    internal: true,
  }),
  primary(links.inAi, ['file', files.inAi], read),

  primary(links.archivedRoom, ['folder', rooms.archived], read),
  primary(links.inArchived, ['file', files.inArchived], read),

  primary(links.foreignRoom, ['folder', rooms.foreign], read),
  primary(links.inForeign, ['file', files.inForeign], editing),
  primary(links.foreignPublicRoom, ['folder', rooms.foreignPublic], read),

  primary(links.thirdPartyRoom, ['folder', rooms.thirdParty], read),
  primary(links.thirdParty, ['file', files.thirdParty], read, { expiresAfterDays: 45 }),

  primary(links.adminsOwn, ['file', files.adminsOwn], read),
  primary(links.usersOwn, ['file', files.usersOwn], read),
];
