/** `jobs watch|pause|resume|cancel`. */
import { answered } from '../client/index.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { plural } from './human.ts';
import { fetchJob, isOver, type JobView, readJob, stateText } from './job-view.ts';
import type { MoveOptions, WaitOptions } from './jobs.ts';
import { printOne } from './output.ts';
import { type Fitting, resolveJob, UNFINISHED } from './resolve-job.ts';
import { watch } from './watch.ts';

/** Follows a job to its end; the exit code tells how it ended. */
export async function watchJob(
  context: Context,
  options: WaitOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const found = await resolveJob(context, args[0], UNFINISHED);
  const { job, exitCode } = await watch(context, found.id, { timeout: options.timeout });
  if (context.format.mode !== 'human') await printOne(context.io, context.format, job, () => '');
  return exitCode;
}

type Verb = 'pause' | 'resume' | 'cancel';

const FITTING: Readonly<Record<Verb, Fitting>> = {
  pause: { described: 'running', fits: (job) => job.status === 'in_progress' },
  resume: { described: 'paused', fits: (job) => job.status === 'paused' },
  cancel: UNFINISHED,
};

/** Moves a job, prints it as it is then, and with `--wait` waits until running items are done. */
export async function moveJob(
  context: Context,
  options: MoveOptions,
  args: readonly string[],
  verb: Verb,
): Promise<ExitCode> {
  const client = await context.client();
  const before = await resolveJob(context, args[0], FITTING[verb]);
  if (verb === 'cancel' && !isOver(before))
    await confirm(context, cancelQuestion(before, options), options.yes);
  if (verb === 'pause' && options.fence) {
    await confirm(context, `Pause ${before.name} and take back ${running(before)} now running?`, options.yes);
  }
  const body = {
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    ...(options.fence ? { fence: true } : {}),
    ...(options.force ? { force: true } : {}),
  };
  const path = { id: before.id };
  const moved = readJob(
    await answered(
      client.api.POST(`/api/jobs/{id}/${verb}`, {
        params: { path },
        body,
        ...client.patient({ repeatable: true }),
      }),
    ),
  );
  context.say(movedText(moved, verb));
  if (!options.wait) {
    await printOne(context.io, context.format, moved, () => moved.id);
    return EXIT.ok;
  }
  const until = verb === 'resume' ? isOver : (job: JobView) => !job.draining || isOver(job);
  const { exitCode } = await watch(context, moved.id, {
    timeout: options.timeout,
    ...(verb === 'resume' ? {} : { until }),
  });
  await printOne(context.io, context.format, await fetchJob(client, moved.id), () => moved.id);
  return exitCode;
}

function running(job: JobView): string {
  return plural(job.counts.processing, 'item');
}

function cancelQuestion(job: JobView, options: MoveOptions): string {
  const ahead = plural(job.counts.waiting, 'waiting item');
  const now = options.force
    ? `${running(job)} now running are taken back`
    : `${running(job)} now running may finish`;
  return `Cancel ${job.name}? ${ahead} will not be done; ${now}. What is done stays.`;
}

function movedText(job: JobView, verb: Verb): string {
  if (job.draining) return `${stateText(job)}: ${running(job)} still running may finish.`;
  return verb === 'resume' ? `Running again: ${job.name}` : `${stateText(job)}: ${job.name}`;
}
