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
});
export type LookupMapping = z.infer<typeof lookupMappingSchema>;

/** What was matched, in the form that a job keeps. */
export function toLookupMapping(matched: Matched, constants: ReadonlyMap<Field, string>): LookupMapping {
  return {
    columns: Object.fromEntries([...matched].map(([field, { index }]) => [field, index])),
    constants: Object.fromEntries(constants),
  };
}
