/** `batch create|list|start|pause-until`. */
import { randomUUID } from 'node:crypto';
import type { BatchListOptions, CreateOptions, StartOptions, UntilOptions } from './batch.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { groupDigits, plural } from './human.ts';
import { idTable, printList, printOne } from './output.ts';
import { type Fitting, resolveJob } from './resolve-job.ts';

const PATH = '/api/batch-jobs';
const ANY: Fitting = { described: 'such', fits: () => true };
const PENDING: Fitting = { described: 'pending', fits: (job) => job.status === 'pending' };

/** A job as the Batch Jobs API shows it by itself: the fields that are printed here. */
interface BatchJob {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly total_items: number;
  readonly total_batches: number;
  readonly resume_at: string | null;
}

interface Changed {
  readonly data: BatchJob;
  readonly n8n_error?: string | null;
  readonly note?: string;
}

/** Makes a job; prints its id. */
export async function create(
  context: Context,
  options: CreateOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const client = await context.client();
  const { data } = (await client.json(PATH, {
    method: 'POST',
    body: {
      job_type: args[0],
      ...placeOf(options),
      ...(options.size === undefined ? {} : { batch_size: options.size }),
      ...(options.items === undefined ? {} : { total_items: options.items }),
      ...(options.strategy === undefined ? {} : { strategy: options.strategy }),
    },
    idempotencyKey: options.idempotencyKey ?? randomUUID(),
  })) as Changed;
  context.say(
    `${data.name}: ${plural(data.total_items, 'item')} in ${data.total_batches === 1 ? '1 batch' : `${groupDigits(data.total_batches)} batches`}`,
  );
  if (options.start) return move(context, data.id, { status: 'in_progress' });
  await printOne(context.io, context.format, data, () => data.id);
  return EXIT.ok;
}

function placeOf({ county, state, all }: CreateOptions): Record<string, unknown> {
  const given = [county !== undefined, state !== undefined, all === true].filter(Boolean).length;
  if (given !== 1) throw usageError('Say where: exactly one of --county, --state and --all.');
  if (county === undefined) return { county_id: null, ...(state === undefined ? {} : { state_code: state }) };
  return county.length === 1 ? { county_id: county[0] } : { county_ids: county };
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly progress: number;
  readonly totalItems: number;
  readonly failedItems: number;
  readonly duration: string | null;
}

/** County jobs, the newest first. `-q` prints ids alone. */
export async function list(context: Context, options: BatchListOptions): Promise<ExitCode> {
  const client = await context.client();
  const query = { status: options.status, job_type: options.type, limit: options.limit };
  const { data, pagination } = (await client.json(PATH, { query })) as {
    data: { activeJobs: Listed[]; jobHistory: Listed[]; stats: Record<string, number> };
    pagination: { total: number };
  };
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
  return move(context, job.id, {
    status: 'in_progress',
    ...(options.by === undefined ? {} : { driver: options.by }),
  });
}

async function move(context: Context, id: string, body: object): Promise<ExitCode> {
  const client = await context.client();
  // A move to where the job already is changes nothing, so a lost answer may be asked for again.
  const changed = (await client.json(`${PATH}/${id}`, {
    method: 'PATCH',
    body,
    repeatable: true,
  })) as Changed;
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
  const given = args[1] ?? '';
  const at = new Date(given);
  if (given !== 'never' && Number.isNaN(at.getTime())) {
    throw usageError(`"${given}" is no time.`, 'Write one such as 2026-11-23T08:00:00Z, or never.');
  }
  const client = await context.client();
  const { data } = (await client.json(`${PATH}/${job.id}/resume-at`, {
    method: 'POST',
    body: {
      resume_at: given === 'never' ? null : at.toISOString(),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    },
    repeatable: true,
  })) as Changed;
  context.say(
    data.resume_at ? `${data.name} is paused until ${data.resume_at}` : `${data.name} stays paused`,
  );
  await printOne(context.io, context.format, data, () => data.id);
  return EXIT.ok;
}
