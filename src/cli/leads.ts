/** The `leads` group: searches of PropertyRadar, what they brought, and who wants no mail. */
import type { Command } from 'commander';
import { collect } from './auth.ts';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface SearchOptions extends CommonOptions {
  criteria?: string;
  where?: string[];
  search?: string;
  batchSize?: number;
  most?: number;
}

export interface ImportLeadsOptions extends SearchOptions {
  name?: string;
  /** False with `--no-reuse`. */
  reuse?: boolean;
  reuseDays?: number;
  wait?: boolean;
  timeout?: number;
  yes?: boolean;
}

export interface LeadFilterOptions extends CommonOptions {
  job?: string;
  state?: string;
  county?: string;
  city?: string;
  zip?: string;
  owner?: string;
  minEquity?: number;
  layout?: string;
}

export interface ListLeadsOptions extends LeadFilterOptions {
  limit: number;
  cursor?: string;
}

export interface ExportLeadsOptions extends LeadFilterOptions {
  out?: string;
  background?: boolean;
  check?: boolean;
}

export interface ReconcileOptions extends CommonOptions {
  verdict?: string;
  records?: string;
  items?: string[];
  reason?: string;
}

export interface UnwantedOptions extends CommonOptions {
  radarId?: string;
  address?: string;
  city?: string;
  state?: string;
  zip?: string;
  name?: string;
  reason?: string;
}

/** Adds `leads import|preview|list|export|reconcile|searches|do-not-mail`. */
export function registerLeadCommands(program: Command, io: Io): void {
  const leads = program.command('leads').description('find, buy, list and export leads');
  withSearch(
    withCommonOptions(
      leads.command('preview').description('how many a search finds, in how many calls, at what price'),
    ),
  ).action(
    remote<SearchOptions>(io, async (context, options) =>
      (await import('./leads-import.ts')).preview(context, options),
    ),
  );
  withSearch(
    withCommonOptions(
      leads.command('import').description('buy what a search finds; prints the id of the job'),
    ),
  )
    .option('--name <name>', 'what the job is called')
    .option('--no-reuse', 'buy records anew that are stored and fresh')
    .option('--reuse-days <days>', 'how long a stored record counts as fresh', wholeNumber)
    .option('-y, --yes', 'do not ask')
    .option('--wait', 'follow the job to its end')
    .option('--timeout <seconds>', 'of --wait', wholeNumber)
    .action(
      remote<ImportLeadsOptions>(io, async (context, options) =>
        (await import('./leads-import.ts')).importLeads(context, options),
      ),
    );
  registerReads(leads, io);
  withCommonOptions(
    leads
      .command('reconcile')
      .argument('<job>', 'id of the import')
      .description('show purchases whose answers never came, or say what became of them'),
  )
    .option('--verdict <verdict>', 'completed, failed (charged and lost) or retry (nothing was charged)')
    .option('--records <file>', 'with completed: the records as JSON, a list or one a line; - reads stdin')
    .option('--items <seq>', 'only these items; repeatable', collect)
    .option('--reason <text>', 'where it was looked up')
    .action(
      remote<ReconcileOptions>(io, async (context, options, args) =>
        (await import('./leads-import.ts')).reconcile(context, options, args),
      ),
    );
  registerSearches(leads, io);
  registerUnwanted(leads, io);
}

function registerReads(leads: Command, io: Io): void {
  withFilters(withCommonOptions(leads.command('list').description('list leads, the newest first')))
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<ListLeadsOptions>(io, async (context, options) =>
        (await import('./leads-read.ts')).list(context, options),
      ),
    );
  withFilters(
    withCommonOptions(
      leads.command('export').description('leads as CSV, without those on the do-not-mail list'),
    ),
  )
    .option('--layout <layout>', 'full, propertyradar, site_and_mail or mailing')
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .option('--background', 'have a job do it; prints its id')
    .option('--check', 'with --background: start nothing, say what it would be')
    .action(
      remote<ExportLeadsOptions>(io, async (context, options) =>
        (await import('./leads-read.ts')).exportLeads(context, options),
      ),
    );
}

function registerSearches(leads: Command, io: Io): void {
  const searches = leads.command('searches').description('keep searches under names');
  withCommonOptions(searches.command('list', { isDefault: true }).description('list them')).action(
    remote<CommonOptions>(io, async (context) => (await import('./leads-keep.ts')).listSearches(context)),
  );
  withCommonOptions(searches.command('save').argument('<name>').description('keep criteria under a name'))
    .option('--criteria <json>', 'a JSON list, or @FILE')
    .option('--where <name=json>', 'one criterion, such as State=["PA"]; repeatable', collect)
    .action(
      remote<SearchOptions>(io, async (context, options, args) =>
        (await import('./leads-keep.ts')).saveSearch(context, options, args),
      ),
    );
  withCommonOptions(
    searches.command('delete').argument('<search>', 'id or name').description('forget one'),
  ).action(
    remote<CommonOptions>(io, async (context, _options, args) =>
      (await import('./leads-keep.ts')).deleteSearch(context, args),
    ),
  );
}

function registerUnwanted(leads: Command, io: Io): void {
  const unwanted = leads.command('do-not-mail').description('keep who wants no mail');
  withCommonOptions(unwanted.command('list', { isDefault: true }).description('list them as CSV')).action(
    remote<CommonOptions>(io, async (context) => (await import('./leads-keep.ts')).listUnwanted(context)),
  );
  withCommonOptions(unwanted.command('add').description('a lead by its RadarID, or an address'))
    .option('--radar-id <id>', 'a lead')
    .option('--address <street>', 'an address, with --zip, or --city and --state')
    .option('--city <city>')
    .option('--state <state>')
    .option('--zip <zip>')
    .option('--name <name>', 'for people to read')
    .option('--reason <text>')
    .action(
      remote<UnwantedOptions>(io, async (context, options) =>
        (await import('./leads-keep.ts')).addUnwanted(context, options),
      ),
    );
  withCommonOptions(
    unwanted
      .command('import')
      .argument('<file>', 'CSV with radar_id, or address with zip or city and state; - reads stdin')
      .description('put all lines of a file on the list'),
  ).action(
    remote<CommonOptions>(io, async (context, _options, args) =>
      (await import('./leads-keep.ts')).importUnwanted(context, args),
    ),
  );
  withCommonOptions(
    unwanted.command('remove').argument('<id>').description('take a line off the list'),
  ).action(
    remote<CommonOptions>(io, async (context, _options, args) =>
      (await import('./leads-keep.ts')).removeUnwanted(context, args),
    ),
  );
}

function withSearch(command: Command): Command {
  return command
    .option('--criteria <json>', 'the criteria as a JSON list, or @FILE')
    .option('--where <name=json>', 'one criterion, such as EquityPercent=[[50,null]]; repeatable', collect)
    .option('--search <name>', 'a saved search, by name or id')
    .option('--batch-size <n>', 'records bought in one request, 1 to 500', wholeNumber)
    .option('--most <n>', 'at most so many records', wholeNumber);
}

function withFilters(command: Command): Command {
  return command
    .option('--job <id>', 'what this job brought')
    .option('--state <state>', 'code or name')
    .option('--county <county>', 'id, FIPS code, or name such as "Blair, PA"')
    .option('--city <city>')
    .option('--zip <zip>')
    .option('--owner <text>', "how the owner's name begins")
    .option('--min-equity <percent>', 'at least so much equity', wholeNumber);
}
