import { randomUUID } from 'node:crypto';
import type { ZodType, z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { completeJob, pauseJob, resumeJob, startJob } from '../../engine/control.ts';
import { getJob } from '../../engine/jobs.ts';
import { pullBatch } from '../../engine/outside.ts';
import type { Job } from '../../engine/vocabulary.ts';
import { faultText } from '../../http/faults.ts';
import { pathText } from '../../http/unstorable.ts';
import { resolveCounty } from '../../property/counties/find-counties.ts';
import { createCountyJob } from '../../property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES } from '../../property/county-jobs/job-types.ts';
import type { Fields } from './fields.ts';
import { reportUpdate, sessionName } from './update.ts';
import { type Action, actionSchemas } from './wire.ts';
import { progressWords, toBatchRows, toStatusBody } from './words.ts';

/** Whoever calls, and where. */
interface Caller {
  readonly db: Queryable;
  readonly organizationId: string;
  readonly actor: string;
}

/** The fields of an action, checked. */
export function read<A extends Action>(action: A, fields: Fields): z.infer<(typeof actionSchemas)[A]> {
  // TypeScript does not follow from the name of an action to the schema that stands under it.
  const schema = actionSchemas[action] as unknown as ZodType<z.infer<(typeof actionSchemas)[A]>>;
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    field: pathText(issue.path),
    message: issue.message,
  }));
  throw new AppError(
    'validation_failed',
    faults.map(({ field, message }) => faultText(field, message)).join('; '),
    { field: faults[0]?.field ?? 'action' },
  );
}

/** The caller's county job of that id; anything else is `job_not_found`. */
export async function findJob(db: Queryable, organizationId: string, id: string): Promise<Job> {
  const job = await getJob(db, organizationId, id);
  if (job === null || !COUNTY_JOB_TYPES.some((type) => type === job.kind)) {
    throw new AppError('job_not_found', 'Batch job not found');
  }
  return job;
}

type Run = (caller: Caller, fields: Fields, driver?: Job['driver']) => Promise<unknown>;

/** Each action by the same calls that everybody makes. */
export const RUN: Readonly<Record<Action, Run>> = {
  async create({ db, organizationId, actor }, fields) {
    const wanted = read('create', fields);
    const { state_code: state } = wanted;
    const county = countyText(wanted.county_id, state);
    const found = county === undefined ? null : await resolveCounty(db, county, 'county_id');
    const { id } = await createCountyJob(db, {
      organizationId,
      actor,
      jobType: wanted.job_type,
      countyIds: found === null ? null : [found.id],
      stateCode: found === null ? (state ?? null) : null,
      batchSize: wanted.batch_size ?? null,
      totalItems: wanted.total_items ?? null,
      strategy: wanted.strategy ?? 'sequential',
      ...(wanted.reuse === undefined ? {} : { reuse: wanted.reuse }),
    });
    return id;
  },

  async get_next({ db, organizationId, actor }, fields) {
    const { job_id, batch_size, session } = read('get_next', fields);
    const job = await findJob(db, organizationId, job_id);
    const batch = await pullBatch(db, {
      ...{ organizationId, jobId: job.id, actor, session: sessionName(session ?? randomUUID()) },
      ...(batch_size === undefined ? {} : { limit: batch_size }),
    });
    return toBatchRows(batch);
  },

  async update({ db, organizationId, actor }, fields) {
    const update = read('update', fields);
    const job = await findJob(db, organizationId, update.job_id);
    const { accepted, ignored, message } = await reportUpdate(db, job, update, actor);
    const after = await findJob(db, organizationId, job.id);
    return { ...toStatusBody(after), accepted, ignored, message };
  },

  async pause({ db, organizationId, actor }, fields) {
    const { job_id, reason } = read('pause', fields);
    const before = await findJob(db, organizationId, job_id);
    const job = await pauseJob(db, { organizationId, jobId: before.id, actor, reason: reason ?? null });
    const word = before.status === 'paused' ? 'Paused already' : 'Paused';
    return `${word} at ${progressWords(job)}. Resume with: Resume batch job`;
  },

  async resume({ db, organizationId, actor }, fields, driver) {
    const { job_id, reason } = read('resume', fields);
    const before = await findJob(db, organizationId, job_id);
    const command = { organizationId, jobId: before.id, actor };
    if (before.status === 'pending') {
      const job = await startJob(db, { ...command, ...(driver === undefined ? {} : { driver }) });
      return `Started at ${progressWords(job)}. Next: get_next`;
    }
    const job = await resumeJob(db, { ...command, reason: reason ?? null });
    const word = before.status === 'in_progress' ? 'In progress already' : 'Resumed';
    return `${word} at ${progressWords(job)}. Next: get_next`;
  },

  async complete({ db, organizationId, actor }, fields) {
    const { job_id, reason } = read('complete', fields);
    const before = await findJob(db, organizationId, job_id);
    const job = await completeJob(db, { organizationId, jobId: before.id, actor, reason: reason ?? null });
    const { completed, failed, skipped, total } = job.counts;
    const word = before.status === 'completed' ? 'Completed already' : 'Completed';
    return `${word}: ${completed} processed, ${failed} failed, ${skipped} skipped of ${total}`;
  },

  async status({ db, organizationId }, fields) {
    return toStatusBody(await findJob(db, organizationId, read('status', fields).job_id));
  },
};

/** What to look for: an id or FIPS code as it is, a name with its state; undefined for all counties. */
function countyText(county: string | undefined, state: string | undefined): string | undefined {
  if (county === undefined || /^all\b/i.test(county)) return undefined;
  if (state === undefined || county.includes(',') || /^(\d{5}|[0-9a-f-]{36})$/i.test(county)) return county;
  return `${county}, ${state}`;
}
