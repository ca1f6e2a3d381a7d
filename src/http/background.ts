import { z } from 'zod';
import { flag } from './query.ts';

/** What a list says that may be walked in the background. */
export const backgroundQuery = {
  check: flag('check').describe('true starts nothing, and says what it would be'),
};

export const backgroundSchema = z
  .object({
    rows: z.int().describe('What the filter leaves now'),
    parts: z.int().describe('Items of the job: each reads at most 1,000 of these rows'),
    one_page: z.boolean().describe('All of it fits on one page of the list; no job is needed'),
    calls: z.int().describe('Requests to outside services'),
    price: z.string().describe('What these cost'),
    job_id: z.uuid().nullable().describe('Null when nothing was started'),
    status_url: z.string().nullable(),
    download_url: z.string().nullable().describe('The file, once the job is completed'),
  })
  .meta({ id: 'BackgroundList' });
export type BackgroundBody = z.infer<typeof backgroundSchema>;

/** Of a list of rows that are stored: nobody outside is asked. */
export function backgroundBody(
  plan: { readonly rows: number; readonly parts: readonly unknown[] },
  pageRows: number,
  jobId: string | null,
): BackgroundBody {
  return {
    rows: plan.rows,
    parts: plan.parts.length,
    one_page: plan.rows <= pageRows,
    calls: 0,
    price: '0',
    job_id: jobId,
    status_url: jobId && `/api/batch-jobs/${jobId}`,
    download_url: jobId && `/api/batch-jobs/${jobId}/download`,
  };
}
