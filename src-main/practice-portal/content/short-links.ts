import type { Content } from './content';
import { longPathOf, shortCodeOf } from './link-address';

/** The portal's shortener of addresses. */
export interface ShortLinks {
  /** The fifteen characters that stand for a path from now on. */
  codeOf(longPath: string): string;
  /** The path behind a code; `null`: nobody ever shortened to it. */
  find(code: string): string | null;
}

/** A code stays good when its link is gone: then it leads to a key that opens nothing. */
export function createShortLinks(content: () => Content): ShortLinks {
  const paths = new Map<string, string>();
  const codeOf = (longPath: string): string => {
    const code = shortCodeOf(longPath);
    paths.set(code, longPath);
    return code;
  };
  return {
    codeOf,
    find(code) {
      const known = paths.get(code);
      if (known !== undefined) return known;
      const { links, findKey } = content();
      for (const link of links.all()) {
        const entry = findKey(link.entry);
        if (entry !== null && link.kind !== 'invitation') codeOf(longPathOf(link, entry));
      }
      return paths.get(code) ?? null;
    },
  };
}
