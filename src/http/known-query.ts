import { type ZodType, z } from 'zod';
import { AppError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { SECRET_VALUE } from './faults.ts';

/** Names of the query parameters of a schema; undefined when it is none of an object, or takes any. */
export function queryNames(schema: ZodType | undefined): readonly string[] | undefined {
  if (schema === undefined) return [];
  if (schema instanceof z.ZodPipe && schema.in instanceof z.ZodType) return queryNames(schema.in);
  if (!(schema instanceof z.ZodObject) || schema.def.catchall instanceof z.ZodUnknown) return undefined;
  return Object.keys(schema.shape);
}

/** Refuses parameters that an endpoint does not know: a filter with a slip in its name would list everything. */
export function requireKnownQuery(query: unknown, known: readonly string[] | undefined): void {
  if (known === undefined || typeof query !== 'object' || query === null) return;
  const name = Object.keys(query).find((key) => !known.includes(key));
  if (name === undefined) return;
  const short = name.length > 60 ? `${name.slice(0, 60).toWellFormed()}…` : name;
  const shown = SECRET_VALUE.test(name) ? '…' : short;
  const [meant] = nearest(shown, known, 1);
  throw new AppError('validation_failed', `There is no query parameter "${shown}" here`, {
    field: shown,
    hint:
      known.length === 0
        ? 'This address takes none.'
        : `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${known.join(', ')}.`,
  });
}
