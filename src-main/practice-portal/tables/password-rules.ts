/** What the portal asks of passwords, of people and of links. DocSpace server: PasswordSettings. */
export const passwordRules = {
  minLength: 8,
  upperCase: false,
  digits: false,
  specSymbols: false,
  allowedCharactersRegexStr: '[\\x21-\\x7E]',
  digitsRegexStr: '(?=.*\\d)',
  upperCaseRegexStr: '(?=.*[A-Z])',
  specSymbolsRegexStr: '(?=.*[\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E])',
} as const;

/** Not told by the portal. */
export const longestPassword = 30;

const allowed = new RegExp(
  `^${passwordRules.allowedCharactersRegexStr}{${passwordRules.minLength},${longestPassword}}$`,
);

export function isGoodPassword(password: string): boolean {
  return allowed.test(password);
}
