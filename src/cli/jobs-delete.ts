/** `jobs delete`. */
import { answered } from '../client/index.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { DeleteOptions } from './jobs.ts';
import { printOne } from './output.ts';
import { resolveJob } from './resolve-job.ts';

/** Deletes the job that is named: none is guessed, since nothing brings it back. */
export async function deleteJob(
  context: Context,
  options: DeleteOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { api } = await context.client();
  const job = await resolveJob(context, args[0], { described: 'named', fits: () => false });
  await confirm(context, `Delete ${job.name}? It and its report are gone for everybody.`, options.yes);
  const deleted = await answered(api.DELETE('/api/jobs/{id}', { params: { path: { id: job.id } } }));
  context.say(`Deleted: ${job.name}`);
  await printOne(context.io, context.format, deleted, () => job.id);
  return EXIT.ok;
}
