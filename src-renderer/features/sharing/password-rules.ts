import {
  usualPasswordRules,
  type PasswordFault,
  type PasswordRules,
} from '../../../src-main/contract/passwords';
import { m } from '$words';

/** One thing that a portal asks of passwords, and the faults of a password that breaks it. */
export interface SaidRule {
  readonly text: string;
  readonly brokenBy: readonly PasswordFault[];
}

/** What a portal asks of passwords, in words. */
export function rulesOf(rules: PasswordRules): readonly SaidRule[] {
  const { minLength, maxLength, upperCase, digits, specSymbols, allowed } = rules;
  const classes: readonly (SaidRule | null)[] = [
    upperCase ? { text: m.sharing_rule_upperCase(), brokenBy: ['upperCase'] } : null,
    digits ? { text: m.sharing_rule_digits(), brokenBy: ['digits'] } : null,
    specSymbols ? { text: m.sharing_rule_specSymbols(), brokenBy: ['specSymbols'] } : null,
  ];
  return [
    {
      text: m.sharing_rule_length({ least: String(minLength), most: String(maxLength) }),
      brokenBy: ['tooShort', 'tooLong'],
    },
    ...classes.filter((rule) => rule !== null),
    {
      text:
        allowed === usualPasswordRules.allowed
          ? m.sharing_rule_characters()
          : m.sharing_rule_characters_of({ expression: allowed }),
      brokenBy: ['characters'],
    },
  ];
}
