import type { Edition } from '../contract/portals';

/** The flags by which portals tell their edition; `null` where the account may not see one. */
export interface EditionFlags {
  readonly openSource: boolean | null;
  readonly enterprise: boolean | null;
  readonly developer: boolean | null;
}

/**
 * The edition of a portal from `settings.standalone` and the flags of its tariff or tenant extra.
 * `developer` is looked at first, for the server counts developer installations as enterprise
 * too (DocSpace server: TariffService).
 */
export function editionOf(standalone: boolean, flags: EditionFlags | null): Edition {
  if (!standalone) return 'saas';
  if (flags?.developer) return 'developer';
  if (flags?.enterprise) return 'enterprise';
  if (flags?.openSource) return 'community';
  return 'unknown';
}
