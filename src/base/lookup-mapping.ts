/** Which column of a file fills which field, as a job keeps it: so that a corrected file is read the same way. */
import { z } from 'zod';
import { FIELDS, type Field, type Matched } from './lookup-columns.ts';

const fieldSchema = z
  .string()
  .refine(
    (name) => FIELDS.some((field) => field === name) || /^webhook_custom_fields\..{1,100}$/s.test(name),
    `must be one of ${FIELDS.join(', ')} or webhook_custom_fields.NAME`,
  );

export const lookupMappingSchema = z.object({
  columns: z
    .record(fieldSchema, z.int().min(0).max(999))
    .describe('The column that fills each field, from 0'),
  constants: z
    .record(fieldSchema, z.string().max(2000))
    .describe('What a field is in a row that says nothing'),
  noticed: z
    .object({
      rows: z.int().min(0).describe('Rows with something noticed'),
      kinds: z
        .array(z.object({ field: z.string().max(100), expected: z.string().max(200), rows: z.int().min(1) }))
        .max(20)
        .describe('What, and in how many rows'),
      first: z.array(z.int().min(1)).max(200).describe('Numbers of the first such rows'),
    })
    .optional()
    .describe('What your form noticed and sent all the same: kept to be shown'),
});
export type LookupMapping = z.infer<typeof lookupMappingSchema>;

/** What was matched, in the form that a job keeps. */
export function toLookupMapping(
  matched: Matched,
  constants: ReadonlyMap<Field, string>,
): Omit<LookupMapping, 'noticed'> {
  return {
    columns: Object.fromEntries([...matched].map(([field, { index }]) => [field, index])),
    constants: Object.fromEntries(constants),
  };
}
