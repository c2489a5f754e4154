import { randomInt } from 'node:crypto';
import {
  allowedBy,
  passwordClasses,
  usualPasswordRules,
  type PasswordRules,
} from '../contract/passwords';

/** Nobody guesses so many, and a person can still type them. */
const usualLength = 16;

/** Characters that look like another one in many typefaces. */
const lookAlike = /[0Oo1lI|2Z5S8B'"`.,:;]/;

/** The printable characters that every keyboard has. */
const ascii = charactersFrom(0x21, 0x7e);

/**
 * A new random password that keeps the rules, or the usual ones where a portal's are not known. Made
 * of letters and digits that are hard to mistake, and of special characters where they are asked
 * for; of other characters only where the rules leave nothing else. Rules that no password can keep
 * are kept as far as they can be.
 */
export function suggestPassword(known: PasswordRules | null): string {
  const rules = known ?? usualPasswordRules;
  const isAllowed = allowedBy(rules);
  const alphabet = alphabetOf(isAllowed);
  const length = Math.min(Math.max(usualLength, rules.minLength), rules.maxLength);
  const required = (['upperCase', 'digits', 'specSymbols'] as const)
    .filter((name) => rules[name])
    .map((name) =>
      clearest(ascii.filter((one) => passwordClasses[name].test(one) && isAllowed(one))),
    )
    .filter((characters) => characters.length > 0);
  const pools = Array.from({ length }, (_, place) => required[place] ?? alphabet);
  return shuffled(pools.map(pick)).join('');
}

/** What a password is made of where nothing special is asked for. Never empty. */
function alphabetOf(isAllowed: (character: string) => boolean): readonly string[] {
  const letters = ascii.filter((one) => /[A-Za-z\d]/.test(one) && isAllowed(one));
  if (letters.length > 0) return clearest(letters);
  const signs = ascii.filter(isAllowed);
  if (signs.length > 0) return clearest(signs);
  const others = charactersFrom(0xa1, 0xd7ff).filter(isAllowed);
  return others.length > 0 ? others : clearest(ascii);
}

/** Without characters that are easily mistaken, if that leaves any. */
function clearest(characters: readonly string[]): readonly string[] {
  const clear = characters.filter((one) => !lookAlike.test(one));
  return clear.length > 0 ? clear : characters;
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

/** Every order is as likely as any other. */
function shuffled(characters: readonly string[]): string[] {
  const left = [...characters];
  const order: string[] = [];
  while (left.length > 0) order.push(...left.splice(randomInt(left.length), 1));
  return order;
}

function charactersFrom(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, place) => String.fromCharCode(first + place));
}
