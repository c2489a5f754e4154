import type { EntryId } from '../content/entries';
import type { PersonName } from './people';
import type { RoomKind } from './places';
import { sampleIds } from './sample-ids';
import { shareAccess } from './share-access';

/** A file of the sample: its id and title; a PDF that is a form; made by somebody else. */
export type SampleFile = readonly [
  EntryId,
  string,
  { readonly form?: true; readonly by?: PersonName }?,
];

export interface SampleFolder {
  readonly id: EntryId;
  readonly title: string;
  readonly by?: PersonName;
  readonly files?: readonly SampleFile[];
  readonly folders?: readonly SampleFolder[];
}

export interface SampleRoom extends SampleFolder {
  readonly kind: RoomKind;
  readonly by: PersonName;
  readonly archived?: true;
  readonly denyDownload?: true;
  readonly members?: Readonly<Partial<Record<PersonName, number>>>;
}

const { my, rooms, folders, files } = sampleIds;
const { roomManager, editing, read, contentCreator } = shareAccess;

/** Files without an id of note: numbered from `first` on. New ones go to the end of a list. */
function plain(first: number, ...titles: readonly string[]): readonly SampleFile[] {
  return titles.map((title, index): SampleFile => [first + index, title]);
}

/** What lies in My documents of everybody who has them. Guests have none. */
export const sampleDocuments: Readonly<Partial<Record<PersonName, SampleFolder>>> = {
  owner: {
    id: my.owner,
    title: 'My documents',
    files: [
      [files.document, 'Annual report 2026.docx'],
      [files.spreadsheet, 'Budget 2027.xlsx'],
      [files.presentation, 'Board presentation.pptx'],
      [files.pdf, 'Price list.pdf'],
      [files.pdfForm, 'Leave request.pdf', { form: true }],
      [files.image, 'Product photo.png'],
      [files.video, 'Warehouse tour.mp4'],
      [files.archive, 'Archive 2024.zip'],
      [files.text, 'Meeting notes.txt'],
      [files.oldFormat, 'Terms of delivery 2009.doc'],
      [files.emoji, '🚀 Launch plan.docx'],
      [files.rightToLeft, 'تقرير المبيعات.docx'],
      [files.full, 'Quality manual.docx'],
      [files.unshared, 'Salary scale.xlsx'],
      ...plain(1015, 'Office inventory.xlsx', 'Insurance overview.docx', 'Floor plan.pdf'),
    ],
    folders: [
      {
        id: folders.contracts,
        title: 'Contracts',
        files: plain(1020, 'Cleaning services.docx', 'Lease.pdf', 'Maintenance.docx'),
      },
      {
        id: folders.marketing,
        title: 'Marketing',
        files: plain(1024, 'Campaign calendar.xlsx', 'Logo.png', 'Style guide.pdf'),
      },
    ],
  },
  admin: {
    id: my.admin,
    title: 'My documents',
    files: [
      [files.adminsOwn, 'Backup schedule.xlsx'],
      ...plain(1031, 'Server migration checklist.docx', 'Audit findings.docx'),
    ],
  },
  germanAdmin: {
    id: my.germanAdmin,
    title: 'My documents',
    files: plain(1035, 'Urlaubsplanung.xlsx', 'Protokoll Geschäftsleitung.docx'),
  },
  roomAdmin: {
    id: my.roomAdmin,
    title: 'My documents',
    files: plain(1040, 'Drafts.docx', 'Travel costs.xlsx'),
  },
  user: {
    id: my.user,
    title: 'My documents',
    files: [[files.usersOwn, 'Timesheet.xlsx'], ...plain(1051, 'Onboarding notes.docx')],
  },
};

export const sampleRooms: readonly SampleRoom[] = [
  {
    id: rooms.custom,
    title: 'Harbour bridge',
    kind: 'custom',
    by: 'owner',
    members: { roomAdmin: roomManager, user: editing, guest: read },
    files: [
      [files.inCustom, 'Tender.docx'],
      ...plain(1111, 'Cost estimate.xlsx', 'Schedule.xlsx', 'Site photo.png', 'Permits.zip'),
    ],
    folders: [
      {
        id: folders.drawings,
        title: 'Drawings',
        files: plain(1116, 'Overview.pdf', 'Abutment north.pdf', 'Abutment south.pdf'),
        folders: [
          {
            id: folders.foundations,
            title: 'Foundations',
            files: plain(1120, 'Pile loads.xlsx', 'Pile plan.pdf'),
            folders: [
              {
                id: folders.surveys,
                title: 'Soil surveys',
                files: [
                  [files.nested, 'Survey 14 March.docx'],
                  ...plain(1131, 'Survey data.xlsx', 'Borehole 7.png'),
                ],
              },
            ],
          },
        ],
      },
      {
        id: folders.madeByRoomAdmin,
        title: 'Supplier quotes',
        by: 'roomAdmin',
        files: plain(1135, 'Steel.xlsx', 'Concrete.xlsx', 'Cranes.pdf'),
      },
    ],
  },
  {
    id: rooms.public,
    title: 'Press kit',
    kind: 'public',
    by: 'owner',
    members: { roomAdmin: contentCreator },
    files: [
      [files.inPublic, 'Company profile.docx'],
      ...plain(1211, 'Fact sheet.pdf', 'Press release May.docx', 'Interview.mp4'),
    ],
    folders: [
      {
        id: folders.publicImages,
        title: 'Images',
        files: plain(1215, 'Headquarters.png', 'Production line.png', 'Logo package.zip'),
      },
    ],
  },
  {
    id: rooms.fillingForms,
    title: 'Supplier onboarding',
    kind: 'fillingForms',
    by: 'owner',
    files: [
      [files.formInForms, 'Supplier data sheet.pdf', { form: true }],
      [1311, 'Code of conduct.pdf', { form: true }],
    ],
    folders: [{ id: folders.forms, title: 'Instructions', files: plain(1312, 'How to fill.docx') }],
  },
  {
    id: rooms.editing,
    title: 'Employee handbook',
    kind: 'editing',
    by: 'owner',
    members: { user: editing },
    files: [
      [files.inEditing, 'Handbook.docx'],
      ...plain(1411, 'Working hours.docx', 'Expense rules.xlsx', 'Glossary.txt'),
    ],
  },
  {
    id: rooms.virtualData,
    title: 'Merger documents',
    kind: 'virtualData',
    by: 'owner',
    denyDownload: true,
    members: { roomAdmin: read },
    files: [
      [files.inVirtualData, 'Letter of intent.docx'],
      [files.formInVirtualData, 'Confidentiality agreement.pdf', { form: true }],
    ],
    folders: [
      {
        id: folders.dueDiligence,
        title: 'Due diligence',
        files: plain(1512, 'Balance sheet.xlsx', 'Contracts overview.xlsx', 'Patents.pdf'),
      },
    ],
  },
  {
    id: rooms.ai,
    title: 'Research assistant',
    kind: 'ai',
    by: 'owner',
    files: [[files.inAi, 'Market summary.docx'], ...plain(1611, 'Competitors.xlsx')],
  },
  {
    id: rooms.archived,
    title: 'Trade fair 2024',
    kind: 'custom',
    by: 'owner',
    archived: true,
    files: [[files.inArchived, 'Booth plan.pdf'], ...plain(1711, 'Invoices.xlsx')],
    folders: [{ id: folders.archived, title: 'Photos', files: plain(1713, 'Booth.png') }],
  },
  {
    id: rooms.foreign,
    title: 'Works council',
    kind: 'custom',
    by: 'roomAdmin',
    members: { user: read },
    files: [
      [files.inForeign, 'Minutes.docx', { by: 'roomAdmin' }],
      [1811, 'Agreement on working hours.docx', { by: 'roomAdmin' }],
    ],
    folders: [
      {
        id: folders.foreign,
        title: 'Elections',
        by: 'roomAdmin',
        files: [[1812, 'Timetable.xlsx', { by: 'roomAdmin' }]],
      },
    ],
  },
  {
    id: rooms.foreignPublic,
    title: 'Customer downloads',
    kind: 'public',
    by: 'roomAdmin',
    files: [
      [files.inForeignPublic, 'Catalogue.pdf', { by: 'roomAdmin' }],
      [1911, 'Installation guide.docx', { by: 'roomAdmin' }],
    ],
  },
  {
    id: rooms.thirdParty,
    title: 'Project plans',
    kind: 'public',
    by: 'owner',
    files: [
      [files.thirdParty, 'Q3 budget.xlsx'],
      ['sbox-1-|Project plans|Plan #2 (50%).docx', 'Plan #2 (50%).docx'],
    ],
    folders: [
      {
        id: folders.thirdParty,
        title: 'Drawings',
        files: [['sbox-1-|Project plans|Drawings|Hall 4.pdf', 'Hall 4.pdf']],
      },
    ],
  },
];
