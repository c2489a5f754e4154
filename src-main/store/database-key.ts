import { createHash, randomBytes } from 'node:crypto';

/** A new key for a database: 32 random bytes as 64 hex digits. */
export const newKey = (): string => randomBytes(32).toString('hex');

/** Whether a text can be a key at all. */
export const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** What tells keys apart without telling anything about them: 8 hex digits. */
export const markOf = (key: string): string =>
  createHash('sha256').update(key, 'hex').digest('hex').slice(0, 8);
