import { type ZodType, z } from 'zod';

/** Largest offset that the database takes. */
const MOST_OFFSET = 2_147_483_647;

/**
 * A whole number in the query string. A fault names the parameter, its limits and what came. `shown` is what the
 * OpenAPI document says of it, instead of the text that it is on the wire.
 */
function wholeNumber(name: string, least: number, most: number, absent: number): ZodType<number> {
  return z
    .string(`${name}: give it once, as a whole number from ${least} to ${most}`)
    .optional()
    .transform((text, context) => {
      if (text === undefined) return absent;
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= least && value <= most) return value;
      context.addIssue({
        code: 'custom',
        message: `${name}: must be a whole number from ${least} to ${most}, not "${text.slice(0, 50)}"`,
      });
      return z.NEVER;
    })
    .meta({ shown: { type: 'integer', minimum: least, maximum: most, default: absent } });
}

/** `limit` and `offset` of a list. */
export function page(limits: { standard: number; most: number }) {
  return {
    limit: wholeNumber('limit', 1, limits.most, limits.standard).describe('Results per page'),
    offset: wholeNumber('offset', 0, MOST_OFFSET, 0).describe('Results to pass over'),
  };
}

/** `true` or `false` in the query string. */
export function flag(name: string) {
  return z
    .enum(['true', 'false'], `${name}: must be true or false`)
    .default('false')
    .transform((text) => text === 'true');
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment in the query string: a time, or how long ago, such as `24h`. */
export function moment(name: string) {
  const fault = `${name}: must be a time such as 2026-11-22T08:00:00Z, or how long ago, such as 90m, 24h or 7d`;
  const time = z.iso.datetime({ offset: true });
  return z
    .string(fault)
    .transform((text, context) => {
      const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
      if (count !== undefined)
        return new Date(Date.now() - Number(count) * (UNIT_MS[unit] ?? 0)).toISOString();
      if (time.safeParse(text).success) return text;
      context.addIssue({ code: 'custom', message: fault });
      return z.NEVER;
    })
    .meta({ shown: { type: 'string', examples: ['24h', '2026-11-22T08:00:00Z'] } });
}

/** One of some words in the query string; absent means any. */
export function oneOf<const Words extends readonly [string, ...string[]]>(name: string, words: Words) {
  return z.enum(words, `${name}: must be one of ${words.join(', ')}`).optional();
}
