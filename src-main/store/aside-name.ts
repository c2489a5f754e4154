/** The name of a file that is set aside; it tells why, and since when. */
export const asideName = (name: string, why: 'damaged' | 'set-aside'): string =>
  `${name}.${why}-${new Date().toISOString().replaceAll(':', '-')}`;
