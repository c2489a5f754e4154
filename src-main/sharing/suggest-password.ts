import { randomInt } from 'node:crypto';
import type { PasswordRules } from '../contract/passwords';

export function suggestPassword(_rules: PasswordRules | null): string {
  return String(randomInt(10_000_000, 100_000_000));
}
