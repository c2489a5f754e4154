import { type Content, openContent } from './content/content';
import { type Listings, createListings } from './content/listing';
import { type ShortLinks, createShortLinks } from './content/short-links';
import type { Directory } from './directory';
import { type Tariff, computeTariff, tariffState } from './license/tariff';
import type { PortalSettings } from './options';
import type { PortalState } from './state';
import type { SwitchBoard } from './switches';
import { type TryGuard, createTryGuard } from './try-guard';
import { type Feature, featureSince } from './tables/versions';

/** One request, as tests may look at it. Never holds a key. */
export interface RequestRecord {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** `null` while, and when, no answer was given. */
  status: number | null;
  readonly at: string;
  readonly hadAuthorization: boolean;
  /**
   * What a write asked for, as the portal read it: of settings only when the portal did it, of a
   * link in any case. Of a password it only says whether there was one.
   */
  body?: Readonly<Record<string, boolean | number | string | null>>;
}

/** What all routes of one running portal share. */
export interface Core {
  readonly settings: PortalSettings;
  readonly state: PortalState;
  readonly directory: Directory;
  readonly switches: SwitchBoard;
  readonly requests: RequestRecord[];
  /** Aborted when the portal stops: ends every wait. */
  readonly stopped: AbortSignal;
  /** Files, folders, rooms and links; generated when they are first asked for. */
  content(): Content;
  listings(): Listings;
  readonly shortLinks: ShortLinks;
  /** Tries to guess the passwords of links. */
  readonly passwordTries: TryGuard;
  /** The state was changed: save it. */
  changed(): void;
  has(feature: Feature): boolean;
  /** The tariff out of the cache (15 minutes, as on the server) or, with `refresh`, anew. */
  tariff(refresh?: boolean): Tariff;
}

const tariffCacheMs = 15 * 60_000;
/** Length of the log of requests. */
export const mostRequests = 2000;

/** What a core is made from; the rest it makes itself. */
type CoreParts = Pick<
  Core,
  'settings' | 'state' | 'directory' | 'switches' | 'stopped' | 'changed'
>;

export function createCore(parts: CoreParts): Core {
  const { settings, state } = parts;
  let opened: { readonly content: Content; readonly listings: Listings } | null = null;
  const open = () => {
    if (opened !== null) return opened;
    const content = openContent(
      {
        size: settings.size,
        wideFolder: settings.wideFolder,
        installedAt: Date.parse(state.installedAt),
        aiRooms: !isOlder(settings.version, featureSince.aiRooms),
      },
      state.content,
    );
    opened = { content, listings: createListings(content.tree) };
    return opened;
  };
  const features = new Map(
    Object.entries(featureSince).map(([name, since]) => [name, !isOlder(settings.version, since)]),
  );
  let cached: { readonly tariff: Tariff; readonly at: number } | null = null;
  return {
    ...parts,
    requests: [],
    content: () => open().content,
    listings: () => open().listings,
    shortLinks: createShortLinks(() => open().content),
    passwordTries: createTryGuard(settings.clock),
    has: (feature) => features.get(feature) ?? false,
    tariff(refresh = false) {
      const now = settings.clock();
      if (refresh || cached === null || now.getTime() - cached.at > tariffCacheMs) {
        cached = { tariff: computeTariff(state, settings.edition, now), at: now.getTime() };
      }
      return cached.tariff;
    },
  };
}

/** The tariff as a request sees it while the switch `notPaid` may be on. */
export function forcedTariff(tariff: Tariff, notPaid: boolean): Tariff {
  return notPaid ? { ...tariff, state: tariffState.notPaid } : tariff;
}

/** Adds to the log of requests, which keeps the newest. */
export function remember(requests: RequestRecord[], record: RequestRecord): void {
  requests.push(record);
  if (requests.length > mostRequests) requests.shift();
}

function isOlder(version: string, than: string): boolean {
  const left = version.split('.').map(Number);
  const right = than.split('.').map(Number);
  const at = right.findIndex((part, index) => part !== (left[index] ?? 0));
  return at !== -1 && (left[at] ?? 0) < (right[at] ?? 0);
}
