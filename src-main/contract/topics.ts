/** Commands of the application menu that the window carries out. */
export const menuCommands = [
  'addPortal',
  'palette',
  'refresh',
  'find',
  'settings',
  'portal1',
  'portal2',
  'portal3',
  'portal4',
  'portal5',
  'portal6',
  'portal7',
  'portal8',
  'portal9',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/**
 * What main asks the window to show: all portals, the license of a portal, a Docs server.
 */
export type OpenTarget = 'portals' | `license:${string}` | `docsServer:${string}`;

/**
 * What main tells the renderer without being asked. Events carry ids, never data: whoever shows
 * the thing asks for it again. Batched to at most ten a second per topic.
 */
export interface Topics {
  /** The list or these portals changed. */
  portals: string;
  /** These connection tests moved on. */
  tests: string;
  /** The license page of these portals changed. */
  license: string;
  /** The Sharing tab of these portals changed. */
  sharing: string;
  /** What is known of the entries and links of these portals changed. */
  links: string;
  /** These changes moved on; also the ids of portals that were paused or resumed. */
  changes: string;
  /** These policies and batches changed; `drift`: what portals hold did. */
  policies: string;
  /** The list or these Docs servers changed. */
  docsServers: string;
  /** The background refresh moved on. */
  sync: 'sync';
  /** The encrypted store was opened, closed or has a problem. */
  store: 'store';
  /** Something that the overview of all portals shows changed. */
  overview: 'overview';
  menu: MenuCommand;
  open: OpenTarget;
}

export type Topic = keyof Topics;

export const topics = [
  'portals',
  'tests',
  'license',
  'sharing',
  'links',
  'changes',
  'policies',
  'docsServers',
  'sync',
  'store',
  'overview',
  'menu',
  'open',
] as const satisfies readonly Topic[];
