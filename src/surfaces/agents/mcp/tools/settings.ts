import { z } from 'zod';
import { AppError } from '../../../../base/errors.ts';
import { changeJobSettings } from '../../../../engine/job-settings.ts';
import { requireOwner } from '../../../../identity/ownership.ts';
import { jobView } from '../job-view.ts';
import { jobId, tool } from '../tool.ts';
import { findJob } from './find-job.ts';

const settings = tool({
  name: 'set_job_settings',
  title: 'Change how a job is run',
  description:
    'Changes concurrency (batches at once), batch size, rate, failure limit or priority of a job that is not over, from the next claim on. What is left out stays; null takes a bound on concurrency or rate away.',
  allow: 'analyst',
  idempotent: true,
  input: {
    job_id: jobId,
    concurrency: z.int().min(1).max(100_000).nullable().optional(),
    batch_size: z.int().min(1).max(1000).optional(),
    rate_per_second: z.number().min(0.0001).max(1_000_000).nullable().optional(),
    failure_limit: z.int().min(0).max(1_000_000).optional().describe('Final failures in a row; 0: no limit'),
    priority: z.int().min(0).max(10_000).optional().describe('Smaller goes first; 1000 is usual'),
    reason: z.string().max(500).optional().describe('Why, for the log of the job'),
  },
  async run({ caller, parts, transaction }, input) {
    const { organizationId, actor } = caller;
    const changes = {
      maxLeases: input.concurrency,
      batchSize: input.batch_size,
      ratePerSecond: input.rate_per_second,
      failureLimit: input.failure_limit,
      priority: input.priority,
    };
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new AppError('validation_failed', 'Nothing to change', {
        field: 'concurrency',
        hint: 'Give at least one of concurrency, batch_size, rate_per_second, failure_limit and priority.',
      });
    }
    return transaction(async (db) => {
      requireOwner(caller, await findJob(db, organizationId, input.job_id));
      const job = await changeJobSettings(db, {
        ...{ organizationId, jobId: input.job_id, actor, reason: input.reason ?? null, settings: changes },
      });
      const { maxLeases, batchSize, ratePerSecond, failureLimit, priority } = job.settings;
      return {
        ...jobView(job, (await parts.paces.of(db, [job]))(job)),
        ...{ concurrency: maxLeases, batch_size: batchSize, rate_per_second: ratePerSecond },
        ...{ failure_limit: failureLimit, priority },
      };
    });
  },
});

export const settingTools = [settings];
