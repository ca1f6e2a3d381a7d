/** The `counties` group: every county there is, and the one that a name means. */
import type { Command } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface CountiesOptions extends CommonOptions {
  state?: string;
  limit: number;
  cursor?: string;
}

/** Adds `counties list|find`. */
export function registerCountyCommands(program: Command, io: Io): void {
  const counties = program.command('counties').description('find counties');
  withCommonOptions(counties.command('list').description('list counties by state and name'))
    .option('--state <state>', 'only of this state: code or name')
    .option('--limit <n>', 'how many', wholeNumber, 100)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<CountiesOptions>(io, async (context, options) =>
        (await import('./counties-read.ts')).list(context, options),
      ),
    );
  withCommonOptions(
    counties
      .command('find')
      .argument('<name...>', 'as you would write it: blair, pa; "St. Clair"; a FIPS code')
      .description('say which county a name means (exit code 3: none, 7: several)'),
  ).action(
    remote(io, async (context, _options, args) => (await import('./counties-read.ts')).find(context, args)),
  );
}
