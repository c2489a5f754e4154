/** What a portal asks of passwords, those of links included. */
export interface PasswordRules {
  readonly minLength: number;
  readonly maxLength: number;
  readonly upperCase: boolean;
  readonly digits: boolean;
  readonly specSymbols: boolean;
  /** Source of a regular expression that every single character has to match. */
  readonly allowed: string;
}

/** Which of the rules a password breaks. */
export const passwordFaults = [
  'tooShort',
  'tooLong',
  'upperCase',
  'digits',
  'specSymbols',
  'characters',
] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/** Kinds of characters that rules can ask for, each by what one of them looks like. */
export const passwordClasses = {
  upperCase: /[A-Z]/,
  digits: /\d/,
  specSymbols: /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/,
} as const;

/** What a portal asks for that nobody changed. DocSpace server: PasswordSettings. */
export const usualPasswordRules: PasswordRules = {
  minLength: 8,
  maxLength: 30,
  upperCase: false,
  digits: false,
  specSymbols: false,
  allowed: '[\\x21-\\x7E]',
};
/** Used where a portal's own expression cannot be read. */
const usual = /^[\x21-\x7E]$/;

/** The rules that a password breaks; none: the portal takes it. */
export function passwordFaultsIn(password: string, rules: PasswordRules): PasswordFault[] {
  const { upperCase, digits, specSymbols } = passwordClasses;
  const isAllowed = allowedBy(rules);
  const broken: Record<PasswordFault, boolean> = {
    tooShort: password.length < rules.minLength,
    tooLong: password.length > rules.maxLength,
    upperCase: rules.upperCase && !upperCase.test(password),
    digits: rules.digits && !digits.test(password),
    specSymbols: rules.specSymbols && !specSymbols.test(password),
    characters: ![...password].every(isAllowed),
  };
  return passwordFaults.filter((fault) => broken[fault]);
}

/**
 * Whether a character may stand in a password. One at a time: over a whole password, an expression
 * that is made badly could take forever.
 */
export function allowedBy({ allowed }: PasswordRules): (character: string) => boolean {
  const expression = expressionOf(allowed);
  return (character) => expression.test(character);
}

function expressionOf(allowed: string): RegExp {
  try {
    return new RegExp(`^(?:${allowed})$`);
  } catch {
    return usual;
  }
}
