import type { Call } from './call';
import type { Link } from './content/links';

/** The link that the caller came over, if it lets them in. */
export function visitorsLink(_call: Call): Link | null {
  return null;
}
