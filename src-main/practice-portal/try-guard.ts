/** How often a password may be tried. DocSpace server: LoginSettings, in seconds. */
export const loginSettings = { attemptCount: 5, blockTime: 60, checkPeriod: 60 } as const;

/** Counts tries to guess a password, by whatever names who tries what. */
export interface TryGuard {
  /** Notes a try; `false`: it is one too many, or the last of those was not long enough ago. */
  mayTry(name: string): boolean;
  /** The password was right: earlier tries no longer count. */
  forget(name: string): void;
}

export function createTryGuard(clock: () => Date): TryGuard {
  const tries = new Map<string, readonly number[]>();
  const blockedUntil = new Map<string, number>();
  return {
    mayTry(name) {
      const now = clock().getTime();
      if (now < (blockedUntil.get(name) ?? 0)) return false;
      const since = now - loginSettings.checkPeriod * 1000;
      const recent = (tries.get(name) ?? []).filter((at) => at > since);
      if (recent.length >= loginSettings.attemptCount) {
        blockedUntil.set(name, now + loginSettings.blockTime * 1000);
        tries.delete(name);
        return false;
      }
      tries.set(name, [...recent, now]);
      return true;
    },
    forget(name) {
      tries.delete(name);
      blockedUntil.delete(name);
    },
  };
}
