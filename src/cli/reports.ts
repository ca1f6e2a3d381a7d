/** The `reports` group: what batches of lookups amount to. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface ListReportsOptions extends CommonOptions {
  status?: string;
  limit: number;
  cursor?: string;
}

export interface SiteFilterOptions extends CommonOptions {
  /** False with `--no-eligible`. */
  eligible?: boolean;
  status?: string;
  state?: string;
  program?: string;
  device?: number;
  error?: string;
}

export interface ListSitesOptions extends SiteFilterOptions {
  sort: string;
  limit: number;
  cursor?: string;
}

export interface ExportReportOptions extends SiteFilterOptions {
  format: 'csv' | 'jsonl' | 'xlsx';
  out?: string;
}

export interface PrintOptions extends CommonOptions {
  out?: string;
}

const REPORT = 'id, a beginning of it, the name, or the id of its batch; may be left out when there is one';
const OUT = 'write to a file; it appears when it is complete';

/** Adds `reports list|show|sites|export|print`. */
export function registerReportCommands(program: Command, io: Io): void {
  const reports = program.command('reports').description('see what batches of lookups amount to');
  withCommonOptions(reports.command('list').description('list reports, newest first'))
    .addOption(
      new Option('--status <status>', 'only reports of this status').choices([
        'processing',
        'complete',
        'error',
      ]),
    )
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<ListReportsOptions>(io, async (context, options) =>
        (await import('./reports-read.ts')).list(context, options),
      ),
    );
  withCommonOptions(
    reports
      .command('show')
      .argument('[report]', REPORT)
      .description('totals, and sums by program, state and device'),
  ).action(
    remote(io, async (context, _options, args) => (await import('./reports-read.ts')).show(context, args[0])),
  );
  withFilters(
    withCommonOptions(
      reports.command('sites').argument('[report]', REPORT).description('list the sites of a report'),
    ),
  )
    .addOption(
      new Option('--sort <order>', 'as sent, by value or by when they were looked up; - turns it round')
        .choices(['row', '-row', 'value', '-value', 'time', '-time'])
        .default('row'),
    )
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .addHelpText('after', '\nWrite an order that turns round as --sort=-value.')
    .action(
      remote<ListSitesOptions>(io, async (context, options, args) =>
        (await import('./reports-sites.ts')).listSites(context, options, args[0]),
      ),
    );
  withFilters(
    withCommonOptions(
      reports.command('export').argument('[report]', REPORT).description('all sites, as they were sent'),
    ),
  )
    .addOption(
      new Option('--format <format>', 'of the file').choices(['csv', 'jsonl', 'xlsx']).default('csv'),
    )
    .option('-o, --out <file>', OUT)
    .action(
      remote<ExportReportOptions>(io, async (context, options, args) =>
        (await import('./reports-sites.ts')).exportSites(context, options, args[0]),
      ),
    );
  withCommonOptions(
    reports.command('print').argument('[report]', REPORT).description('the report as one HTML page to print'),
  )
    .option('-o, --out <file>', OUT)
    .action(
      remote<PrintOptions>(io, async (context, options, args) =>
        (await import('./reports-sites.ts')).print(context, options, args[0]),
      ),
    );
}

function withFilters(command: Command): Command {
  return command
    .option('--eligible', 'only sites that a program pays for')
    .option('--no-eligible', 'only sites that no program pays for')
    .addOption(new Option('--status <status>', 'only sites of this status').choices(['completed', 'failed']))
    .option('--state <code>', 'only sites of a state, such as CA')
    .option('--program <id>', 'only sites that are eligible for a program')
    .option('--device <number>', 'only sites where a device was asked for', deviceNumber)
    .option('--error <code>', 'only sites that failed with this');
}

function deviceNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write the number of a device, such as 1.');
}
