import { z } from 'zod';
import { lookupMappingSchema } from '../../base/lookup-mapping.ts';
import { importQuery } from '../../http/csv-import.ts';
import { keysetQuery } from '../../http/keyset.ts';
import { createdSchema, createOptionsSchema, MOST_UPLOAD_ROWS } from './wire.ts';

// The words of uploads that are streamed, and of those that wait for more rows.

const { name, as_of, reuse } = createOptionsSchema.shape;

const constant = z
  .string()
  .regex(/^.{1,150}=.{0,500}$/s, 'const: must be FIELD=VALUE, such as const=country_code=US');

export const streamQuery = z.object({
  name,
  as_of,
  reuse: z
    .enum(['true', 'false'], 'reuse: must be true or false')
    .transform((given) => given === 'true')
    .optional()
    .describe(reuse.description ?? ''),
  spacing_ms: z
    .string('spacing_ms: give it once')
    .regex(/^([0-9]{1,4}|[1-5][0-9]{4}|60000)$/, 'spacing_ms: must be a whole number from 0 to 60000')
    .transform(Number)
    .optional()
    .describe('Pause between two lookups of the job, milliseconds')
    .meta({ shown: { type: 'integer', minimum: 0, maximum: 60_000 } }),
  map: importQuery.map,
  const: z
    .union([constant, z.array(constant).max(100, 'const: may be given 100 times')])
    .optional()
    .transform((given) => [given ?? []].flat())
    .describe('FIELD=VALUE for every row, such as const=country_code=US; repeatable')
    .meta({ shown: { type: 'array', items: { type: 'string' } } }),
});

export const streamedSchema = z
  .object({
    ...createdSchema.shape,
    accepted: z.int().describe('Rows that will be looked up'),
    rejected: z.int().describe('Rows that are kept with their faults and skipped'),
    blank_rows: z.int().describe('Lines without any text, left out'),
    mapping: z
      .record(z.string(), z.string())
      .describe('Which column fills which field; "always …" for a value of every row'),
  })
  .meta({ id: 'BatchLookupStreamed' });

export const draftPatchSchema = z.object({ mapping: lookupMappingSchema }).meta({ id: 'UploadPatch' });

export const draftSchema = z
  .object({
    job_id: z.uuid(),
    name: z.string(),
    status: z.enum(['open', 'sealed', 'cancelled']).describe('Only an open one takes rows'),
    columns: z.array(z.string()),
    mapping: lookupMappingSchema.nullable().describe('How its columns are to be read, when that was said'),
    rows: z.int().describe('Rows stored, the rejected ones included'),
    rejected: z.int(),
    most_rows: z.literal(MOST_UPLOAD_ROWS),
    chunks: z
      .array(z.object({ first: z.int(), last: z.int(), rows: z.int(), rejected: z.int() }))
      .describe('Runs of chunk numbers that are stored; the first 1,000 runs'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime().describe('When the last row, or the mapping, came'),
    expires_at: z.iso
      .datetime()
      .nullable()
      .describe('When it is given up if nothing more comes; null once it is sealed'),
  })
  .meta({ id: 'Upload' });

export const rowsMendedSchema = z
  .object({
    mended: z.int().describe('Rows that were written'),
    rejected: z.int().describe('Rows of the upload that are kept with their faults and skipped, now'),
    total_items: z.int(),
  })
  .meta({ id: 'UploadRowsMended' });

export const draftsQuery = z.object(
  (({ limit, cursor }) => ({ limit, cursor }))(keysetQuery({ standard: 20, most: 200 })),
);

export const draftListSchema = z
  .object({
    uploads: z.array(
      z.object({
        job_id: z.uuid(),
        name: z.string(),
        rows: z.int(),
        rejected: z.int(),
        created_at: z.iso.datetime(),
      }),
    ),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'UploadList' });

export const discardedSchema = z
  .object({ message: z.string(), job_id: z.uuid() })
  .meta({ id: 'UploadDiscarded' });
