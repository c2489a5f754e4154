/** The first server version that behaves in a given way. */
export const featureSince = {
  /** API keys and the `keys` controller. */
  apiKeys: '3.1.0',
  /** Room grouping in the file settings. */
  organizeRoomsGrouping: '3.7.0',
  /** A dead or scope-limited key is refused on anonymous routes too (ApiKeyScopesFilter). */
  keyCheckedOnAnonymousRoutes: '3.7.1',
  /** The sharing policy: default link type, sections it covers, blocking of existing links. */
  sharingPolicy: '3.7.1',
} as const;

export type Feature = keyof typeof featureSince;
