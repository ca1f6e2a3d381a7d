/** `batch next|report|release`: an outside worker made of shell lines. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { answered } from '../client/index.ts';
import type { NextOptions } from './batch.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, given } from './given.ts';
import { printOne } from './output.ts';
import { type Fitting, resolveJob } from './resolve-job.ts';

const WORKABLE: Fitting = {
  described: 'pending or running',
  fits: (job) => job.status === 'pending' || job.status === 'in_progress',
};
const ANY: Fitting = { described: 'such', fits: () => true };

/** Prints the next batch as JSON, or nothing when none is left (exit code 0 both times). */
export async function next(
  context: Context,
  options: NextOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const job = await resolveJob(context, args[0], WORKABLE);
  const { api, patient } = await context.client();
  const { data, message } = await answered(
    api.POST('/api/batch-jobs/{id}/batches', {
      params: { path: { id: job.id } },
      body: given({ session: options.session, limit: options.limit }),
      // The same session gets the same items again; without one, a repeat would take others.
      ...patient({ repeatable: options.session !== undefined }),
    }),
  );
  context.say(message);
  if (data !== null) {
    await printOne(context.io, context.format, data, () => JSON.stringify(data, null, 2));
  }
  return EXIT.ok;
}

/** Sends outcomes from a file or standard input. Sending them twice counts once. */
export async function report(context: Context, args: readonly string[]): Promise<ExitCode> {
  const [wanted, lease = '', file = '-'] = args;
  const job = await resolveJob(context, wanted, ANY);
  const outcomes = outcomesOf(file === '-' ? await text(context.io.stdin) : await readFile(file, 'utf8'));
  const { api, patient } = await context.client();
  const { data, message } = await answered(
    api.POST('/api/batch-jobs/{id}/batches/{lease}/results', {
      params: { path: { id: job.id, lease } },
      body: bodyOf<'reportBatch'>({ outcomes }),
      ...patient({ repeatable: true }),
    }),
  );
  context.say(message);
  if (context.format.mode !== 'human') await printOne(context.io, context.format, data ?? {}, () => '');
  return EXIT.ok;
}

/** A JSON array, or one JSON object a line. */
function outcomesOf(content: string): unknown[] {
  const trimmed = content.trim();
  try {
    const value: unknown = JSON.parse(trimmed.startsWith('[') ? trimmed : `[${jsonLines(trimmed)}]`);
    if (Array.isArray(value) && value.length > 0) return value;
  } catch {
    // told below, as what it is for whoever typed it
  }
  throw usageError(
    'No outcomes could be read.',
    'Give a JSON array or one object a line, such as {"item_id": "…", "outcome": "completed"}.',
  );
}

function jsonLines(content: string): string {
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join(',');
}

/** Hands unreported items back. */
export async function release(context: Context, args: readonly string[]): Promise<ExitCode> {
  const [wanted, lease = ''] = args;
  const job = await resolveJob(context, wanted, ANY);
  const { api, patient } = await context.client();
  const { data, message } = await answered(
    api.POST('/api/batch-jobs/{id}/batches/{lease}/release', {
      params: { path: { id: job.id, lease } },
      ...patient({ repeatable: true }),
    }),
  );
  context.say(message);
  if (context.format.mode !== 'human') await printOne(context.io, context.format, data ?? {}, () => '');
  return EXIT.ok;
}
