/** The `jobs` group: any kind of job, in the engine's words. */
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { registerSteering } from './jobs-steer.ts';

export interface ListOptions extends CommonOptions {
  status?: string;
  kind?: string;
  limit: number;
  offset: number;
}

export interface PageOptions extends CommonOptions {
  limit: number;
}

export interface WaitOptions extends CommonOptions {
  wait?: boolean;
  /** Seconds. */
  timeout?: number;
}

export interface CreateJobOptions extends WaitOptions {
  kind: string;
  items: string;
  param?: string[];
  name?: string;
  size?: number;
  idempotencyKey?: string;
}

export interface MoveOptions extends WaitOptions {
  reason?: string;
  fence?: boolean;
  force?: boolean;
  yes?: boolean;
}

export interface DeleteOptions extends CommonOptions {
  yes?: boolean;
}

export interface RetryOptions extends WaitOptions {
  failed?: boolean;
  all?: boolean;
  code?: string[];
  fingerprint?: string;
  items?: number[];
  reason?: string;
  yes?: boolean;
}

/** Adds `jobs create|list|get|watch|pause|resume|cancel|delete|retry|failures|events|set|eta|batches|items|item`. */
export function registerJobCommands(program: Command, io: Io): void {
  const jobs = program.command('jobs').description('see and steer jobs');
  registerMaking(jobs, io);
  registerReading(jobs, io);
  registerMoves(jobs, io);
  registerRetry(jobs, io);
  registerSteering(jobs, io, JOB);
}

function registerMaking(jobs: Command, io: Io): void {
  withCommonOptions(jobs.command('create').description('make a job of items that you post; prints its id'))
    .requiredOption('--kind <kind>', 'http, or a kind of your own')
    .requiredOption(
      '--items <file>',
      'JSON lines: inputs, or {"reference_id": …, "input": …}; - for standard input',
    )
    .option('--param <name=value>', 'of the kind, such as url=https://…; repeatable', appended)
    .option('--name <name>', 'what the job is called')
    .option('--size <n>', "items of one batch; the kind's own by default", wholeNumber)
    .option('--idempotency-key <key>', 'a repeat with the same key gives the same job')
    .option('--wait', 'follow it to its end')
    .option('--timeout <time>', TIMEOUT, duration)
    .action(
      remote<CreateJobOptions>(io, async (context, options) =>
        (await import('./jobs-create.ts')).create(context, options),
      ),
    );
}

function registerReading(jobs: Command, io: Io): void {
  withCommonOptions(jobs.command('list').description('list jobs, newest first'))
    .option('--status <status>', 'pending, in_progress, paused, completed, failed or cancelled')
    .option('--kind <kind>', 'such as incentive_lookup')
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .option('--offset <n>', 'how many to leave out first', wholeNumber, 0)
    .action(
      remote<ListOptions>(io, async (context, options) =>
        (await import('./jobs-read.ts')).list(context, options),
      ),
    );
  withCommonOptions(jobs.command('get').argument('[job]', JOB).description('show one job')).action(
    remote(io, async (context, _options, args) => (await import('./jobs-read.ts')).get(context, args)),
  );
  withCommonOptions(
    jobs.command('failures').argument('[job]', JOB).description('show what failed, grouped by cause'),
  )
    .option('--limit <n>', 'how many groups', wholeNumber, 50)
    .action(
      remote<PageOptions>(io, async (context, options, args) =>
        (await import('./jobs-read.ts')).failures(context, options, args),
      ),
    );
  withCommonOptions(
    jobs.command('events').argument('[job]', JOB).description('show who did what to the job, and why'),
  )
    .option('--limit <n>', 'how many events', wholeNumber, 100)
    .action(
      remote<PageOptions>(io, async (context, options, args) =>
        (await import('./jobs-read.ts')).events(context, options, args),
      ),
    );
  withCommonOptions(
    jobs.command('watch').argument('[job]', JOB).description('follow a job until it is finished'),
  )
    .option('--timeout <time>', TIMEOUT, duration)
    .action(
      remote<WaitOptions>(io, async (context, options, args) =>
        (await import('./jobs-control.ts')).watchJob(context, options, args),
      ),
    );
}

function registerMoves(jobs: Command, io: Io): void {
  const move = (command: Command, verb: 'pause' | 'resume' | 'cancel'): Command =>
    withCommonOptions(command.argument('[job]', JOB))
      .option('--wait', 'wait until it is so')
      .option('--timeout <time>', TIMEOUT, duration)
      .action(
        remote<MoveOptions>(io, async (context, options, args) =>
          (await import('./jobs-control.ts')).moveJob(context, options, args, verb),
        ),
      );
  move(jobs.command('pause').description('hand out no more items; running ones finish'), 'pause')
    .option('--reason <text>', 'why, for the record')
    .option('--fence', 'take running items back at once, too')
    .option('--yes', 'do not ask');
  move(jobs.command('resume').description('go on with a paused job'), 'resume');
  move(jobs.command('cancel').description('end a job for good; what is done stays'), 'cancel')
    .option('--reason <text>', 'why, for the record')
    .option('--force', 'take running items back at once, too')
    .option('--yes', 'do not ask');
  withCommonOptions(jobs.command('delete').argument('<job>', 'id of the job, a beginning of it, or its name'))
    .description('hide a job and its report from everybody; for admins')
    .option('--yes', 'do not ask')
    .action(
      remote<DeleteOptions>(io, async (context, options, args) =>
        (await import('./jobs-delete.ts')).deleteJob(context, options, args),
      ),
    );
}

function registerRetry(jobs: Command, io: Io): void {
  withCommonOptions(jobs.command('retry').argument('[job]', JOB).description('try failed items again'))
    .option('--failed', 'everything that failed in a way that may pass')
    .option('--all', 'everything that failed')
    .option('--code <code>', 'what failed with this code; may be repeated', appended)
    .option('--fingerprint <fp>', 'one group of `jobs failures`, or a beginning of it')
    .option('--items <numbers>', 'these items, such as 3,17,40-45', itemNumbers)
    .option('--reason <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .option('--wait', 'wait until the job is finished')
    .option('--timeout <time>', TIMEOUT, duration)
    .action(
      remote<RetryOptions>(io, async (context, options, args) =>
        (await import('./jobs-retry.ts')).retry(context, options, args),
      ),
    );
}

const JOB = 'id, a beginning of it, or the name; may be left out when one job fits';
export const TIMEOUT = 'stop waiting after this time, such as 90s, 10m, 2h (exit code 8)';

/** A whole number from 0. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is not a whole number.');
  return Number(text);
}

const SECONDS = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

/** "90", "90s", "10m", "2h" -> seconds. */
export function duration(text: string): number {
  const [, count, unit = 's'] = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text) ?? [];
  const seconds = SECONDS.get(unit);
  if (count === undefined || seconds === undefined) {
    throw new InvalidArgumentError('Write a time such as 90s, 10m or 2h.');
  }
  return Number(count) * seconds;
}

function appended(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** "3,17,40-45" -> the numbers; at most 10,000. */
function itemNumbers(text: string): number[] {
  const numbers = text.split(',').flatMap((part) => {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (!match) throw new InvalidArgumentError('Write item numbers such as 3,17,40-45.');
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (last < first || last - first >= 10_000)
      throw new InvalidArgumentError('A span holds 1 to 10,000 items.');
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  });
  if (numbers.length > 10_000) throw new InvalidArgumentError('Name at most 10,000 items.');
  return numbers;
}
