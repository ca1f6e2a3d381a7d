/** `jobs create`: a job of posted items, from a file. */
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import { openSource } from './csv-source.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf } from './given.ts';
import type { CreateJobOptions } from './jobs.ts';
import { printOne } from './output.ts';
import { watch } from './watch.ts';

interface Item {
  reference_id?: string;
  input: unknown;
}

/** Posts the items of a file as one job; prints its id. */
export async function create(context: Context, options: CreateJobOptions): Promise<ExitCode> {
  const { bytes } = await openSource(options.items, context.io);
  const items = itemsOf(await text(bytes));
  const { api, patient } = await context.client();
  const made = await answered(
    api.POST('/api/jobs', {
      params: { header: { 'Idempotency-Key': options.idempotencyKey ?? randomUUID() } },
      body: bodyOf<'postJob'>({
        kind: options.kind,
        name: options.name,
        params: Object.fromEntries((options.param ?? []).map(paramOf)),
        items,
        batch_size: options.size,
      }),
      ...patient({ repeatable: true }),
    }),
  );
  context.say(made.name);
  if (!options.wait) {
    await printOne(context.io, context.format, made, () => made.job_id);
    return EXIT.ok;
  }
  const { job, exitCode } = await watch(context, made.job_id, { timeout: options.timeout });
  await printOne(context.io, context.format, job, () => job.id);
  return exitCode;
}

/** "url=http://…" or "callback_seconds=600": the value as JSON where it is any, else as text. */
function paramOf(given: string): [string, unknown] {
  const at = given.indexOf('=');
  if (at < 1) throw usageError(`--param ${given}: is no NAME=VALUE.`);
  const value = given.slice(at + 1);
  try {
    return [given.slice(0, at), JSON.parse(value)];
  } catch {
    return [given.slice(0, at), value];
  }
}

function itemsOf(content: string): Item[] {
  const lines = content.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line)];
    } catch {
      throw usageError(`Line ${index + 1} is no JSON.`, 'Give one input a line, such as {"apn": "012-345"}.');
    }
  });
  if (lines.length === 0) throw usageError('The file holds no items.');
  return lines.map((line) => (isItem(line) ? line : { input: line }));
}

/** With an input and nothing but a reference beside it; anything else is an input itself. */
function isItem(line: unknown): line is Item {
  if (typeof line !== 'object' || line === null || !('input' in line)) return false;
  return Object.keys(line).every((name) => name === 'input' || name === 'reference_id');
}
