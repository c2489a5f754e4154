import type { PortalSummary } from '../../src-main/contract/portals';

/** The portals whose name, host or tags hold every word of the query, in their own order. */
export function findPortals(
  portals: readonly PortalSummary[],
  query: string,
): readonly PortalSummary[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return portals;
  return portals.filter((portal) => {
    const text = [portal.name, portal.host, ...portal.tags].join('\n').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
