/** The `sales` group: the sales that counties announce. */
import { type Command, InvalidArgumentError } from 'commander';
import { collect } from './auth.ts';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { OutOptions } from './documents.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';
import type { ImportOptions } from './properties.ts';

export interface SaleOptions extends CommonOptions {
  county?: string;
  type?: string;
  date?: string;
  deadline?: string;
  platform?: string;
  deposit?: number;
  properties?: number;
  status?: string;
}

export interface SaleFilterOptions extends CommonOptions {
  county?: string;
  state?: string;
  type?: string;
  status?: string;
  from?: string;
  to?: string;
}

export interface ListSalesOptions extends SaleFilterOptions {
  limit: number;
  cursor?: string;
}

const COUNTY = 'id, FIPS code, or name such as "Blair, PA"';
const TYPE = 'upset, judicial, repository or tax_certificate';
const STATUS = 'scheduled, postponed, cancelled or completed';

/** Adds `sales add|change|import|list|export`. */
export function registerSaleCommands(program: Command, io: Io): void {
  const sales = program.command('sales').description('keep the sales that counties announce');
  withDetails(
    withCommonOptions(sales.command('add').description('add a sale, or say more of one; prints the id'))
      .requiredOption('--county <county>', COUNTY)
      .requiredOption('--type <type>', TYPE)
      .requiredOption('--date <day>', 'such as 2027-09-15'),
  ).action(
    remote<SaleOptions>(io, async (context, options) =>
      (await import('./sales-actions.ts')).add(context, options),
    ),
  );
  withDetails(
    withCommonOptions(sales.command('change').argument('<sale>', 'id').description('change a sale')).option(
      '--date <day>',
      'the new day',
    ),
  ).action(
    remote<SaleOptions>(io, async (context, options, args) =>
      (await import('./sales-actions.ts')).change(context, options, args),
    ),
  );
  registerImport(sales, io);
  withFilters(withCommonOptions(sales.command('list').description('list sales, earliest first')))
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<ListSalesOptions>(io, async (context, options) =>
        (await import('./sales-actions.ts')).list(context, options),
      ),
    );
  withFilters(
    withCommonOptions(sales.command('export').description('all sales as CSV, which an import takes again')),
  )
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<SaleFilterOptions & OutOptions>(io, async (context, options) =>
        (await import('./sales-actions.ts')).exportCsv(context, options),
      ),
    );
}

function registerImport(sales: Command, io: Io): void {
  withCommonOptions(
    sales
      .command('import')
      .argument('<file>', 'CSV file, also gzipped; - reads stdin')
      .description('store the sales of a list'),
  )
    .option('--county <county>', `of rows that name none: ${COUNTY}`)
    .option(
      '--map <column=field>',
      'what a column means (#2 = second column; field none = leave out)',
      collect,
    )
    .option('--name <name>', 'what the file is called; its own name by default')
    .option('--check', 'store nothing; say what would become of the rows (exit code 5 when any is bad)')
    .addHelpText(
      'after',
      '\nFields: county, state, sale_type, sale_date, registration_deadline, platform, deposit_required,\n' +
        'property_count, status. A sale is known by its county, type and day.\n' +
        'Exit codes: 0 done; 5 the file cannot be used, or --check found bad rows; 6 some rows were refused.',
    )
    .action(
      remote<ImportOptions>(io, async (context, options, args) =>
        (await import('./properties-import.ts')).importFile(context, options, args, 'upcoming-sales'),
      ),
    );
}

function withDetails(command: Command): Command {
  return command
    .option('--deadline <day>', 'last day to register')
    .option('--platform <text>', 'where it is held')
    .option('--deposit <dollars>', 'deposit that bidders need', dollars)
    .option('--properties <n>', 'how many properties', wholeNumber)
    .option('--status <status>', STATUS);
}

function withFilters(command: Command): Command {
  return command
    .option('--county <county>', COUNTY)
    .option('--state <state>', 'code or name')
    .option('--type <type>', TYPE)
    .option('--status <status>', STATUS)
    .option('--from <day>', 'on this day or later')
    .option('--to <day>', 'on this day or earlier');
}

function dollars(text: string): number {
  if (/^\$?\d{1,3}(,?\d{3})*(\.\d{1,2})?$/.test(text)) return Number(text.replaceAll(/[$,]/g, ''));
  throw new InvalidArgumentError('Write an amount such as 500 or 1,250.50.');
}
