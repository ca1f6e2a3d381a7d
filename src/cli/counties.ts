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

export interface ResultsOptions extends CommonOptions {
  verdict?: string;
  out?: string;
}

export interface RunOptions extends CommonOptions {
  document?: string;
  steps?: string;
  out?: string;
}

/** Adds `counties list|find|results|run`. */
export function registerCountyCommands(program: Command, io: Io): void {
  const counties = program.command('counties').description('find counties, work them, see what was found');
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
  withCommonOptions(
    counties
      .command('results')
      .argument('<name...>', 'as you would write it, or a FIPS code')
      .description('what was found out of the properties of a county, as CSV'),
  )
    .option('--verdict <verdict>', 'only these: approved, caution, reject or none')
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<ResultsOptions>(io, async (context, options, args) =>
        (await import('./counties-run.ts')).results(context, options, args),
      ),
    );
  withCommonOptions(
    counties
      .command('run')
      .argument('<name...>', 'as you would write it, or a FIPS code')
      .description('all steps of a county, one after the other: from its sale list to bids'),
  )
    .option('--document <file>', 'its sale list (PDF), added first')
    .option('--steps <types>', 'only these, such as regrid_scraping,visual_validation')
    .option('-o, --out <file>', 'write the results to a CSV file at the end')
    .action(
      remote<RunOptions>(io, async (context, options, args) =>
        (await import('./counties-run.ts')).run(context, options, args),
      ),
    );
}
