/** The first server version that behaves in a given way. */
export const featureSince = {
  /** API keys and the `keys` controller. */
  apiKeys: '3.1.0',
  /** A link's password is held against the portal's rules. */
  linkPasswordRules: '3.0.0',
  /** `count` of a list outside 1 to 100 is refused. */
  countRange: '3.2.1',
  /** Links of folders, and title, password and download of a file's links. */
  fullLinks: '3.5.0',
  /** How many links an entry takes depends on where it lies. */
  linkLimitsByPlace: '3.5.0',
  /** `sharedLink` beside `sharedTo`, `sharedForUser` and `availableShareRights`. */
  sharedLinkField: '3.5.0',
  /** Room grouping in the file settings. */
  organizeRoomsGrouping: '3.7.0',
  /** A dead or scope-limited key is refused on anonymous routes too (ApiKeyScopesFilter). */
  keyCheckedOnAnonymousRoutes: '3.7.1',
  /** The sharing policy: default link type, sections it covers, blocking of existing links. */
  sharingPolicy: '3.7.1',
  /** `sharedExternal` on entries, use counts on invitations. */
  sharedExternal: '3.7.1',
  /** Missing rights on links are told as `Access denied`, a refused password as 400. */
  plainLinkRefusals: '3.7.1',
  /** Looking at an expired primary link no longer renews it. */
  expiredPrimaryStays: '3.7.1',
  /** Rooms for AI agents, in a section of their own. */
  aiRooms: '3.7.1',
} as const;

export type Feature = keyof typeof featureSince;
