import { createHash, randomBytes } from 'node:crypto';

/** Ours, for work and for tests, and the prefix of the Batch Lookups API, which its users have in their settings. */
const KEY = /^(lot_live|leap_live|lot_test)_([0-9a-f]{64})$/;
const VISIBLE_HEX = 8;

/** A new API key: 32 random bytes in hexadecimal behind our prefix. */
export function newSecret(use: 'live' | 'test' = 'live'): string {
  return `lot_${use}_${randomBytes(32).toString('hex')}`;
}

/** True when `text` has the form of an API key. */
export function isSecret(text: string): boolean {
  return KEY.test(text);
}

/** The part of a key that may be shown and logged, such as `lot_live_1a2b3c4d`. */
export function visiblePrefix(secret: string): string {
  return secret.slice(0, secret.lastIndexOf('_') + 1 + VISIBLE_HEX);
}

/** SHA-256: what is stored and looked up instead of the key. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Why a key must not be used, or undefined when its bytes look random. Guards a key that people typed or copied
 * from a page: wrong form, few distinct bytes (`0000…`, `deadbeef…`, `0123456789abcdef…`), or counting bytes.
 */
export function weakness(secret: string): string | undefined {
  const hex = KEY.exec(secret)?.[2];
  if (hex === undefined || secret.startsWith('lot_test_'))
    return 'it is not lot_live_ (or leap_live_) followed by 64 lower-case hexadecimal digits';
  const bytes = [...Buffer.from(hex, 'hex')];
  // 32 random bytes have fewer than 20 distinct values less than once in 10^9 keys.
  if (new Set(bytes).size < 20) return 'its bytes repeat, so it was not made from 32 random bytes';
  const steps = bytes.slice(1).map((byte, i) => (byte - (bytes[i] ?? 0) + 256) % 256);
  if (new Set(steps).size < 8) return 'its bytes follow a pattern, so it is an example rather than a secret';
  return undefined;
}
