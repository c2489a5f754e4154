/** The kinds of room: `RoomType` and `FolderType` on the wire. */
export const roomKinds = {
  fillingForms: { roomType: 1, folderType: 15, filterType: 13 },
  editing: { roomType: 2, folderType: 16, filterType: 14 },
  custom: { roomType: 5, folderType: 19, filterType: 17 },
  public: { roomType: 6, folderType: 22, filterType: 20 },
  virtualData: { roomType: 8, folderType: 29, filterType: 24 },
  ai: { roomType: 9, folderType: 31, filterType: 26 },
} as const;

export type RoomKind = keyof typeof roomKinds;

/** The top sections: `FolderType` on the wire and the name that they are shown with. */
export const sections = {
  my: { folderType: 5, title: 'My documents' },
  rooms: { folderType: 14, title: 'Rooms' },
  archive: { folderType: 20, title: 'Archive' },
  aiAgents: { folderType: 34, title: 'AI agents' },
  recent: { folderType: 11, title: 'Recent' },
  trash: { folderType: 3, title: 'Trash' },
} as const;

export type SectionName = keyof typeof sections;

/** A folder that is neither room nor section. */
export const plainFolderType = 0;
