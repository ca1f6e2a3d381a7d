/** `lookups download`: the rows of a job as they are now, to stdout or to a file that appears when complete. */
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { isOver, percentOf } from './job-view.ts';
import type { DownloadOptions } from './lookups.ts';
import { resolveJob } from './resolve-job.ts';
import { save } from './save.ts';

export async function download(
  context: Context,
  options: DownloadOptions,
  args: readonly string[],
): Promise<ExitCode> {
  if (options.failed && options.status !== undefined)
    throw usageError('Give --failed or --status, not both.');
  const job = await resolveJob(context, args[0], {
    described: 'lookup',
    kind: 'incentive_lookup',
    fits: () => true,
  });
  if (!isOver(job)) {
    context.say(`The job is at ${percentOf(job.counts)}%: rows not finished yet come without a result.`);
  }
  const status = options.failed ? 'failed' : options.status;
  const path = `/batch-lookups/${encodeURIComponent(job.id)}/download`;
  const query = {
    format: options.format,
    ...(status === undefined ? {} : { status }),
    ...(options.latestGood ? { result: 'latest_good' } : {}),
  };
  await save(context, path, query, options.out);
  return EXIT.ok;
}
