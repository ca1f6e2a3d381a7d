import { z } from 'zod';
import { MOST_OUTCOMES, outcomesSchema } from '../../work/outside-outcomes.ts';
import { LEASE } from '../../work/outside-report.ts';
import { time } from './wire.ts';

// Beyond the Batch Jobs API: batches for workers outside, by the same leases as everybody's.

const source = z.literal('database');

export const leaseParams = z.object({
  id: z.string().describe('UUID of the batch job'),
  lease: z
    .string()
    .regex(LEASE, 'lease: must be the lease that the claim gave, such as 4711.1')
    .describe('The lease that the claim gave'),
});

export const claimSchema = z
  .object({
    session: z
      .string('session: must be text')
      .min(1, 'session: must have at least one character')
      .max(200, 'session: must have at most 200 characters')
      .optional()
      .describe(
        'Your name: the same session gets its unreported items again. Absent: somebody new each time',
      ),
    limit: z
      .int('limit: must be a whole number from 1 to 1000')
      .min(1, 'limit: must be at least 1')
      .max(MOST_OUTCOMES, 'limit: must be at most 1000')
      .optional()
      .describe('Most items; never more than the batch size of the job'),
  })
  .nullish()
  .meta({ id: 'ClaimBatch' });

export const claimedSchema = z
  .object({
    data: z
      .object({
        lease: z.string().describe('Proves that these items are yours; name it in reports'),
        session: z.string(),
        token: z.int(),
        deadline: time.describe('Unreported items go to somebody else then; a heartbeat moves it on'),
        items: z.array(
          z
            .object({
              item_id: z.uuid().nullable().describe('The property, document or county'),
              seq: z.int(),
              attempt: z.int().describe('1 for the first'),
              parcel_id: z.string().nullable(),
              input: z.unknown(),
            })
            .meta({ id: 'ClaimedItem' }),
        ),
      })
      .nullable()
      .describe('Null: nothing is left to hand out now'),
    message: z.string(),
    source,
  })
  .meta({ id: 'ClaimedBatch' });

export const reportSchema = z
  .object({
    outcomes: outcomesSchema,
  })
  .meta({ id: 'ReportBatch' });

export const reportedSchema = z
  .object({
    data: z.object({
      lease: z.string(),
      accepted: z.int(),
      ignored: z.int().describe('Settled before, or not of this lease: nothing changed'),
      closed: z.boolean().describe('Every item of the lease is reported'),
      job: z.object({
        id: z.uuid(),
        status: z.string(),
        progress: z.int(),
        total_items: z.int(),
        processed_items: z.int(),
        failed_items: z.int(),
      }),
    }),
    message: z.string(),
    source,
  })
  .meta({ id: 'ReportedBatch' });

export const heartbeatSchema = z
  .object({
    seconds: z
      .int('seconds: must be a whole number from 1 to 86400')
      .min(1, 'seconds: must be at least 1')
      .max(86_400, 'seconds: must be at most 86400')
      .optional()
      .describe('How long from now; absent: as long as leases of the job last'),
  })
  .nullish()
  .meta({ id: 'BatchHeartbeat' });
export const extendedSchema = z
  .object({ data: z.object({ lease: z.string(), deadline: time }), message: z.string(), source })
  .meta({ id: 'ExtendedBatch' });
export const releasedSchema = z
  .object({ data: z.object({ lease: z.string(), released: z.boolean() }), message: z.string(), source })
  .meta({ id: 'ReleasedBatch' });
