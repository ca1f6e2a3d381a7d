/** The options of `lookups correct`. */
import type { Command } from 'commander';
import { collect } from './auth.ts';
import { remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { duration, TIMEOUT, type WaitOptions } from './jobs.ts';

export interface CorrectOptions extends WaitOptions {
  preview?: boolean;
  append?: boolean;
  map?: string[];
  reason?: string;
}

/** Adds `lookups correct`. */
export function registerCorrect(lookups: Command, io: Io): void {
  withCommonOptions(
    lookups
      .command('correct')
      .argument('<file>', 'a download, corrected: CSV or JSON lines (.jsonl), also gzipped; - reads stdin')
      .argument('[job]', 'id, a beginning of it, or the name; may be left out when there is one job')
      .description('run again what changed in a file, or failed, inside the same job'),
  )
    .option('--preview', 'only say what would become of the rows; nothing changes')
    .option('--append', 'rows that are not of this job become new ones at its end')
    .option(
      '--map <column=field>',
      'what a column means, when the job does not know (#2 = second column; field none = leave out)',
      collect,
    )
    .option('--reason <text>', 'kept in the history of the job')
    .option('--wait', 'wait until the job is finished')
    .option('--timeout <time>', TIMEOUT, duration)
    .addHelpText('after', HELP)
    .action(
      remote<CorrectOptions>(io, async (context, options, args) =>
        (await import('./lookups-correct.ts')).correct(context, options, args),
      ),
    );
}

const HELP = `
Rows are known by their reference_id, else by the column row_number of a download, so they may be sorted and left
out. Result columns are passed over. Prints the id of the job; what became of the rows goes to stderr.

Exit codes: 0 done; 6 some rows were not taken; 5 the file cannot be used, or --preview found such rows; with --wait
also 2 cancelled, 6 finished but not every row succeeded, 8 timeout.`;
