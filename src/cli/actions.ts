/** `failures`, `redrive` and `actions`: what failed everywhere, and acting on all that fits a filter. */
import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { duration, TIMEOUT, wholeNumber } from './jobs.ts';

export interface FailuresOptions extends CommonOptions {
  since?: string;
  kind?: string;
  limit: number;
}

/** Which jobs, and how it is done. */
export interface ActOptions extends CommonOptions {
  job?: string[];
  kind?: string[];
  county?: string[];
  status?: string[];
  name?: string;
  madeBy?: string;
  madeSince?: string;
  madeBefore?: string;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  wait?: boolean;
  /** Seconds. */
  timeout?: number;
  idempotencyKey?: string;
}

export interface RedriveOptions extends ActOptions {
  error?: string;
  code?: string[];
  class?: string[];
  all?: boolean;
  first?: number;
  perMinute?: number;
  rate?: number;
  attempts?: number;
  concurrency?: number;
}

export interface ActionsOptions extends CommonOptions {
  open?: boolean;
  limit: number;
}

export interface AbortOptions extends CommonOptions {
  reason?: string;
  yes?: boolean;
}

const load = () => import('./actions-run.ts');
const read = () => import('./actions-read.ts');

/** Adds `failures`, `redrive`, `actions list|show|abort|continue|pause|resume|cancel`. */
export function registerActionCommands(program: Command, io: Io): void {
  withCommonOptions(
    program
      .command('failures')
      .argument('[fingerprint]', 'one cause, or a beginning of it: its jobs and samples')
      .description('what failed in all jobs, grouped by cause'),
  )
    .option('--since <time>', 'such as 24h, 7d or a time; 24 hours by default')
    .option('--kind <kind>', 'only jobs of this kind')
    .option('--limit <n>', 'how many causes', wholeNumber, 50)
    .action(
      remote<FailuresOptions>(io, async (context, options, [fingerprint]) =>
        fingerprint === undefined
          ? (await read()).failures(context, options)
          : (await read()).oneFailure(context, fingerprint),
      ),
    );
  registerRedrive(program, io);
  registerActions(program, io);
}

function registerRedrive(program: Command, io: Io): void {
  withActOptions(
    program.command('redrive').description('try failed items again, of one job or many; prints the action'),
  )
    .option('--error <fp>', 'one cause of `failures`, or a beginning of it')
    .option('--code <code>', 'what failed with this code; repeatable', appended)
    .option('--class <class>', 'such as rate_limited; repeatable', appended)
    .option('--all', 'everything that failed')
    .option('--first <n>', 'try so many first, then wait for `actions continue`', wholeNumber)
    .option('--per-minute <n>', 'at most so many a minute', number)
    .option('--rate <n>', 'let the jobs hand out so many items a second from now on', number)
    .option('--attempts <n>', 'attempts of an item from now on', wholeNumber)
    .option('--concurrency <n>', 'batches out at once from now on', wholeNumber)
    .action(remote<RedriveOptions>(io, async (context, options) => (await load()).redrive(context, options)));
}

function registerActions(program: Command, io: Io): void {
  const actions = program.command('actions').description('what was begun over many jobs, and how far it is');
  withCommonOptions(actions.command('list', { isDefault: true }).description('actions, newest first'))
    .option('--open', 'only those that run or wait')
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .action(remote<ActionsOptions>(io, async (context, options) => (await read()).list(context, options)));
  const one = (name: string) => withCommonOptions(actions.command(name).argument('[action]', ACTION));
  one('show')
    .description('one action')
    .option('--wait', 'until it waits or is over')
    .option('--timeout <time>', TIMEOUT, duration)
    .action(
      remote<ActOptions>(io, async (context, options, [id]) => (await load()).show(context, id, options)),
    );
  one('continue')
    .description('go on with the rest after the first items')
    .action(remote(io, async (context, _options, [id]) => (await load()).goOn(context, id)));
  one('abort')
    .description('begin nothing more; what nobody has tried yet fails again as before')
    .option('--reason <text>', 'why, for the record')
    .option('-y, --yes', 'do not ask')
    .action(
      remote<AbortOptions>(io, async (context, options, [id]) => (await load()).abort(context, id, options)),
    );
  for (const [verb, what] of [
    ['pause', 'running'],
    ['resume', 'paused'],
    ['cancel', 'unfinished'],
  ] as const) {
    withActOptions(
      actions.command(verb).description(`${verb} all ${what} jobs that fit; prints the action`),
    ).action(remote<ActOptions>(io, async (context, options) => (await load()).move(context, verb, options)));
  }
}

function withActOptions(command: Command): Command {
  return withCommonOptions(command)
    .option('--job <id>', 'only this job; repeatable', appended)
    .option('--kind <kind>', 'only jobs of this kind; repeatable', appended)
    .option('--county <county>', 'only jobs of this county, such as "Blair, PA"; repeatable', appended)
    .option('--status <status>', 'only jobs in this status; repeatable', appended)
    .option('--name <text>', 'only jobs that are called so, or in part')
    .option('--made-by <who>', 'only jobs of this creator; me for yourself')
    .option('--made-since <time>', 'only jobs made since, such as 24h, 7d or a time')
    .option('--made-before <time>', 'only jobs made before')
    .option('--reason <text>', 'why, for the record; needed to cancel, and above 1,000')
    .option('--dry-run', 'only show what would be done')
    .option('-y, --yes', 'do not ask')
    .option('--wait', 'until it waits or is over')
    .option('--timeout <time>', TIMEOUT, duration)
    .option('--idempotency-key <key>', 'a repeat with the same key gives the same action');
}

const ACTION = 'id, or a beginning of it; may be left out when one is open';

function appended(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function number(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is not a number above 0.');
  return value;
}
