import { z } from 'zod';

// What the keys of findings take. Each refuses with one sentence that says what would do; sql/functions/65_* says the
// same of the same values, so that a finding meets one set of rules whichever way it comes.

/** Most members of a list, and most sources of a finding. */
export const MOST_MEMBERS = 100;
const MEMBER_LENGTH = 500;
const URL_LENGTH = 2_048;
/** A trillion: more than any parcel is worth, and exact to the cent in a double. */
const MOST_DOLLARS = 1_000_000_000_000;

/** Characters as people and PostgreSQL count them, not UTF-16 units. */
const length = (text: string): number => (text.length === 0 ? 0 : [...text].length);

/** Text of a bounded length. */
export function text(most: number, least = 0) {
  const error = `must be text of ${least > 0 ? `${least} to` : 'at most'} ${most} characters`;
  return z
    .string({ error })
    .refine((value) => length(value) >= least && value.length <= 2 * most && length(value) <= most, { error })
    .meta({ maxLength: most, ...(least > 0 ? { minLength: least } : {}) });
}

/** One of some words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

export const flag = () => z.boolean({ error: 'must be true or false' });

export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

export function number(least: number, most: number) {
  const error = `must be a number from ${least} to ${most}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

/** Dollars, as a number or as decimal text, which keeps its digits. */
export function amount(least = 0, most = MOST_DOLLARS) {
  const error = `must be an amount in dollars from ${least} to ${most}, a number or text such as "1250.00"`;
  return z
    .union([z.number(), z.string().regex(/^[0-9]{1,13}([.][0-9]{1,6})?$/, { error })], { error })
    .refine((value) => Number(value) >= least && Number(value) <= most, { error });
}

export const uuid = () => {
  const error = 'must be a UUID';
  return z.string({ error }).regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, { error });
};

/** A day of the calendar, 1900 to 2199. */
export const date = () => {
  const error = 'must be a date such as 2026-05-31';
  return z.string({ error }).refine(isDay, { error }).meta({ format: 'date' });
};

/** A time with its offset. */
export const time = () => {
  const error = 'must be a time such as 2026-05-31T14:00:00Z';
  return z.string({ error }).refine(isTime, { error }).meta({ format: 'date-time' });
};

export const dateOrTime = () => {
  const error = 'must be a date such as 2026-05-31 or a time such as 2026-05-31T14:00:00Z';
  return z.string({ error }).refine((value) => isDay(value) || isTime(value), { error });
};

/** A web address, or a path on this server. */
export const url = () => {
  const error = `must be an address that starts with http://, https:// or /, without spaces, of at most ${URL_LENGTH} characters`;
  return z
    .string({ error })
    .regex(/^(https?:\/\/[^ \t\r\n]+|\/([^/ \t\r\n][^ \t\r\n]*)?)$/, { error })
    .refine((value) => length(value) <= URL_LENGTH, { error });
};

export const object = () => z.record(z.string(), z.unknown(), { error: 'must be an object' });

export const texts = () => {
  const error = `must be an array of at most ${MOST_MEMBERS} texts of 1 to ${MEMBER_LENGTH} characters`;
  const member = z
    .string({ error })
    .refine((value) => length(value) >= 1 && length(value) <= MEMBER_LENGTH, { error });
  return z.array(member, { error }).max(MOST_MEMBERS, { error });
};

function isDay(value: string): boolean {
  if (!/^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/.test(value)) return false;
  return new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}

function isTime(value: string): boolean {
  const clock =
    /^T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$/;
  return isDay(value.slice(0, 10)) && clock.test(value.slice(10));
}

const sourcesError = `must be an array of at most ${MOST_MEMBERS} objects {title, url, note, retrieved_at}`;
const source = z.looseObject(
  {
    title: text(500).nullish(),
    url: url().nullish(),
    note: text(4_000).nullish(),
    retrieved_at: dateOrTime().nullish(),
  },
  { error: sourcesError },
);

/** What every finding may carry besides the keys of its type. */
const common = {
  sources: z
    .array(source, { error: sourcesError })
    .max(MOST_MEMBERS, { error: sourcesError })
    .nullish()
    .describe('Where it was found'),
  found_by: text(200, 1).nullish().describe('Who or what found it; default: whoever reports'),
  notes: text(20_000).nullish().describe('Anything worth telling'),
  fresh_days: wholeNumber(1, 3_650)
    .nullish()
    .describe('Days after which it should be looked up anew; default: that of the type'),
};

/** A finding of one type: its keys, the common ones, and anything more, which is kept as it is. */
export function finding<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(
    { ...shape, ...common },
    { error: 'must be an object, or null when nothing was found' },
  );
}

/** For rules about several keys: asked only when each of them fits by itself. */
export const onlyWhenKeysFit = (payload: { readonly issues: readonly unknown[] }): boolean =>
  payload.issues.length === 0;
