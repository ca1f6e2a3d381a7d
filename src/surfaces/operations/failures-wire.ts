import { z } from 'zod';
import { whyNotRetried } from '../../base/failure-words.ts';
import type { FailureGroup } from '../../engine/failures.ts';
import type { FailingJob, FailureGroupEverywhere, FailureSample } from '../../engine/failures-everywhere.ts';
import { FAILURE_CLASSES, JOB_STATUSES } from '../../engine/vocabulary.ts';
import { moment, page } from '../../http/query.ts';

const time = z.iso.datetime();

const groupFields = {
  fingerprint: z.string().describe('The same for failures of the same cause'),
  class: z.enum(FAILURE_CLASSES),
  code: z.string(),
  message: z.string().describe('Of one of them'),
  count: z.int().describe('Attempts that failed so, the retried ones included'),
  final: z.int().describe('Items that stand as failed for it'),
  retryable: z.boolean().describe('Whether trying again may help by itself'),
  whyNot: z.string().nullable().describe('Why it does not help, in plain words; null where it may'),
  firstSeenAt: time,
  lastSeenAt: time,
  trend: z.array(z.int()).length(24).describe('Failed attempts in 24 equal slices of time, oldest first'),
  trendFrom: time.describe('When the first slice begins; the same for all groups of an answer'),
  trendSliceSeconds: z.int(),
  sampleSeqs: z.array(z.int()).describe('A few items, by their number in the job'),
};

export const failuresSchema = z
  .object({ failures: z.array(z.object(groupFields).meta({ id: 'FailureGroup' })) })
  .meta({ id: 'FailureGroups' });

const everywhereSchema = z
  .object({
    ...groupFields,
    count: z.int().describe('Attempts that failed so in the time asked for; the trend sums to it'),
    jobs: z.int().describe('Jobs that had such failures in that time'),
    lastJobId: z.uuid().describe('The job that had one last; `sampleSeqs` are items of it'),
  })
  .meta({ id: 'FailureGroupEverywhere' });

export const everywhereListSchema = z
  .object({ failures: z.array(everywhereSchema), since: time })
  .meta({ id: 'FailureGroupsEverywhere' });

export const oneGroupSchema = z
  .object({
    failure: everywhereSchema,
    jobs: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          kind: z.string(),
          status: z.enum(JOB_STATUSES),
          final: z.int().describe('Items of it that stand as failed for this'),
          lastSeenAt: time,
        }),
      )
      .describe('The jobs that ever had such failures, the last first'),
    samples: z.array(
      z.object({
        jobId: z.uuid(),
        seq: z.int(),
        itemId: z.uuid(),
        message: z.string(),
        at: time,
      }),
    ),
  })
  .meta({ id: 'OneFailureGroup' });

export const groupsQuery = z.object({ limit: page({ standard: 50, most: 1000 }).limit });
const since = moment('since')
  .optional()
  .describe('Failures from then on, a time or how long ago, such as 24h; absent: of the last 24 hours');
export const everywhereQuery = z.object({
  since,
  kind: z.string('kind: give it once').max(63).optional().describe('Only jobs of this kind'),
  limit: page({ standard: 50, most: 200 }).limit,
});
export const oneGroupQuery = z.object({
  since: since.describe('Count failures from then on, a time or how long ago, such as 24h'),
});
export const groupParams = z.object({ fingerprint: z.string().max(200) });

export function toFailureBody(group: FailureGroup) {
  const { attempts, items, firstSeenAt, lastSeenAt, trendFrom, ...rest } = group;
  const whyNot = whyNotRetried(group.class);
  return {
    ...rest,
    count: attempts,
    final: items,
    retryable: whyNot === null,
    whyNot,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    trendFrom: trendFrom.toISOString(),
  };
}

export function toEverywhereBody({ jobs, lastJobId, ...group }: FailureGroupEverywhere) {
  return { ...toFailureBody(group), jobs, lastJobId };
}

export function toFailingJobBody({ items, lastSeenAt, ...job }: FailingJob) {
  return { ...job, final: items, lastSeenAt: lastSeenAt.toISOString() };
}

export function toSampleBody({ at, ...sample }: FailureSample) {
  return { ...sample, at: at.toISOString() };
}
