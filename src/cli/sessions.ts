/** The `sessions` group: sessions of agents, short by nature, that leave nothing behind but a note. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface ListOptions extends CommonOptions {
  open?: boolean;
  mine?: boolean;
  job?: string;
  limit: number;
  after?: string;
}

export interface StartOptions extends CommonOptions {
  name?: string;
  job?: string;
  items?: number;
  tokens?: number;
}

export interface EndOptions extends CommonOptions {
  note?: string;
}

export interface ResumeOptions extends StartOptions {
  maxTokens: number;
  read?: boolean;
}

const SESSION = 'id of the session, or a beginning of it; may be left out when one is open';

/** Adds `sessions list|show|start|end|resume`. */
export function registerSessionCommands(program: Command, io: Io): void {
  const sessions = program.command('sessions').description('see, begin and end sessions of agents');
  const load = () => import('./sessions-actions.ts');
  withCommonOptions(sessions.command('list').description('list sessions, newest first'))
    .option('--open', 'only those that have not ended')
    .option('--mine', 'only those of this key')
    .option('--job <id>', 'only those that worked on this job')
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .option('--after <id>', 'go on after this one')
    .action(remote<ListOptions>(io, async (context, options) => (await load()).list(context, options)));
  withCommonOptions(
    sessions.command('show').argument('[session]', SESSION).description('show what a session did and holds'),
  ).action(remote(io, async (context, _options, args) => (await load()).show(context, args)));
  withBudget(
    withCommonOptions(sessions.command('start').description('begin a session')).option(
      '--job <id>',
      'the job it is for',
    ),
  ).action(remote<StartOptions>(io, async (context, options) => (await load()).start(context, options)));
  withCommonOptions(
    sessions
      .command('end')
      .argument('[session]', SESSION)
      .description('hand back what a session holds, and end it'),
  )
    .option('--note <text>', 'for whoever continues')
    .action(
      remote<EndOptions>(io, async (context, options, args) => (await load()).end(context, options, args)),
    );
  withBudget(
    withCommonOptions(
      sessions
        .command('resume')
        .description('resume the job that was worked last, in a new session, and show where it stands'),
    ).option('--job <id>', 'this job instead'),
  )
    .option('--max-tokens <n>', 'longest answer, a token being four characters', wholeNumber, 2000)
    .option('--read', 'only show it: resume nothing, begin no session')
    .action(remote<ResumeOptions>(io, async (context, options) => (await load()).resume(context, options)));
}

function withBudget(command: Command): Command {
  return command
    .option('--name <name>', 'what it is called')
    .option('--items <n>', 'its budget in items', wholeNumber)
    .option('--tokens <n>', 'its budget in tokens', wholeNumber);
}
