/** `redrive` and `actions pause|resume|cancel|show|continue|abort`: previewed, confirmed, followed. */
import { answered, type BodyOf, type components } from '../client/index.ts';
import type { AbortOptions, ActOptions, RedriveOptions } from './actions.ts';
import { type Action, actionText, fetchActions, wholeFingerprint } from './actions-read.ts';
import type { Client } from './client.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, given } from './given.ts';
import { groupDigits, plural } from './human.ts';
import { idTable, printOne, table } from './output.ts';
import { type Fitting, resolveJob } from './resolve-job.ts';

type Preview = components['schemas']['ActionPreview'];
type Body = BodyOf<'previewAction'>;

const POLL_MS = 1_000;
const ANY: Fitting = { described: 'such', fits: () => true };

/** Failed items again: one cause, codes, classes or all, of any jobs. */
export async function redrive(context: Context, options: RedriveOptions): Promise<ExitCode> {
  const { error, code, class: classes, all, first, perMinute, rate, attempts, concurrency } = options;
  if ([error, code, classes, all].every((choice) => choice === undefined)) {
    throw usageError('Say what to try again.', 'Give --error, --code, --class or --all.');
  }
  const client = await context.client();
  const fingerprint = error === undefined ? undefined : await wholeFingerprint(client, error);
  const settings = given({ ratePerSecond: rate, maxAttempts: attempts, concurrency });
  const asked = bodyOf<'previewAction'>({
    action: 'retry',
    items: given({ fingerprint, codes: code, classes, all: all ? true : undefined }),
    first,
    perMinute,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  });
  return act(context, options, asked);
}

/** Pauses, resumes or cancels all jobs that fit. */
export function move(
  context: Context,
  action: 'pause' | 'resume' | 'cancel',
  options: ActOptions,
): Promise<ExitCode> {
  return act(context, options, { action });
}

async function act(context: Context, options: ActOptions, asked: Body): Promise<ExitCode> {
  const client = await context.client();
  const ids = await jobIds(context, options.job);
  const body = bodyOf<'previewAction'>({ ...asked, jobs: jobsOf(options, ids) });
  const preview = await answered(client.api.POST('/api/actions/preview', { body }));
  if (options.dryRun) {
    await printOne(context.io, context.format, preview, () => previewText(context, asked.action, preview));
    return preview.count > 0 ? EXIT.ok : EXIT.conflict;
  }
  if (preview.count === 0) {
    throw new CliError(EXIT.conflict, 'nothing_fits', `Nothing that can be done fits: ${preview.filter}.`, {
      hint: preview.cannotWhy.map(({ count, text }) => `${groupDigits(count)}: ${text}`).join('; '),
    });
  }
  context.say(previewText(context, asked.action, preview));
  await confirm(context, questionOf(asked.action, preview), options.yes);
  const made = await answered(
    client.api.POST('/api/actions', {
      body: { ...body, hash: preview.hash, ...given({ reason: options.reason }) },
      ...(options.idempotencyKey === undefined
        ? {}
        : { params: { header: { 'Idempotency-Key': options.idempotencyKey } } }),
    }),
  );
  if (!options.wait) {
    context.say(`See how far it is with: lotline actions show ${made.id}`);
    await printOne(context.io, context.format, made, () => made.id);
    return EXIT.ok;
  }
  return end(context, await follow(context, client, made, options.timeout));
}

/** Jobs by their ids, beginnings of them, or names. */
async function jobIds(context: Context, wanted: readonly string[] = []): Promise<string[] | undefined> {
  const found: string[] = [];
  for (const one of wanted) found.push((await resolveJob(context, one, ANY)).id);
  return found.length === 0 ? undefined : found;
}

function jobsOf(options: ActOptions, ids: string[] | undefined) {
  const { kind, county, status, name, madeBy, madeSince, madeBefore } = options;
  return given({
    ...{ ids, kind, county, status, name },
    ...{ createdBy: madeBy, createdAfter: madeSince, createdBefore: madeBefore },
  });
}

function questionOf(action: string, { count, jobs }: Preview): string {
  return action === 'retry'
    ? `Try ${plural(count, 'item')} of ${plural(jobs, 'job')} again?`
    : `${action.slice(0, 1).toUpperCase()}${action.slice(1)} ${plural(count, 'job')}?`;
}

function previewText(context: Context, action: string, preview: Preview): string {
  const { count, jobs, cannotWhy, filter, samples } = preview;
  const what =
    action === 'retry' ? `${plural(count, 'item')} of ${plural(jobs, 'job')}` : plural(count, 'job');
  const rows = samples.map(({ jobId, jobName, seq, code, message }) =>
    seq === null ? [jobId, jobName] : [jobId, String(seq), code ?? '', message ?? ''],
  );
  const header = action === 'retry' ? ['JOB', 'ITEM', 'CODE', 'MESSAGE'] : ['JOB', 'NAME'];
  return [
    `${action}: ${filter}`,
    `${what}.`,
    ...cannotWhy.map((why) => `${groupDigits(why.count)} cannot be: ${why.text}.`),
    ...(rows.length === 0 ? [] : [idTable(context.io, header, rows)]),
  ].join('\n');
}

export async function show(
  context: Context,
  wanted: string | undefined,
  { wait, timeout }: Pick<ActOptions, 'wait' | 'timeout'>,
): Promise<ExitCode> {
  const client = await context.client();
  const found = await find(context, client, wanted);
  if (wait) return end(context, await follow(context, client, found, timeout));
  await printOne(context.io, context.format, found, () => actionText(context, found));
  return EXIT.ok;
}

export async function goOn(context: Context, wanted: string | undefined): Promise<ExitCode> {
  const client = await context.client();
  const { id } = await find(context, client, wanted);
  const now = await answered(client.api.POST('/api/actions/{id}/continue', { params: { path: { id } } }));
  await printOne(context.io, context.format, now, () => actionText(context, now));
  return EXIT.ok;
}

export async function abort(
  context: Context,
  wanted: string | undefined,
  { reason, yes }: AbortOptions,
): Promise<ExitCode> {
  const client = await context.client();
  const found = await find(context, client, wanted);
  await confirm(
    context,
    `Abort it at ${groupDigits(found.done)} of ${groupDigits(found.total)}? What is done stays done.`,
    yes,
  );
  const params = { path: { id: found.id } };
  const now = await answered(client.api.POST('/api/actions/{id}/abort', { params, body: given({ reason }) }));
  await printOne(context.io, context.format, now, () => actionText(context, now));
  return EXIT.ok;
}

/** The action of that id, of a beginning of it, or the only open one. */
async function find(context: Context, client: Client, wanted: string | undefined): Promise<Action> {
  const actions = await fetchActions(client, wanted === undefined, 200);
  const fits =
    wanted === undefined ? actions : actions.filter(({ id }) => id.startsWith(wanted.toLowerCase()));
  const [only] = fits;
  if (only === undefined) {
    throw new CliError(
      EXIT.notFound,
      'action_not_found',
      wanted === undefined ? 'No action is open.' : `No action begins with "${wanted}".`,
    );
  }
  if (fits.length > 1) {
    const lines = table(
      context.io,
      ['ACTION', 'ABOUT'],
      fits.slice(0, 10).map(({ id, filter }) => [id, filter]),
    );
    throw usageError(`${fits.length} actions fit; name one.`, lines);
  }
  return only;
}

/** Looks until the action waits or is over. Throws CliError 8 at the timeout. */
async function follow(
  context: Context,
  client: Client,
  first: Action,
  timeout: number | undefined,
): Promise<Action> {
  const untilMs = timeout === undefined ? Number.POSITIVE_INFINITY : context.io.now() + timeout * 1000;
  const params = { path: { id: first.id } };
  let action = first;
  while (action.status === 'running' || action.trying > 0) {
    if (context.io.now() >= untilMs) {
      throw new CliError(EXIT.timeout, 'timeout', `The action is ${action.status} still.`, {
        hint: `It goes on; see it with: lotline actions show ${action.id}`,
      });
    }
    await context.io.sleep(POLL_MS);
    action = await answered(client.api.GET('/api/actions/{id}', { params, ...client.patient({}) }));
  }
  return action;
}

async function end(context: Context, action: Action): Promise<ExitCode> {
  await printOne(context.io, context.format, action, () => actionText(context, action));
  if (action.status === 'aborted') return EXIT.cancelled;
  return action.failed + action.refused > 0 ? EXIT.finishedWithFailures : EXIT.ok;
}
