interface User {
  readonly userid: string;
  readonly expire: string;
  readonly anonym?: boolean;
}

const hourMs = 3_600_000;

/** The users that count now: editors as many as asked for, a quarter of them as viewers. */
export function quotaOf(
  count: number,
  now: Date,
): { readonly users: readonly User[]; readonly users_view: readonly User[] } {
  const at = new Date(now);
  // The same all day, so that a list that did not change is the same list.
  at.setUTCHours(0, 0, 0, 0);
  const user = (n: number): User => ({
    userid: `uid-${n}`,
    expire: new Date(at.getTime() + (24 + ((n * 7) % 700)) * hourMs).toISOString(),
    // The server leaves out what it does not know.
    ...(n % 5 === 4 ? {} : { anonym: n % 5 === 3 }),
  });
  return {
    users: Array.from({ length: count }, (_, n) => user(n)),
    users_view: Array.from({ length: Math.floor(count / 4) }, (_, n) => user(n + count)),
  };
}
