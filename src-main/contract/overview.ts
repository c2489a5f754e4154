import { call, nothing } from './call';
import type { DocsDate } from './docs-servers';
import type { LicenseState } from './license';

/** Why an external link wants a second look. */
export const linkRisks = [
  'noPassword',
  'noExpiry',
  'expired',
  'editing',
  'anyone',
  'restricted',
] as const;
export type LinkRisk = (typeof linkRisks)[number];

/** The external links of a portal that were seen so far; one link can carry several risks. */
export interface LinkCounts {
  readonly total: number;
  /** Open to anyone who has the link, and without password, without end, or for editing. */
  readonly risky: number;
  readonly byRisk: Readonly<Record<LinkRisk, number>>;
}

/** A license as lists and the timeline show it. Dates are ISO instants. */
export interface LicenseStanding extends Pick<
  LicenseState,
  'standing' | 'dueDate' | 'graceUntil'
> {}

/** What the row of a portal shows besides its summary and its open changes. */
export interface PortalOverview {
  readonly portalId: string;
  /** `null`: never read. */
  readonly license: LicenseStanding | null;
  /** `null`: never read. */
  readonly externalSharing: boolean | null;
  /** `null`: none of its links was ever looked at. */
  readonly links: LinkCounts | null;
  /** The age of the oldest of what is shown, ISO; `null`: nothing was read yet. */
  readonly asOf: string | null;
}

/** The license of a Docs server, for the timeline. */
export interface DocsServerLicense {
  readonly serverId: string;
  readonly name: string;
  readonly practice: boolean;
  readonly end: DocsDate;
}

/** All that the page All portals needs to paint, besides the list of portals itself. */
export interface Overview {
  readonly portals: readonly PortalOverview[];
  readonly docsServers: readonly DocsServerLicense[];
}

/** What is known of all portals together. */
export const overviewCalls = {
  /** From the store at once; asks no portal anything. */
  view: call<Overview>()(nothing),
};
