import type { Directory } from './directory';
import { type Tariff, computeTariff, tariffState } from './license/tariff';
import type { PortalSettings } from './options';
import type { PortalState } from './state';
import type { SwitchBoard } from './switches';
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
  /** What a write of settings asked for, as the portal read it; only when the portal did it. */
  body?: Readonly<Record<string, boolean>>;
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
  /** The state was changed: save it. */
  changed(): void;
  has(feature: Feature): boolean;
  /** The tariff out of the cache (15 minutes, as on the server) or, with `refresh`, anew. */
  tariff(refresh?: boolean): Tariff;
}

const tariffCacheMs = 15 * 60_000;
/** Length of the log of requests. */
export const mostRequests = 2000;

export function createCore(parts: Omit<Core, 'requests' | 'has' | 'tariff'>): Core {
  const { settings, state } = parts;
  let cached: { readonly tariff: Tariff; readonly at: number } | null = null;
  return {
    ...parts,
    requests: [],
    has: (feature) => !isOlder(settings.version, featureSince[feature]),
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
