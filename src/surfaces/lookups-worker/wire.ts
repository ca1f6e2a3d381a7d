import { z } from 'zod';

// The words of POST /batch-lookups-worker: some lookups worked now, and what came of it.

export const stepSchema = z
  .object({
    size: z
      .int('size: must be a whole number from 1 to 1000')
      .min(1, 'size: must be a whole number from 1 to 1000')
      .max(1000, 'size: must be a whole number from 1 to 1000')
      .default(10)
      .describe('Most lookups that are worked'),
    spacing_ms: z
      .int('spacing_ms: must be a whole number from 0 to 60000')
      .min(0, 'spacing_ms: must be a whole number from 0 to 60000')
      .max(60_000, 'spacing_ms: must be a whole number from 0 to 60000')
      .default(100)
      .describe(
        'Pause between the starts of two lookups, milliseconds; a job with a longer one keeps its own',
      ),
  })
  .default({ size: 10, spacing_ms: 100 })
  .meta({ id: 'WorkLookups' });

const counts = {
  processed: z.int().describe('Lookups that were tried: completed, failed, skipped and retried'),
  completed: z.int(),
  failed: z.int().describe('For good'),
  skipped: z.int(),
  retried: z.int().describe('Failed, and will be tried again later'),
};

export const steppedSchema = z
  .object({
    message: z.string().describe('The same in words'),
    ...counts,
    remaining: z.int().describe('Lookups of the organization that wait, in jobs that are not paused'),
    stopped: z
      .enum(['size', 'empty', 'time'])
      .describe('Why it ended: as many as asked for were tried, nothing was to be had, or the time was over'),
    duration_ms: z.int(),
    jobs: z.array(z.object({ job_id: z.uuid(), ...counts })).describe('The jobs that they belong to'),
  })
  .meta({ id: 'LookupsWorked' });

export const problemSchema = z
  .object({
    error: z.string().describe('What happened'),
    code: z.string().describe('Stable machine word; never renamed'),
    requestId: z.string().describe('Also in the header x-request-id'),
    field: z.string().optional().describe('The field at fault'),
    hint: z.string().optional().describe('What to do about it'),
  })
  .meta({ id: 'LookupsWorkerProblem', description: 'An error' });
