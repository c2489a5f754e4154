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

const upper = /[A-Z]/;
const digit = /\d/;
const special = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/;
/** DocSpace server: PasswordSettings; used where a portal's own expression cannot be read. */
const usual = '[\\x21-\\x7E]';

/** The rules that a password breaks; none: the portal takes it. */
export function passwordFaultsIn(password: string, rules: PasswordRules): PasswordFault[] {
  const broken: Record<PasswordFault, boolean> = {
    tooShort: password.length < rules.minLength,
    tooLong: password.length > rules.maxLength,
    upperCase: rules.upperCase && !upper.test(password),
    digits: rules.digits && !digit.test(password),
    specSymbols: rules.specSymbols && !special.test(password),
    characters: !allowedOf(rules).test(password),
  };
  return passwordFaults.filter((fault) => broken[fault]);
}

function allowedOf({ allowed }: PasswordRules): RegExp {
  try {
    return new RegExp(`^(?:${allowed})*$`);
  } catch {
    return new RegExp(`^(?:${usual})*$`);
  }
}
