import type { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Path } from '../../http/unstorable.ts';
import { check, faultsText, unstorableFaults } from './check-items.ts';

/**
 * Parses what stands beside items or rows in a body. Undefined members are left out, so that they can be stored.
 * Throws `validation_failed` naming the fields.
 */
export function parseBody<T extends object>(
  schema: z.ZodType<T>,
  body: unknown,
  unstorable: readonly Path[],
): T {
  const checked = check(schema, body);
  const faults = [...(checked.ok ? [] : checked.faults), ...unstorableFaults(unstorable, 0)];
  if (checked.ok && faults.length === 0) {
    // still what the schema let through: only names that may be absent hold undefined
    return Object.fromEntries(Object.entries(checked.value).filter(([, value]) => value !== undefined)) as T;
  }
  const field = faults[0]?.field ?? '';
  throw new AppError('validation_failed', faultsText(faults.slice(0, 5)), field === '' ? {} : { field });
}

/** Places outside the list called `list`, whose own entries are judged one by one. */
export function outside(unstorable: readonly Path[], list: string): Path[] {
  return unstorable.filter((path) => path[0] !== list || typeof path[1] !== 'number');
}
