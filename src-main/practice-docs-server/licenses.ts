/** Licenses that the practice server can have. */
export const licenseNames = ['openSource', 'users', 'expiredTrial', 'file', 'strange'] as const;
export type LicenseName = (typeof licenseNames)[number];

const dayMs = 86_400_000;
const day = (now: Date, days: number): string =>
  new Date(now.getTime() + days * dayMs).toISOString();

/** What the conversion of a license makes of one without a file; the open-source build's values. */
function converted(now: Date) {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  return {
    start_date: month.toISOString(),
    end_date: null as string | null,
    timelimited: false,
    trial: false,
    developer: false,
    branding: false,
    customization: false,
    advanced_api: false,
    connections: 20,
    connections_view: 20,
    users_count: 0,
    users_view_count: 0,
    users_expire: 1,
    customer_id: '',
    alias: '',
    multitenancy: false,
  };
}

interface License {
  readonly license: Readonly<Record<string, unknown>>;
  readonly resultType: number;
  readonly packageType: number;
  /** Whether its users are counted. */
  readonly counts: boolean;
}

/** A license as the command tells it, on the day `now`. */
export function licenseOf(name: LicenseName, now: Date): License {
  const base = converted(now);
  switch (name) {
    case 'openSource':
      return { license: base, resultType: 3, packageType: 0, counts: false };
    case 'users':
      return {
        license: {
          ...base,
          end_date: day(now, 40),
          connections: 0,
          connections_view: 0,
          users_count: 20,
          users_view_count: 10,
          users_expire: 30,
          customer_id: 'cust-1',
          grace_days: 15,
        },
        resultType: 3,
        packageType: 1,
        counts: true,
      };
    case 'expiredTrial':
      return {
        license: { ...base, trial: true, developer: true, end_date: day(now, -10) },
        resultType: 6,
        packageType: 2,
        counts: false,
      };
    case 'file':
      // The file's own object: eight fields, and no more.
      return {
        license: {
          end_date: day(now, 300),
          trial: false,
          customization: true,
          connections: 250,
          connections_view: 500,
          users_count: 0,
          users_view_count: 0,
          users_expire: 30,
        },
        resultType: 3,
        packageType: 1,
        counts: false,
      };
    case 'strange':
      return {
        license: { ...base, end_date: 'soon', connections: '40', seats: { total: 3 } },
        resultType: 99,
        packageType: 7,
        counts: false,
      };
  }
}
