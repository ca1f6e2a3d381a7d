/** The `batch` group: county jobs, and batches of them for whoever works outside. */
import { type Command, Option } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface CreateOptions extends CommonOptions {
  county?: string[];
  state?: string;
  all?: boolean;
  size?: number;
  items?: number;
  strategy?: string;
  /** False with `--no-reuse`. */
  reuse?: boolean;
  start?: boolean;
  wait?: boolean;
  by?: string;
  idempotencyKey?: string;
}

export interface BatchListOptions extends CommonOptions {
  status?: string;
  type?: string;
  limit: number;
}

export interface StartOptions extends CommonOptions {
  by?: string;
}

export interface NextOptions extends CommonOptions {
  session?: string;
  limit?: number;
}

export interface UntilOptions extends CommonOptions {
  reason?: string;
}

const JOB = 'id, a beginning of it, or the name; may be left out when one job fits';
const NAMED_JOB = 'id, a beginning of it, or the name';
const LEASE = 'the lease that `batch next` gave';

/** Adds `batch create|list|start|next|report|release|pause-until`; the rest of a job's life is in `jobs`. */
export function registerBatchCommands(program: Command, io: Io): void {
  const batch = program.command('batch').description('county jobs: make them, and work them batch by batch');
  registerMaking(batch, io);
  registerWorking(batch, io);
}

function registerMaking(batch: Command, io: Io): void {
  withCommonOptions(
    batch.command('create').argument('<type>', 'such as regrid_scraping').description('make a county job'),
  )
    .option('--county <name...>', 'such as "Blair, PA", a FIPS code or an id; several make one job')
    .option('--state <code>', 'all counties of a state, such as PA')
    .option('--all', 'all counties')
    .option('--size <n>', "items of one batch; the type's own by default", wholeNumber)
    .option('--items <n>', 'only the first so many items', wholeNumber)
    .addOption(
      new Option('--strategy <strategy>', 'order of the items').choices([
        'sequential',
        'round_robin',
        'auction_date',
      ]),
    )
    .option('--no-reuse', 'ask services anew for what they answered to earlier jobs')
    .option('--start', 'start it, too')
    .option('--wait', 'start it, and follow it to its end')
    .option('--by <driver>', 'with --start or --wait: who works it: worker, n8n or agent')
    .option('--idempotency-key <key>', 'a repeat with the same key gives the same job')
    .action(
      remote<CreateOptions>(io, async (context, options, args) =>
        (await import('./batch-jobs.ts')).create(context, options, args),
      ),
    );
  withCommonOptions(batch.command('list').description('list county jobs, the newest first'))
    .addOption(new Option('--status <status>', 'only these').choices(['active', 'completed', 'failed']))
    .option('--type <type>', 'such as regrid_scraping')
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .action(
      remote<BatchListOptions>(io, async (context, options) =>
        (await import('./batch-jobs.ts')).list(context, options),
      ),
    );
  withCommonOptions(batch.command('start').argument('[job]', JOB).description('start a county job'))
    .addOption(
      new Option('--by <who>', "who works it; the type's own by default").choices(['worker', 'n8n', 'agent']),
    )
    .action(
      remote<StartOptions>(io, async (context, options, args) =>
        (await import('./batch-jobs.ts')).start(context, options, args),
      ),
    );
  withCommonOptions(
    batch
      .command('pause-until')
      .argument('<job>', NAMED_JOB)
      .argument('<time>', 'such as 2026-11-23T08:00:00Z; "never" takes the time away')
      .description('pause a job, which then goes on by itself'),
  )
    .option('--reason <text>', 'why, for the record')
    .action(
      remote<UntilOptions>(io, async (context, options, args) =>
        (await import('./batch-jobs.ts')).pauseUntil(context, options, args),
      ),
    );
}

function registerWorking(batch: Command, io: Io): void {
  withCommonOptions(
    batch
      .command('next')
      .argument('[job]', JOB)
      .description('take the next batch; prints its lease and items as JSON'),
  )
    .option('--session <name>', 'your name: you get your own unreported items again')
    .option('--limit <n>', 'most items', wholeNumber)
    .action(
      remote<NextOptions>(io, async (context, options, args) =>
        (await import('./batch-work.ts')).next(context, options, args),
      ),
    );
  withCommonOptions(
    batch
      .command('report')
      .argument('<job>', NAMED_JOB)
      .argument('<lease>', LEASE)
      .argument('[file]', 'JSON lines or an array of {item_id, outcome, finding}; - for standard input', '-')
      .description('report what became of items of a batch'),
  ).action(
    remote(io, async (context, _options, args) => (await import('./batch-work.ts')).report(context, args)),
  );
  withCommonOptions(
    batch
      .command('release')
      .argument('<job>', NAMED_JOB)
      .argument('<lease>', LEASE)
      .description('hand the unreported items of a batch back'),
  ).action(
    remote(io, async (context, _options, args) => (await import('./batch-work.ts')).release(context, args)),
  );
}
