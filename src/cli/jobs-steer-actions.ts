/** What `jobs set|eta|batches|items|item` do. */
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { given, queryOf } from './given.ts';
import { groupDigits, plural, rateText } from './human.ts';
import { readJob, reasonText } from './job-view.ts';
import type { BatchesOptions, ItemsOptions, SetOptions } from './jobs-steer.ts';
import { facts, printList, printOne, table } from './output.ts';
import { type Fitting, resolveJob, UNFINISHED } from './resolve-job.ts';

const ANY: Fitting = { described: 'such', fits: () => true };

/** Changes settings of a job that is not over, and prints it. */
export async function set(context: Context, options: SetOptions, args: readonly string[]): Promise<ExitCode> {
  const { concurrency, batchSize, rate: ratePerSecond, failureLimit, priority, reason } = options;
  const changes = given({ concurrency, batchSize, ratePerSecond, failureLimit, priority });
  if (Object.keys(changes).length === 0) {
    throw usageError(
      'Say what to change.',
      'Give at least one of --concurrency, --batch-size, --rate, --failure-limit and --priority.',
    );
  }
  const { api } = await context.client();
  const job = await resolveJob(context, args[0], UNFINISHED);
  const params = { path: { id: job.id } };
  const body = { ...changes, ...given({ reason }) };
  const changed = await answered(api.PATCH('/api/jobs/{id}/settings', { params, body }));
  context.say(`From the next batch on: ${job.name}`);
  await printOne(context.io, context.format, changed, () => job.id);
  return EXIT.ok;
}

/** When a job ends, how fast it goes, what it waits for and what bounds it; `-q` prints the first alone. */
export async function eta(context: Context, args: readonly string[]): Promise<ExitCode> {
  const job = readJob(await resolveJob(context, args[0], UNFINISHED));
  const { pace = null, reason = null } = job;
  const text = pace?.eta.text ?? reasonText(job) ?? 'not started';
  await printOne(context.io, context.format, { id: job.id, pace, reason }, () =>
    context.format.quiet
      ? text
      : facts([
          ['Ends', text],
          ...(pace?.perMinute ? [['Pace', rateText(pace.perMinute / 60)] as const] : []),
          ...(reason ? [['Waits for', reasonText(job) ?? ''] as const] : []),
          ...(pace?.binding ? [['Limited by', pace.binding.text] as const] : []),
        ]),
  );
  return EXIT.ok;
}

/** Who holds what of a job, and who held what. */
export async function batches(
  context: Context,
  options: BatchesOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], ANY);
  const { api } = await context.client();
  const { limit, after } = options;
  const params = { path: { id: job.id }, query: given({ limit, after }) };
  const { batches: found, next } = await answered(api.GET('/api/jobs/{id}/batches', { params }));
  await printList(context.io, context.format, found, () =>
    table(
      context.io,
      ['BATCH', 'STATE', 'ITEMS', 'OPEN', 'DONE', 'FAILED', 'BACK', 'SINCE (UTC)', 'WORKER'],
      found.map((batch) => [
        batch.id,
        batch.state,
        ...[batch.size, batch.open, batch.completed, batch.failed, batch.retried].map(groupDigits),
        batch.leasedAt.slice(0, 19).replace('T', ' '),
        batch.worker,
      ]),
    ),
  );
  if (next !== null) context.say(`--after ${next} shows older ones.`);
  return EXIT.ok;
}

/** A page of items. */
export async function items(
  context: Context,
  options: ItemsOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], ANY);
  const { api } = await context.client();
  const { status, number, reference, limit } = options;
  const query = queryOf<'listJobItems'>({ status, number, reference, limit });
  const { items: found, next_cursor: next } = await answered(
    api.GET('/api/jobs/{id}/items', { params: { path: { id: job.id }, query } }),
  );
  await printList(context.io, context.format, found, () =>
    found.length === 0
      ? 'There are no such items.'
      : table(
          context.io,
          ['ITEM', 'REFERENCE', 'STATUS', 'ATTEMPTS', 'ERROR'],
          found.map((one) => [
            String(one.item),
            one.reference_id ?? '-',
            one.status,
            String(one.attempts),
            one.error === null ? '' : `${one.error.code}: ${one.error.message ?? ''}`,
          ]),
        ),
  );
  const last = found.at(-1);
  if (next !== null && last !== undefined) context.say(`--number ${last.item + 1} shows more.`);
  return EXIT.ok;
}

/** One item, with every attempt. */
export async function item(context: Context, args: readonly string[]): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], ANY);
  const { api } = await context.client();
  const params = { path: { id: job.id, seq: args[1] ?? '' } };
  const found = await answered(api.GET('/api/jobs/{id}/items/{seq}', { params }));
  await printOne(context.io, context.format, found, () =>
    facts([
      ['Item', `${found.seq} of ${plural(job.counts.total, 'item')}`],
      ...(found.reference === null ? [] : [['Reference', found.reference] as const]),
      ['Status', found.status],
      ['Input', JSON.stringify(found.input)],
      ...(found.result === null ? [] : [['Result', JSON.stringify(found.result)] as const]),
      ...(found.dueAt === null ? [] : [['Due', found.dueAt] as const]),
      ...found.attempts.map(
        (one) =>
          [
            'Attempt',
            [one.at, one.outcome, ...(one.code === null ? [] : [`${one.code}: ${one.message ?? ''}`])].join(
              '  ',
            ),
          ] as const,
      ),
    ]),
  );
  return EXIT.ok;
}
