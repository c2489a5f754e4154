const linkId = (last: number) => `10000000-0000-4000-8000-${last.toString().padStart(12, '0')}`;

/**
 * Ids of the sample content, for whoever looks for a certain thing in it. Files and folders count
 * on their own, as on the server: file 1101 and folder 1101 are two things. Entries of the
 * third-party storage have strings for ids.
 */
export const sampleIds = {
  sections: { rooms: 2, archive: 3, trash: 4, recent: 5, aiAgents: 6 },
  my: { owner: 11, admin: 12, germanAdmin: 13, roomAdmin: 14, user: 15 },
  rooms: {
    /** Owner's; the room admin manages it, user (editing) and guest (reading) are members. */
    custom: 1100,
    public: 1200,
    fillingForms: 1300,
    editing: 1400,
    /** Virtual data room: links are always for DocSpace users only. */
    virtualData: 1500,
    /** Only on portals from 3.7.1 on, in the section of AI agents. */
    ai: 1600,
    archived: 1700,
    /** The room admin's: admins may read it, but not manage its links. */
    foreign: 1800,
    foreignPublic: 1900,
    thirdParty: 'sbox-1-|Project plans',
  },
  folders: {
    /** In My documents of the owner. */
    contracts: 1010,
    marketing: 1020,
    /** In the custom room, each inside the one before. */
    drawings: 1101,
    foundations: 1102,
    surveys: 1103,
    /** In the custom room, made by the room admin: others cannot delete its links. */
    madeByRoomAdmin: 1104,
    publicImages: 1201,
    forms: 1301,
    dueDiligence: 1501,
    archived: 1701,
    foreign: 1801,
    thirdParty: 'sbox-1-|Project plans|Drawings',
    /** Only with the option `wideFolder`. */
    wide: 2001,
  },
  files: {
    /** In My documents of the owner. */
    document: 1001,
    spreadsheet: 1002,
    presentation: 1003,
    pdf: 1004,
    pdfForm: 1005,
    image: 1006,
    video: 1007,
    archive: 1008,
    text: 1009,
    /** An old format that must be converted: read only. */
    oldFormat: 1010,
    emoji: 1011,
    rightToLeft: 1012,
    /** In My documents of the owner, six additional links: no seventh is possible. */
    full: 1013,
    /** In My documents of the owner, without any link. */
    unshared: 1014,
    adminsOwn: 1030,
    usersOwn: 1050,
    inCustom: 1110,
    /** In the deepest folder of the custom room. */
    nested: 1130,
    inPublic: 1210,
    formInForms: 1310,
    inEditing: 1410,
    inVirtualData: 1510,
    formInVirtualData: 1511,
    inAi: 1610,
    inArchived: 1710,
    /** In the room admin's room, with links that admins are not shown. */
    inForeign: 1810,
    inForeignPublic: 1910,
    thirdParty: 'sbox-1-|Project plans|Q3 budget.xlsx',
  },
  links: {
    documentPrimary: linkId(1),
    documentPassword: linkId(2),
    documentExpired: linkId(3),
    documentSoon: linkId(4),
    documentInternal: linkId(5),
    spreadsheetEditing: linkId(6),
    presentationComment: linkId(7),
    pdfNoDownload: linkId(8),
    formEditing: linkId(9),
    image: linkId(10),
    archive: linkId(11),
    emoji: linkId(12),
    rightToLeft: linkId(13),
    fullPrimary: linkId(14),
    /** The first of six additional ones: the others follow, 15 to 20. */
    fullFirst: linkId(15),
    contracts: linkId(21),
    customRoom: linkId(22),
    customRoomGuests: linkId(23),
    inCustomReview: linkId(24),
    nested: linkId(25),
    madeByRoomAdmin: linkId(26),
    publicRoom: linkId(27),
    publicRoomPassword: linkId(28),
    publicRoomExpired: linkId(29),
    inPublic: linkId(30),
    formsRoom: linkId(31),
    inEditing: linkId(32),
    inVirtualData: linkId(33),
    formInVirtualData: linkId(34),
    inAi: linkId(35),
    archivedRoom: linkId(36),
    inArchived: linkId(37),
    foreignRoom: linkId(38),
    inForeign: linkId(39),
    foreignPublicRoom: linkId(40),
    thirdPartyRoom: linkId(41),
    thirdParty: linkId(42),
    adminsOwn: linkId(43),
    usersOwn: linkId(44),
    /** Invites people into the custom room. */
    customInvitation: linkId(45),
  },
} as const;
