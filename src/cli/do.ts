/** `do`: a sentence in plain words. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';

export interface DoOptions extends CommonOptions {
  preview?: boolean;
  session?: string;
}

/** Adds `do`. */
export function registerDo(program: Command, io: Io): void {
  withCommonOptions(
    program
      .command('do')
      .argument('<words...>', 'such as "Start regrid_scraping for Blair County, PA in batches of 50"')
      .description('do what a sentence says; `lotline do help` shows what can be said'),
  )
    .option('--preview', 'say what was understood and what it would do, and do nothing')
    .option('--session <id>', 'the session that speaks: its job is meant before others (LOTLINE_SESSION)')
    .action(
      remote<DoOptions>(io, async (context, options, args) =>
        (await import('./do-action.ts')).say(context, options, args),
      ),
    );
}
