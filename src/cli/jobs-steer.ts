/** `jobs set|eta|batches|items|item`: how a job is run, when it ends, and what it is made of. */
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

export interface SetOptions extends CommonOptions {
  concurrency?: number | null;
  batchSize?: number;
  rate?: number | null;
  failureLimit?: number;
  priority?: number;
  reason?: string;
}

export interface BatchesOptions extends CommonOptions {
  limit: number;
  after?: string;
}

export interface ItemsOptions extends CommonOptions {
  limit: number;
  status?: string;
  number?: number;
  reference?: string;
}

/** Adds them to the group `jobs`; `job` describes how a job is named. */
export function registerSteering(jobs: Command, io: Io, job: string): void {
  withCommonOptions(
    jobs.command('set').argument('[job]', job).description('change how a job is run, from its next batch on'),
  )
    .option('--concurrency <n>', 'batches at once; none: no bound', orNone(whole))
    .option('--batch-size <n>', 'items in one batch', whole)
    .option('--rate <n>', 'items begun in a second, such as 0.5; none: no bound', orNone(decimal))
    .option('--failure-limit <n>', 'final failures in a row that pause it; 0: never', whole)
    .option('--priority <n>', 'smaller goes first; 1000 is usual', whole)
    .option('--reason <text>', 'why, for the record')
    .action(
      remote<SetOptions>(io, async (context, options, args) =>
        (await import('./jobs-steer-actions.ts')).set(context, options, args),
      ),
    );
  withCommonOptions(
    jobs.command('eta').argument('[job]', job).description('say when a job ends, and what keeps it'),
  ).action(
    remote(io, async (context, _options, args) =>
      (await import('./jobs-steer-actions.ts')).eta(context, args),
    ),
  );
  withCommonOptions(
    jobs.command('batches').argument('[job]', job).description('list the batches of a job, newest first'),
  )
    .option('--limit <n>', 'how many', whole, 20)
    .option('--after <id>', 'go on after this batch')
    .action(
      remote<BatchesOptions>(io, async (context, options, args) =>
        (await import('./jobs-steer-actions.ts')).batches(context, options, args),
      ),
    );
  withCommonOptions(
    jobs.command('items').argument('[job]', job).description('list items of a job in their order'),
  )
    .option('--status <status>', 'pending, processing, completed, failed, skipped or cancelled')
    .option('--number <n>', 'begin at this one', whole)
    .option('--reference <text>', 'only those with this reference')
    .option('--limit <n>', 'how many', whole, 50)
    .action(
      remote<ItemsOptions>(io, async (context, options, args) =>
        (await import('./jobs-steer-actions.ts')).items(context, options, args),
      ),
    );
  withCommonOptions(jobs.command('item').argument('<job>', job).argument('<number>', 'of the item, from 1'))
    .description('show one item: what went in, what came of it, every attempt')
    .action(
      remote(io, async (context, _options, args) =>
        (await import('./jobs-steer-actions.ts')).item(context, args),
      ),
    );
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is not a whole number.');
  return Number(text);
}

function decimal(text: string): number {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text))
    throw new InvalidArgumentError('It is not a number such as 2 or 0.5.');
  return Number(text);
}

const orNone =
  (parse: (text: string) => number) =>
  (text: string): number | null =>
    text === 'none' ? null : parse(text);
