import { AppError } from '../../base/errors.ts';
import { changeJobSettings } from '../../engine/job-settings.ts';
import type { Paces } from '../../engine/paces.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import { requireOwner } from '../../identity/ownership.ts';
import { findJob } from './find-job.ts';
import { settingsBody } from './steering-wire.ts';
import { toJobBody } from './translate.ts';
import { jobParams, jobSchema } from './wire.ts';

/** PATCH /api/jobs/{id}/settings: how a job that is not over is run, from the next claim on. */
export const changeSettings = (paces: Paces) =>
  endpoint({
    operationId: 'changeJobSettings',
    method: 'PATCH',
    path: '/api/jobs/{id}/settings',
    tag: 'Jobs',
    summary: 'Change how a job is run, while it runs',
    description:
      'From the next claim on; what is out keeps the size it was handed out with. The history of the job says what it was before, and who changed it. What is left out stays as it is. A job that is over is refused.',
    allow: 'analyst',
    params: jobParams,
    body: settingsBody,
    bodyExample: { concurrency: 4, ratePerSecond: 2.5, reason: 'the county asked for less' },
    answers: { 200: { description: 'The job', schema: jobSchema } },
    errors: ['job_not_found', 'conflict', 'invalid_argument'],
    async run({ caller, params, body: { reason, ...changes }, transaction }) {
      const { organizationId, actor } = caller;
      if (Object.values(changes).every((value) => value === undefined)) {
        throw new AppError('validation_failed', 'Nothing to change', {
          hint: 'Give at least one of concurrency, batchSize, ratePerSecond, failureLimit and priority.',
        });
      }
      const { concurrency, ...others } = changes;
      return transaction(async (db) => {
        const job = await findJob(db, organizationId, params.id);
        requireOwner(caller, job);
        const changed = await changeJobSettings(db, {
          ...{ organizationId, jobId: job.id, actor, reason: reason ?? null },
          settings: { ...others, ...(concurrency === undefined ? {} : { maxLeases: concurrency }) },
        });
        return answer(200, toJobBody(changed, (await paces.of(db, [changed]))(changed)));
      });
    },
  });
