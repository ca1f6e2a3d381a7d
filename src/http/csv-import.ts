import { z } from 'zod';
import type { BodyStreamSpec } from './body-stream.ts';

/** 1,000,000 rows of 200 characters. */
const LIMIT_BYTES = 200 * 1024 * 1024;

/** The body of an endpoint that imports CSV; `example` is a small file. */
export function csvBody(example: string): BodyStreamSpec {
  const schema = { type: 'string', description: 'A CSV file: its first line names the columns' };
  return { types: { 'text/csv': { schema, example } }, limitBytes: LIMIT_BYTES };
}

const choice = z
  .string()
  .regex(/^.{1,200}=.{1,100}$/s, 'map: must be COLUMN=FIELD, such as map=Parcel No=parcel_id');

/** What goes with a file, in the query string. */
export const importQuery = {
  file_name: z
    .string('file_name: give it once')
    .max(255, 'file_name: must be at most 255 characters')
    .optional()
    .describe('What the file is called; kept with what it brings'),
  map: z
    .union([choice, z.array(choice).max(100, 'map: may be given 100 times')])
    .optional()
    .transform((given) =>
      [given ?? []].flat().map((text) => {
        const at = text.lastIndexOf('=');
        return { column: text.slice(0, at), field: text.slice(at + 1) };
      }),
    )
    .describe(
      'COLUMN=FIELD, when a column is called otherwise; #2 is the second; none leaves it out; repeatable',
    )
    .meta({ shown: { type: 'array', items: { type: 'string' } } }),
};

export const importReportSchema = z
  .object({
    import_id: z.uuid().nullable().describe('Null when the file was only checked'),
    file_name: z.string().nullable(),
    columns: z.record(z.string(), z.string()).describe('Which column filled which field'),
    ignored_columns: z.array(z.string()).describe('Columns that filled nothing'),
    rows_read: z.int().describe('stored + refused'),
    rows_stored: z.int(),
    rows_created: z.int().describe('Of the stored ones: new'),
    rows_updated: z.int().describe('Of the stored ones: were there and changed'),
    rows_refused: z.int(),
    problems: z
      .array(
        z.object({
          row: z.int().describe('From 1; header and blank rows not counted'),
          line: z.int().describe('Of the file'),
          errors: z.array(z.object({ field: z.string(), value: z.string().optional(), message: z.string() })),
        }),
      )
      .describe('The first 100 refused rows'),
  })
  .meta({ id: 'ImportReport' });

interface Report {
  readonly importId: string | null;
  readonly fileName: string | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
  readonly read: number;
  readonly stored: number;
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
  readonly problems: readonly object[];
}

/** A report of an import in the words of {@link importReportSchema}. */
export function toImportBody(report: Report): object {
  return {
    import_id: report.importId,
    file_name: report.fileName,
    columns: report.columns,
    ignored_columns: report.ignored,
    rows_read: report.read,
    rows_stored: report.stored,
    rows_created: report.created,
    rows_updated: report.updated,
    rows_refused: report.refused,
    problems: report.problems,
  };
}
