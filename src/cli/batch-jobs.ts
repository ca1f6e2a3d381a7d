/** `batch create|list|start|pause-until`. */
import { randomUUID } from 'node:crypto';
import { answered, type BodyOf } from '../client/index.ts';
import type { BatchListOptions, CreateOptions, StartOptions, UntilOptions } from './batch.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, queryOf } from './given.ts';
import { groupDigits, plural } from './human.ts';
import { idTable, printList, printOne } from './output.ts';
import { type Fitting, resolveJob } from './resolve-job.ts';
import { watch } from './watch.ts';

const ANY: Fitting = { described: 'such', fits: () => true };
const PENDING: Fitting = { described: 'pending', fits: (job) => job.status === 'pending' };

/** Makes a job; prints its id. */
export async function create(
  context: Context,
  options: CreateOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { api } = await context.client();
  const { data } = await answered(
    api.POST('/api/batch-jobs', {
      params: { header: { 'Idempotency-Key': options.idempotencyKey ?? randomUUID() } },
      body: bodyOf<'createBatchJob'>({
        job_type: args[0],
        ...placeOf(options),
        batch_size: options.size,
        total_items: options.items,
        strategy: options.strategy,
        ...(options.reuse === false ? { reuse: false } : {}),
      }),
    }),
  );
  context.say(
    `${data.name}: ${plural(data.total_items, 'item')} in ${data.total_batches === 1 ? '1 batch' : `${groupDigits(data.total_batches)} batches`}`,
  );
  const start = bodyOf<'updateBatchJob'>({ status: 'in_progress', driver: options.by });
  if (options.wait) return follow(context, data.id, start);
  if (options.start) return move(context, data.id, start);
  await printOne(context.io, context.format, data, () => data.id);
  return EXIT.ok;
}

/** Starts a job and stays with it; prints it as it ended. */
async function follow(context: Context, id: string, start: BodyOf<'updateBatchJob'>): Promise<ExitCode> {
  const { api, patient } = await context.client();
  const { data } = await answered(
    api.PATCH('/api/batch-jobs/{id}', {
      params: { path: { id } },
      body: start,
      ...patient({ repeatable: true }),
    }),
  );
  if (data.driver === 'agent') context.say(`${data.name} is worked by agents; --by worker asks for ours.`);
  const { job, exitCode } = await watch(context, id);
  await printOne(context.io, context.format, job, () => job.id);
  return exitCode;
}

function placeOf({ county, state, all }: CreateOptions): Record<string, unknown> {
  const ways = [county !== undefined, state !== undefined, all === true].filter(Boolean).length;
  if (ways !== 1) throw usageError('Say where: exactly one of --county, --state and --all.');
  if (county === undefined) return { county_id: null, ...(state === undefined ? {} : { state_code: state }) };
  return county.length === 1 ? { county_id: county[0] } : { county_ids: county };
}

/** County jobs, the newest first. `-q` prints ids alone. */
export async function list(context: Context, options: BatchListOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const query = queryOf<'listBatchJobs'>({
    status: options.status,
    job_type: options.type,
    limit: options.limit,
  });
  const { data, pagination } = await answered(api.GET('/api/batch-jobs', { params: { query } }));
  const jobs = [...data.activeJobs, ...data.jobHistory];
  await printList(context.io, context.format, jobs, () => {
    if (context.format.quiet) return jobs.map((job) => job.id).join('\n');
    if (jobs.length === 0) return 'There are no such jobs.';
    const rows = jobs.map((job) => [
      job.id,
      job.status,
      `${job.progress}%`,
      groupDigits(job.totalItems),
      groupDigits(job.failedItems),
      job.duration ?? '',
      job.name,
    ]);
    return idTable(context.io, ['JOB', 'STATE', 'DONE', 'ITEMS', 'FAILED', 'TIME', 'NAME'], rows);
  });
  const { running, paused, completedToday, successRate } = data.stats;
  context.say(
    `${running} running, ${paused} paused, ${completedToday} completed today, success rate ${successRate}%`,
  );
  if (pagination.total > jobs.length)
    context.say(`${jobs.length} of ${pagination.total}; --limit shows more.`);
  return EXIT.ok;
}

/** Starts a job, or lets a paused one go on. */
export async function start(
  context: Context,
  options: StartOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], PENDING);
  const body = bodyOf<'updateBatchJob'>({ status: 'in_progress', driver: options.by });
  return move(context, job.id, body);
}

async function move(context: Context, id: string, body: BodyOf<'updateBatchJob'>): Promise<ExitCode> {
  const { api, patient } = await context.client();
  // A move to where the job already is changes nothing, so a lost answer may be asked for again.
  const changed = await answered(
    api.PATCH('/api/batch-jobs/{id}', { params: { path: { id } }, body, ...patient({ repeatable: true }) }),
  );
  if (changed.n8n_error) context.say(`The workflow was not called: ${changed.n8n_error}`);
  if (changed.note) context.say(changed.note);
  context.say(`${changed.data.name} is ${changed.data.status}`);
  await printOne(context.io, context.format, changed.data, () => changed.data.id);
  return EXIT.ok;
}

/** Pauses a job until a time; "never" takes the time away. */
export async function pauseUntil(
  context: Context,
  options: UntilOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], ANY);
  const time = args[1] ?? '';
  const at = new Date(time);
  if (time !== 'never' && Number.isNaN(at.getTime())) {
    throw usageError(`"${time}" is no time.`, 'Write one such as 2026-11-23T08:00:00Z, or never.');
  }
  const { api, patient } = await context.client();
  const { data } = await answered(
    api.POST('/api/batch-jobs/{id}/resume-at', {
      params: { path: { id: job.id } },
      body: {
        resume_at: time === 'never' ? null : at.toISOString(),
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      },
      ...patient({ repeatable: true }),
    }),
  );
  context.say(
    data.resume_at ? `${data.name} is paused until ${data.resume_at}` : `${data.name} stays paused`,
  );
  await printOne(context.io, context.format, data, () => data.id);
  return EXIT.ok;
}
