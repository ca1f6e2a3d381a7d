/** `workers`, `drain`, `queues`, `stuck`, `attention`, `pending`: what whoever keeps the work going looks at and does. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

export interface OrderOptions extends CommonOptions {
  reason?: string;
  yes?: boolean;
}

export interface StuckOptions extends OrderOptions {
  dryRun?: boolean;
  action?: string;
}

/** Adds the commands of operations. */
export function registerOpsCommands(program: Command, io: Io): void {
  registerWorkers(program, io);
  registerQueues(program, io);
  const actions = () => import('./ops-actions.ts');
  withCommonOptions(
    program
      .command('stuck')
      .argument('[id]', 'do something about this one, as the list shows it')
      .description('work that does not move, and the one safe thing to do about each'),
  )
    .option(
      '--action <word>',
      'release, requeue, mark_failed, resume or pause_queue; what is advised by default',
    )
    .option('--dry-run', 'only say what would happen')
    .option('--reason <text>', 'kept in the audit trail')
    .option('-y, --yes', 'do not ask')
    .action(
      remote<StuckOptions>(io, async (context, options, [id]) =>
        id === undefined
          ? (await actions()).stuck(context)
          : (await actions()).settleStuck(context, id, options),
      ),
    );
  withCommonOptions(
    program.command('attention').description('what needs somebody; nothing when all is well'),
  ).action(remote<CommonOptions>(io, async (context) => (await actions()).attention(context)));
  withCommonOptions(
    program
      .command('pending')
      .argument('[type]', 'county by county, such as regrid_scraping, or all')
      .description('what waits to be made into jobs, and what it would take'),
  ).action(
    remote<CommonOptions>(io, async (context, _options, [type]) =>
      type === undefined ? (await actions()).pending(context) : (await actions()).pendingOf(context, type),
    ),
  );
}

function registerWorkers(program: Command, io: Io): void {
  const actions = () => import('./ops-actions.ts');
  const workers = program.command('workers').description('the workers, and what they are told');
  withCommonOptions(
    workers
      .command('list', { isDefault: true })
      .argument('[id]', 'only this one, with the batches of yours that it holds')
      .description('how they are, what they hold'),
  ).action(
    remote<CommonOptions>(io, async (context, _options, [id]) =>
      id === undefined ? (await actions()).workers(context) : (await actions()).worker(context, id),
    ),
  );
  const order = (parent: Command, verb: 'drain' | 'stop' | 'resume', description: string) =>
    withCommonOptions(
      parent.command(verb).argument('<worker>', 'as workers shows it').description(description),
    )
      .option('--reason <text>', 'kept in the audit trail')
      .option('-y, --yes', 'do not ask')
      .action(
        remote<OrderOptions>(io, async (context, options, [id = '']) =>
          (await actions()).order(context, verb, id, options),
        ),
      );
  order(workers, 'drain', 'finish what runs, take nothing more');
  order(workers, 'stop', 'finish what runs, and end');
  order(workers, 'resume', 'go on after a drain');
  order(program, 'drain', 'let a worker finish what runs and take nothing more');
}

function registerQueues(program: Command, io: Io): void {
  const actions = () => import('./ops-actions.ts');
  const queues = program.command('queues').description('your work by kind: what waits, how fast it goes');
  withCommonOptions(
    queues
      .command('list', { isDefault: true })
      .argument('[kind]', 'only this one, such as regrid_scraping')
      .description('what waits, how fast it goes, who can do it'),
  ).action(
    remote<CommonOptions>(io, async (context, _options, [kind]) =>
      kind === undefined ? (await actions()).queues(context) : (await actions()).queue(context, kind),
    ),
  );
  const change = (name: string, description: string) =>
    withCommonOptions(
      queues.command(name).argument('<kind>', 'such as regrid_scraping').description(description),
    ).option('--reason <text>', 'kept in the audit trail');
  for (const verb of ['pause', 'resume'] as const) {
    change(
      verb,
      verb === 'pause' ? 'let our workers take nothing more of it' : 'let them take it again',
    ).action(
      remote<OrderOptions>(io, async (context, { reason }, [kind = '']) =>
        (await actions()).changeQueue(context, kind, { paused: verb === 'pause', reason }),
      ),
    );
  }
  change('set', 'change how much of it may run at once')
    .argument('<name=value>', 'concurrency=4, or concurrency=none for no bound')
    .action(
      remote<OrderOptions>(io, async (context, { reason }, [kind = '', text = '']) =>
        (await actions()).setQueue(context, kind, text, reason),
      ),
    );
}
