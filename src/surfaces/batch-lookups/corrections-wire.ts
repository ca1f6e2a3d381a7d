import { z } from 'zod';
import { importQuery } from '../../http/csv-import.ts';
import { flag } from '../../http/query.ts';
import { JOB_WORDS } from './wire.ts';

// The words of corrected files.

/** Rows that an answer names of each sort; the rest are counted. */
export const SHOWN_ROWS = 20;

export const correctionsQuery = z.object({
  preview: flag('preview').describe('Only say what would become of the rows; nothing changes'),
  append: flag('append').describe('Rows that are not of this job become new ones at its end'),
  reason: z
    .string('reason: give it once')
    .trim()
    .max(500, 'reason: must be at most 500 characters')
    .optional()
    .describe('Kept in the history of the job'),
  map: importQuery.map,
});

const fault = z.object({ field: z.string(), value: z.unknown().optional(), message: z.string() });
const rowOf = {
  row: z.int().describe('Its place in the file sent, from 1; header and blank rows not counted'),
  row_number: z.int().nullable().describe('The row_number that it says'),
  reference_id: z.string().nullable(),
};

export const correctedSchema = z
  .object({
    job_id: z.uuid(),
    preview: z.boolean().describe('Nothing was changed'),
    status: z.enum(JOB_WORDS).describe('Of the job now'),
    generation: z.int().describe('Grows when items run again'),
    rows: z
      .int()
      .describe(
        'Rows read: changed + unchanged + failed_retried + in_progress + unresolved + invalid + unmatched + appended',
      ),
    matched: z.int().describe('Rows that are of an item of this job'),
    changed: z.int().describe('Their lookup is another one now, and runs'),
    unchanged: z.int().describe('The same as before: nothing runs, their results stay'),
    failed_retried: z.int().describe('The same as before, but they had failed, and run again'),
    in_progress: z.int().describe('Changed, but being looked up as they were this moment: send them again'),
    unresolved: z.int().describe('Billed with an unknown outcome: a person has to settle them first'),
    appended: z.int().describe('New items at the end of the job'),
    invalid: z
      .object({
        count: z.int(),
        rows: z.array(z.object({ ...rowOf, errors: z.array(fault) })),
      })
      .describe(`Rows that cannot be looked up; they stay as they were. The first ${SHOWN_ROWS} are named`),
    unmatched: z
      .object({ count: z.int(), rows: z.array(z.object({ ...rowOf, reason: z.string() })) })
      .describe(`Rows that are of no item of this job; nothing was done. The first ${SHOWN_ROWS} are named`),
    ignored_columns: z.array(z.string()).describe('Columns that the job does not have'),
    message: z.string(),
  })
  .meta({ id: 'BatchLookupCorrected' });

export const exampleCorrections =
  'Deal ID,Street Address,City,State,ZIP,status,error_code,error_message,attempts,customer_id,utility,total_incentive_amount,eligible_programs,programs,connect_url,row_number\r\ndeal-002,1 Elm Street,Portland,ME,04101,failed,address_not_geocodable,"No such place",1,,,,,,,2\r\n';

export const exampleCorrectionLines =
  '{"row":2,"reference_id":"deal-002","input":{"address":{"street_1":"1 Elm Street","postal_code":"04101"},"building_type":"RESIDENTIAL","device_ids":[1]}}\n';

export const exampleCorrected = {
  job_id: '550e8400-e29b-41d4-a716-446655440000',
  preview: false,
  status: 'processing',
  generation: 2,
  rows: 10_000,
  matched: 9_999,
  changed: 20,
  unchanged: 9_977,
  failed_retried: 1,
  in_progress: 0,
  unresolved: 0,
  appended: 0,
  invalid: {
    count: 1,
    rows: [
      {
        row: 17,
        row_number: 17,
        reference_id: 'deal-017',
        errors: [{ field: 'address.street_1', value: '', message: 'street_1 is empty' }],
      },
    ],
  },
  unmatched: {
    count: 1,
    rows: [
      {
        row: 10_000,
        row_number: null,
        reference_id: 'deal-new',
        reason: 'No row of this job has this reference_id or row_number',
      },
    ],
  },
  ignored_columns: ['Checked by'],
  message:
    '21 rows run again: 20 changed, 1 had failed. 1 row cannot be looked up. 1 row is not of this job.',
};
