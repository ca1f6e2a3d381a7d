/** `jobs list|get|failures|events`: what there is to know of jobs. */
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { given } from './given.ts';
import { groupDigits, plural, rateText } from './human.ts';
import {
  type FailureGroup,
  fetchFailures,
  fetchJobs,
  type JobView,
  percentOf,
  reasonText,
  sharedMessage,
  stateText,
} from './job-view.ts';
import type { ListOptions, PageOptions } from './jobs.ts';
import { facts, idTable, printList, printOne, table } from './output.ts';
import { type Fitting, resolveJob } from './resolve-job.ts';
import { sparkline } from './sparkline.ts';

const ANY: Fitting = { described: 'such', fits: () => true };

/** Jobs, newest first. `-q` prints ids alone. */
export async function list(context: Context, options: ListOptions): Promise<ExitCode> {
  const { jobs, total } = await fetchJobs(await context.client(), {
    ...(options.status === undefined ? {} : { status: options.status }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    limit: options.limit,
    offset: options.offset,
  });
  await printList(context.io, context.format, jobs, () =>
    context.format.quiet ? jobs.map((job) => job.id).join('\n') : jobTable(context, jobs),
  );
  const shown = options.offset + jobs.length;
  if (total > shown)
    context.say(`${groupDigits(shown)} of ${plural(total, 'job')}; --offset ${shown} shows more.`);
  return EXIT.ok;
}

function jobTable(context: Context, jobs: readonly JobView[]): string {
  const rows = jobs.map((job) => [
    job.id,
    stateText(job),
    `${percentOf(job.counts)}%`,
    groupDigits(job.counts.total),
    groupDigits(job.counts.failed),
    job.createdAt.slice(0, 16).replace('T', ' '),
    job.name,
  ]);
  if (rows.length === 0) return 'There are no such jobs.';
  return idTable(context.io, ['JOB', 'STATE', 'DONE', 'ITEMS', 'FAILED', 'CREATED (UTC)', 'NAME'], rows);
}

/** One job with its counts. */
export async function get(context: Context, args: readonly string[]): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], ANY);
  const asked = MODEL_KINDS.has(job.kind) && !context.format.quiet ? await usageOf(context, job.id) : [];
  await printOne(context.io, context.format, job, () =>
    context.format.quiet ? job.id : jobFacts(job, asked),
  );
  return EXIT.ok;
}

/** Kinds that a language model may work on. */
const MODEL_KINDS: ReadonlySet<string> = new Set(['title_research', 'property_condition', 'county_research']);

/** What models used for a job, a line each. */
async function usageOf(context: Context, id: string): Promise<string[]> {
  const { api } = await context.client();
  const { models } = await answered(api.GET('/api/jobs/{id}/usage', { params: { path: { id } } }));
  return models.map(({ model, requests, input_tokens, output_tokens, web_searches, cost }) =>
    [
      `${model}: ${plural(requests, 'request')}`,
      `${groupDigits(input_tokens + output_tokens)} tokens`,
      `${groupDigits(web_searches)} searches`,
      ...(cost === null ? [] : [`$${cost}`]),
    ].join(', '),
  );
}

function jobFacts(job: JobView, models: readonly string[]): string {
  const { counts } = job;
  const parts = (['completed', 'failed', 'skipped', 'cancelled', 'processing', 'waiting'] as const)
    .filter((name) => counts[name] > 0)
    .map(
      (name) =>
        `${groupDigits(counts[name])} ${name === 'completed' ? 'succeeded' : name === 'processing' ? 'running' : name}`,
    );
  return facts([
    ['Job', job.id],
    ['Name', job.name],
    ['Kind', job.kind],
    ['State', stateText(job)],
    ['Done', `${percentOf(counts)}% of ${plural(counts.total, 'item')}`],
    ...(parts.length > 0 ? [['Items', parts.join(', ')] as const] : []),
    ...(job.pauseReason ? [['Reason', job.pauseReason] as const] : []),
    ...paceFacts(job),
    ...(job.lastError ? [['Last error', job.lastError] as const] : []),
    ...models.map((line) => ['Model', line] as const),
    ['Created', job.createdAt],
    ...(job.completedAt ? [['Finished', job.completedAt] as const] : []),
  ]);
}

/** How fast a job goes, when it ends, what it waits for, and what keeps it from going faster. */
function paceFacts(job: JobView): (readonly [string, string])[] {
  const { pace } = job;
  const reason = reasonText(job);
  const speed = pace?.perMinute ? `${rateText(pace.perMinute / 60)}, ` : '';
  const bound = pace?.binding && pace.binding.code !== 'pause' && pace.binding.text !== job.reason?.text;
  return [
    ...(reason ? [['Waits for', reason] as const] : []),
    ...(pace ? [['Pace', `${speed}${pace.eta.text}`] as const] : []),
    ...(bound ? [['Limited by', pace.binding?.text ?? ''] as const] : []),
  ];
}

/** What failed, grouped by cause, most frequent first. */
export async function failures(
  context: Context,
  options: PageOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], {
    described: 'failing',
    fits: (one) => one.counts.failed > 0,
  });
  const groups = await fetchFailures(await context.client(), job.id, options.limit);
  await printList(context.io, context.format, groups, () =>
    groups.length === 0
      ? 'Nothing failed.'
      : idTable(
          context.io,
          ['FINGERPRINT', 'ITEMS', 'ATTEMPTS', 'LAST (UTC)', 'TREND', 'RETRY', 'CODE', 'MESSAGE'],
          groups.map(groupRow),
        ),
  );
  return EXIT.ok;
}

function groupRow(group: FailureGroup): string[] {
  return [
    group.fingerprint,
    groupDigits(group.final),
    groupDigits(group.count),
    group.lastSeenAt.slice(5, 16).replace('T', ' '),
    sparkline(group.trend),
    group.retryable ? 'may help' : 'no use',
    group.code,
    sharedMessage(group),
  ];
}

/** The job's log: when, who, what, why. */
export async function events(
  context: Context,
  options: PageOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], ANY);
  const { api } = await context.client();
  const params = { path: { id: job.id }, query: given({ limit: options.limit }) };
  const { events: all } = await answered(api.GET('/api/jobs/{id}/events', { params }));
  await printList(context.io, context.format, all, () =>
    all.length === 0
      ? 'Nothing happened yet.'
      : table(
          context.io,
          ['WHEN (UTC)', 'WHO', 'WHAT', 'WHY'],
          all.map((event) => [
            event.at.slice(0, 19).replace('T', ' '),
            event.actor ?? '-',
            event.type,
            event.reason ?? '',
          ]),
        ),
  );
  return EXIT.ok;
}
