import type { Edition, PortalSummary } from '../../src-main/contract/portals';
import { m } from '$words';
import type { Tone } from '../ui/tone';

/** How a portal is doing, as the status dot shows it. */
export function sayReach(portal: PortalSummary): { readonly tone: Tone; readonly text: string } {
  if (portal.key === 'missing') return { tone: 'warn', text: m.app_key_missing() };
  switch (portal.reach.state) {
    case 'unknown':
      return { tone: 'neutral', text: m.app_reach_unknown() };
    case 'online':
      return { tone: 'ok', text: m.app_reach_online() };
    case 'offline':
      return { tone: 'off', text: m.app_reach_offline() };
    case 'attention':
      return { tone: 'warn', text: m.app_reach_attention() };
  }
}

/** The name of an edition of DocSpace. */
export function sayEdition(edition: Edition): string {
  switch (edition) {
    case 'saas':
      return m.app_edition_saas();
    case 'community':
      return m.app_edition_community();
    case 'enterprise':
      return m.app_edition_enterprise();
    case 'developer':
      return m.app_edition_developer();
    case 'unknown':
      return m.app_edition_unknown();
  }
}
