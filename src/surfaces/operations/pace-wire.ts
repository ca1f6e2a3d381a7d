import { z } from 'zod';

/** Why a job that may run does not move. */
export const jobReasonSchema = z
  .object({
    code: z.enum([
      'no_workers',
      'rate_limited',
      'out_of_order',
      'quota',
      'at_limit',
      'waiting',
      'reading_search',
      'retry',
      'slot',
      'stalled',
    ]),
    text: z
      .string()
      .describe('For people: no workers, stalled 6 min; where there is a time, until and it follow'),
    until: z.iso.datetime().nullable(),
  })
  .meta({ id: 'JobReason' });

/** How fast a job goes, and when it will be finished. */
export const jobPaceSchema = z
  .object({
    perMinute: z.number().nullable().describe('Items settled in a minute; null while nothing is known'),
    recent: z.array(z.int()).describe('Items settled in each of the last buckets, at most 30, oldest first'),
    active: z.array(z.int()).describe('Items in hand at the end of each of these buckets'),
    bucketSeconds: z.int().describe('10; 60 once a run is ten minutes old'),
    eta: z.object({
      state: z.enum(['measuring', 'paused', 'done', 'stalled', 'variable', 'range']),
      lowSeconds: z.int().optional(),
      highSeconds: z.int().optional(),
      forSeconds: z.int().optional().describe('Stalled: since an item was settled last'),
      text: z.string().describe('For people: 8–11 min left'),
    }),
    binding: z
      .object({
        code: z.enum(['rate_limit', 'workers', 'pause', 'quota', 'service', 'concurrency', 'slot']),
        text: z.string(),
      })
      .nullable()
      .describe('What keeps it from going faster'),
  })
  .meta({ id: 'JobPace' });
