import { roomKinds } from './places';

/** `FilterType` on the wire: what a list may be narrowed to. */
const filterTypes: Readonly<Record<string, number>> = {
  None: 0,
  FilesOnly: 1,
  FoldersOnly: 2,
  DocumentsOnly: 3,
  PresentationsOnly: 4,
  SpreadsheetsOnly: 5,
  ImagesOnly: 7,
  ByUser: 8,
  ByDepartment: 9,
  ArchiveOnly: 10,
  ByExtension: 11,
  MediaOnly: 12,
  FillingFormsRooms: roomKinds.fillingForms.filterType,
  EditingRooms: roomKinds.editing.filterType,
  CustomRooms: roomKinds.custom.filterType,
  PublicRooms: roomKinds.public.filterType,
  Pdf: 22,
  PdfForm: 23,
  VirtualDataRooms: roomKinds.virtualData.filterType,
  DiagramsOnly: 25,
  AiRooms: roomKinds.ai.filterType,
};

/** `SearchArea` on the wire. */
const searchAreas: Readonly<Record<string, number>> = {
  Active: 0,
  Archive: 1,
  Any: 2,
  RecentByLinks: 3,
  Templates: 4,
  Knowledge: 5,
  ResultStorage: 6,
  AiAgents: 7,
};

/** `SortedByType` on the wire, each at the place of its number. */
const sortedBy = [
  'DateAndTime',
  'AZ',
  'Size',
  'Author',
  'Type',
  'New',
  'DateAndTimeCreation',
  'RoomType',
  'Tags',
  'Room',
  'CustomOrder',
  'LastOpened',
  'UsedSpace',
] as const;

/** Numbers that have a meaning of their own in the code. */
export const onlyFiles = 1;
export const onlyFolders = 2;
export const area = { active: 0, archive: 1, any: 2, recent: 3, aiAgents: 7 } as const;
export const sortedByNumbers = { date: 0, title: 1, size: 2, author: 3, type: 4, roomType: 7 };

/** A value of the query as ASP.NET binds an enum: its number or its name in any case. */
export const readFilterType = reader(filterTypes);
export const readSearchArea = reader(searchAreas);
export const readSortedBy = reader(
  Object.fromEntries(sortedBy.map((name, number) => [name, number])),
);
export const readRoomType = reader({
  FillingFormsRoom: roomKinds.fillingForms.roomType,
  EditingRoom: roomKinds.editing.roomType,
  CustomRoom: roomKinds.custom.roomType,
  PublicRoom: roomKinds.public.roomType,
  VirtualDataRoom: roomKinds.virtualData.roomType,
  AiRoom: roomKinds.ai.roomType,
});
/** `SortOrder`. */
export const readDirection = reader({ Ascending: 0, Descending: 1 });

/** Reads one enum; `null`: the value is none of it. */
function reader(names: Readonly<Record<string, number>>): (text: string) => number | null {
  const numbers = new Map(
    Object.entries(names).flatMap(([name, number]) => [
      [name.toLowerCase(), number] as const,
      [String(number), number] as const,
    ]),
  );
  return (text) => numbers.get(text.toLowerCase()) ?? null;
}
