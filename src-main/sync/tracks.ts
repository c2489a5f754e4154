import type { Reach } from '../contract/portals';
import type { Result } from '../contract/result';
import type { SnapshotAge } from '../store/snapshots';
import {
  afterHint,
  afterTry,
  dueAt,
  freshStanding,
  judgeReach,
  staleAt,
  type Age,
  type Standing,
  type Verdict,
} from './plan';

/** How one kind of thing is read of a portal. */
export interface Refresher {
  readonly kind: string;
  /** Instead of the interval of the settings. */
  readonly staleAfterMs?: number;
  /** When it was last read, ISO, as far as memory knows. */
  readonly asOf: (portalId: string) => string | null;
  readonly refresh: (portalId: string) => Promise<Result<unknown>>;
}

/** What the background refresh knows of one portal. A new one comes when a person changes it. */
export interface Track {
  standing: Standing;
  /** When each kind was last asked for here. */
  readonly asked: Map<string, number>;
  /** It rests because the keychain was locked. */
  locked: boolean;
}

/** What the background refresh knows of every portal. */
export interface Tracks {
  of(portalId: string): Track;
  /** Takes over how old everything in the store is. */
  learn(ages: readonly SnapshotAge[]): void;
  forget(portalId: string): void;
  /** When a portal is due by itself, milliseconds since 1970; `Infinity`: not at all. */
  dueAt(portalId: string): number;
  isStale(portalId: string, refresher: Refresher): boolean;
  /** Notes how a try went. */
  note(track: Track, verdict: Verdict): void;
  /** Notes how somebody else reached a portal. */
  heard(portalId: string, reach: Reach): void;
  /** One locked keychain is enough: each further key would make the system prompt again. */
  keychainLocked(found: Track): void;
  /** Makes the portals that are away due now, and names them. */
  hint(): readonly string[];
}

export interface TracksOptions {
  /** The saved portals, in the person's order. */
  readonly portalIds: () => readonly string[];
  /** In the order in which they are read of each portal; the first one proves that it is there. */
  readonly refreshers: readonly [Refresher, ...Refresher[]];
  readonly reachOf: (portalId: string) => Reach;
  /** How often things are refreshed, in minutes; 0: never by themselves. */
  readonly intervalMinutes: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export function createTracks(options: TracksOptions): Tracks {
  const { portalIds, refreshers, reachOf, intervalMinutes, now, random } = options;
  const tracks = new Map<string, Track>();
  /** As the store knew it at the start, by portal and kind. */
  const stored = new Map<string, number>();

  return {
    of,
    note,

    learn(ages) {
      for (const { ownerId, kind, asOf } of ages) {
        stored.set(`${ownerId} ${kind}`, Date.parse(asOf));
      }
    },

    forget(portalId) {
      tracks.delete(portalId);
      for (const { kind } of refreshers) stored.delete(`${portalId} ${kind}`);
    },

    dueAt(portalId) {
      const ages = refreshers.map((one) => ageOf(portalId, one));
      return dueAt(of(portalId).standing, ages, now());
    },

    isStale(portalId, refresher) {
      const at = now();
      return (
        intervalMinutes() > 0 &&
        staleAt(ageOf(portalId, refresher), of(portalId).standing, at) <= at
      );
    },

    heard(portalId, reach) {
      const verdict = judgeReach(reach);
      const track = of(portalId);
      // Known to be away: somebody else's try does not put off the next one.
      if (verdict === null || (verdict === 'away' && track.standing.failures > 0)) return;
      note(track, verdict);
    },

    keychainLocked(found) {
      found.locked = true;
      for (const id of portalIds()) {
        // The key of a portal that was asked already is in memory.
        if (reachOf(id).state !== 'unknown') continue;
        const track = of(id);
        track.locked = true;
        track.standing = { ...track.standing, rests: true };
      }
    },

    hint() {
      const away = portalIds().filter((id) => {
        const { failures, rests } = of(id).standing;
        return failures > 0 && !rests;
      });
      for (const id of away) of(id).standing = afterHint(of(id).standing, now());
      return away;
    },
  };

  function note(track: Track, verdict: Verdict): void {
    track.standing = afterTry(track.standing, verdict, now(), random);
    if (verdict === 'rest' || !track.locked) return;
    // Its key could be read: so can the others.
    for (const one of tracks.values()) {
      if (one.locked) one.standing = { ...one.standing, rests: false };
      one.locked = false;
    }
  }

  function ageOf(portalId: string, { kind, asOf, staleAfterMs }: Refresher): Age {
    const inMemory = asOf(portalId);
    const known = [
      inMemory === null ? undefined : Date.parse(inMemory),
      of(portalId).asked.get(kind),
      stored.get(`${portalId} ${kind}`),
    ].filter((one) => one !== undefined);
    return {
      at: known.length > 0 ? Math.max(...known) : null,
      staleAfterMs: staleAfterMs ?? intervalMinutes() * 60_000,
    };
  }

  function of(portalId: string): Track {
    const track = tracks.get(portalId) ?? {
      standing: freshStanding(random),
      asked: new Map(),
      locked: false,
    };
    tracks.set(portalId, track);
    return track;
  }
}
