/** `jobs retry`: failed items again, inside the same job. */
import { answered } from '../client/index.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { groupDigits, plural } from './human.ts';
import { type FailureGroup, fetchFailures, type JobView } from './job-view.ts';
import type { RetryOptions } from './jobs.ts';
import { printOne } from './output.ts';
import { resolveJob } from './resolve-job.ts';
import { watch } from './watch.ts';

/** More items than this ask first. */
const ASK_ABOVE = 1_000;

/** Makes the chosen items due again and says how many could not be. */
export async function retry(
  context: Context,
  options: RetryOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const chosen = [options.failed, options.all, options.code, options.fingerprint, options.items];
  if (chosen.filter((choice) => choice !== undefined).length !== 1) {
    throw usageError('Say what to retry.', 'Give one of --failed, --all, --code, --fingerprint and --items.');
  }
  const client = await context.client();
  const job = await resolveJob(context, args[0], {
    described: 'failing',
    fits: (one) => one.counts.failed > 0 && one.status !== 'cancelled',
  });
  const scope = await scopeOf(context, options, job);
  if (scope.about > ASK_ABOVE) {
    await confirm(context, `Retry about ${plural(scope.about, 'item')} of ${job.name}?`, options.yes);
  }
  const body = { ...scope.body, ...(options.reason === undefined ? {} : { reason: options.reason }) };
  const path = { id: job.id };
  const {
    retried,
    refused,
    begun_anew: anew,
  } = await answered(client.api.POST('/api/jobs/{id}/retry', { params: { path }, body }));
  context.say(
    anew
      ? 'The job failed as a whole: it begins anew.'
      : `${plural(retried, 'item')} will be tried again${refused > 0 ? `; ${groupDigits(refused)} cannot be` : ''}.`,
  );
  const moved = anew === true || retried > 0;
  if (!options.wait || !moved) {
    const outcome = { job_id: job.id, retried, refused };
    await printOne(context.io, context.format, outcome, () => job.id);
    return moved ? EXIT.ok : EXIT.conflict;
  }
  const watched = await watch(context, job.id, { timeout: options.timeout });
  await printOne(context.io, context.format, watched.job, () => job.id);
  return watched.exitCode;
}

interface Scope {
  body: { all: true } | { codes: string[] } | { fingerprint: string } | { items: number[] };
  /** Items that may be meant. */
  about: number;
}

async function scopeOf(context: Context, options: RetryOptions, job: JobView): Promise<Scope> {
  if (options.items) return { body: { items: options.items }, about: options.items.length };
  if (options.all) return { body: { all: true }, about: job.counts.failed };
  const groups = await fetchFailures(await context.client(), job.id, 1_000);
  const sum = (some: typeof groups): number => some.reduce((count, group) => count + group.final, 0);
  if (options.fingerprint !== undefined) {
    const group = groupOf(groups, options.fingerprint);
    return { body: { fingerprint: group.fingerprint }, about: group.final };
  }
  const codes = options.code ?? [
    ...new Set(groups.filter((one) => one.retryable && one.final > 0).map((one) => one.code)),
  ];
  if (codes.length === 0) {
    throw new CliError(EXIT.conflict, 'nothing_to_retry', 'Nothing failed in a way that may pass.', {
      hint: 'See `lotline jobs failures`; --all retries every failed item all the same.',
    });
  }
  return { body: { codes }, about: sum(groups.filter((group) => codes.includes(group.code))) };
}

/** The one group whose fingerprint begins so. */
function groupOf(groups: readonly FailureGroup[], start: string): FailureGroup {
  const [group, another] = groups.filter(({ fingerprint }) => fingerprint.startsWith(start.toLowerCase()));
  if (group === undefined) {
    throw new CliError(EXIT.notFound, 'group_not_found', `No group of failures begins with "${start}".`, {
      hint: 'See `lotline jobs failures`.',
    });
  }
  if (another !== undefined) throw usageError(`"${start}" means several groups; give more of it.`);
  return group;
}
