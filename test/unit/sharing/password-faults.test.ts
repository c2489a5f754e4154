import { describe, expect, it } from 'vitest';
import {
  passwordFaultsIn,
  usualPasswordRules,
  type PasswordFault,
  type PasswordRules,
} from '../../../src-main/contract/passwords';

const all: PasswordRules = {
  ...usualPasswordRules,
  upperCase: true,
  digits: true,
  specSymbols: true,
};

describe('the rules that a password breaks', () => {
  it.each<[string, PasswordFault[]]>([
    ['Sh4re-me!', []],
    ['Sh4re-m', ['tooShort']],
    [`Sh4re-me!${'a'.repeat(22)}`, ['tooLong']],
    ['sh4re-me!', ['upperCase']],
    ['Share-me!', ['digits']],
    ['Sh4remee', ['specSymbols']],
    ['Sh4re me!', ['characters']],
    ['Sh4re-mé!', ['characters']],
    ['Sh4re-🙂!', ['characters']],
    ['', ['tooShort', 'upperCase', 'digits', 'specSymbols']],
  ])('%j', (password, faults) => {
    expect(passwordFaultsIn(password, all)).toEqual(faults);
  });

  it('asks for nothing that the portal does not ask for', () => {
    expect(passwordFaultsIn('aaaaaaaa', usualPasswordRules)).toEqual([]);
  });

  it('goes by the usual characters where the expression of the portal cannot be read', () => {
    const rules = { ...usualPasswordRules, allowed: '[' };
    expect(passwordFaultsIn('aaaaaaaa', rules)).toEqual([]);
    expect(passwordFaultsIn('aaaa aaaa', rules)).toEqual(['characters']);
  });

  it('is told at once, however badly the expression is made', () => {
    const rules = { ...usualPasswordRules, allowed: '(?:a+)+' };
    expect(passwordFaultsIn(`${'a'.repeat(500)}!`, rules)).toEqual(['tooLong', 'characters']);
  });
});
