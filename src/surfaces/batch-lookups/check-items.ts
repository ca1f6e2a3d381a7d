import type { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { memberOf } from '../../base/record.ts';
import type { FieldError, NewItem } from '../../engine/vocabulary.ts';
import { faultText } from '../../http/faults.ts';
import { cleaned, type Path, pathText } from '../../http/unstorable.ts';
import { lookupItemSchema } from '../../kinds/incentive-lookup-schema.ts';
import { MOST_ITEMS } from './wire.ts';

const SHOWN_VALUE = 60;

/** The faults of one item, or its parsed form. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: FieldError[] };

/** Parses a value; every fault names its field, and the value unless it is missing. */
export function check<T>(schema: z.ZodType<T>, value: unknown): Checked<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, faults: parsed.error.issues.map((issue) => toFault(issue, value)) };
}

/** {@link check} for an item of either make. */
export function checkItem<T>(schema: z.ZodType<T>, item: unknown): Checked<T> {
  const checked = check(schema, item);
  if (checked.ok || !lacksDevices(item) || checked.faults.some((fault) => fault.field === 'device_ids'))
    return checked;
  return { ok: false, faults: [...checked.faults, { field: 'device_ids', message: 'is required' }] };
}

function toFault(issue: z.core.$ZodIssue, item: unknown): FieldError {
  const value = valueAt(item, issue.path);
  const field = cleaned(pathText(issue.path));
  if (value === undefined && field !== '') return { field, message: 'is required' };
  return { field, value: short(value), message: issue.message };
}

// The schema looks at the pair of device fields only when all else is right; people want to hear of it at once.
function lacksDevices(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false;
  return !('device_ids' in item) && !('device_names' in item);
}

function valueAt(item: unknown, path: Path | readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, step)
        ? memberOf(here, step)
        : undefined,
    item,
  );
}

/** A value as a fault may show it: whole when short, else its beginning; of an object only that it is one. */
function short(value: unknown): unknown {
  if (typeof value === 'string') {
    return cleaned(value.length > SHOWN_VALUE ? `${value.slice(0, SHOWN_VALUE)}…` : value);
  }
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : value;
}

/** An item's faults as one text: `Missing required fields: a, b. c: why (got "x")`. */
export function faultsText(faults: readonly FieldError[]): string {
  const missing = faults.filter((fault) => fault.message === 'is required').map((fault) => fault.field);
  const wrong = faults.filter((fault) => fault.message !== 'is required').map(wrongText);
  const parts = missing.length === 0 ? wrong : [`Missing required fields: ${missing.join(', ')}`, ...wrong];
  return parts.join('. ');
}

function wrongText(fault: FieldError): string {
  const text = fault.field === '' ? `Invalid item: ${fault.message}` : faultText(fault.field, fault.message);
  return fault.value === undefined ? text : `${text} (got ${JSON.stringify(fault.value)})`;
}

/**
 * The items of an inline batch, ready to be stored. All are looked at before anything is refused.
 * Throws `validation_failed` with `invalid_items` for every bad one, or `duplicate_reference_ids`.
 */
export function checkItems(items: unknown, unstorable: readonly Path[]): NewItem[] {
  if (!Array.isArray(items)) {
    throw refused(`items: must be an array of 1 to ${MOST_ITEMS} items`);
  }
  if (items.length === 0) {
    throw refused(`items: is empty; send 1 to ${MOST_ITEMS} items`);
  }
  if (items.length > MOST_ITEMS) {
    throw refused(
      `items: a batch takes at most ${MOST_ITEMS} items, this one has ${items.length}`,
      'Send several batches, or one upload (POST /batch-lookups/uploads), which takes 1,000,000 rows.',
    );
  }
  const foul = Map.groupBy(unstorable, (path) => path[1]);
  const invalid: { index: number; error: string }[] = [];
  const rows: NewItem[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const checked = checkItem(lookupItemSchema, items[index]);
    const paths = foul.get(index);
    if (checked.ok && paths === undefined) {
      const { reference_id: reference, ...input } = checked.value;
      rows.push({ reference, input });
    } else {
      const faults = [...(checked.ok ? [] : checked.faults), ...unstorableFaults(paths ?? [], 2)];
      invalid.push({ index, error: faultsText(faults) });
    }
  }
  if (invalid.length > 0) {
    throw new AppError('validation_failed', `${invalid.length} item(s) failed validation`, {
      details: { invalid_items: invalid, total_invalid: invalid.length },
    });
  }
  refuseDuplicates(rows);
  return rows;
}

function refused(message: string, hint?: string): AppError {
  return new AppError('validation_failed', message, {
    field: 'items',
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Faults for text that the database cannot hold; `depth` steps of the path lead to the item. */
export function unstorableFaults(paths: readonly Path[], depth: number): FieldError[] {
  return paths.map((path) => ({
    field: pathText(path.slice(depth)),
    message: 'holds a NUL character or half a surrogate pair; remove it',
  }));
}

function refuseDuplicates(rows: readonly NewItem[]): void {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { reference } of rows) {
    if (reference === null) continue;
    if (seen.has(reference)) twice.add(reference);
    seen.add(reference);
  }
  if (twice.size > 0) {
    throw new AppError('duplicate_reference_ids', 'Duplicate reference_ids found in batch', {
      details: { duplicates: [...twice] },
    });
  }
}
