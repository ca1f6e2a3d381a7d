/** The `properties` group: lists of properties in and out. */
import { type Command, InvalidArgumentError } from 'commander';
import { collect } from './auth.ts';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';

export interface FilterOptions extends CommonOptions {
  county?: string;
  state?: string;
  auctionStatus?: string;
  validation?: string;
  /** False with `--no-regrid`. */
  regrid?: boolean;
  parcel?: string;
  address?: string;
  import?: string;
}

export interface ListPropertiesOptions extends FilterOptions {
  limit: number;
  cursor?: string;
}

export interface ExportOptions extends FilterOptions {
  out?: string;
}

export interface ImportOptions extends CommonOptions {
  county?: string;
  map?: string[];
  const?: string[];
  document?: string;
  /** Of documents. */
  type?: string;
  name?: string;
  check?: boolean;
}

/** Adds `properties import|list|show|export`. */
export function registerPropertyCommands(program: Command, io: Io): void {
  const properties = program.command('properties').description('import and see properties');
  registerImport(properties, io);
  withFilters(withCommonOptions(properties.command('list').description('list properties, county by county')))
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<ListPropertiesOptions>(io, async (context, options) =>
        (await import('./properties-read.ts')).list(context, options),
      ),
    );
  withCommonOptions(
    properties
      .command('show')
      .argument('<property>', 'id or parcel number')
      .description('show one property with what was found out of it'),
  )
    .option('--county <county>', 'of the parcel number: id, FIPS code, or name such as "Blair, PA"')
    .action(
      remote<FilterOptions>(io, async (context, options, args) =>
        (await import('./properties-read.ts')).show(context, options, args),
      ),
    );
  withFilters(
    withCommonOptions(
      properties.command('export').description('all properties as CSV, which an import takes again'),
    ),
  )
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<ExportOptions>(io, async (context, options) =>
        (await import('./properties-read.ts')).exportCsv(context, options),
      ),
    );
}

function registerImport(properties: Command, io: Io): void {
  withCommonOptions(
    properties
      .command('import')
      .argument('<file>', 'CSV file, or JSON lines (.jsonl, .ndjson), also gzipped; - reads stdin')
      .description('store the properties of a file, up to 1,000,000 rows'),
  )
    .option('--county <county>', 'of rows that name none: id, FIPS code, or name such as "Blair, PA"')
    .option(
      '--map <column=field>',
      'what a column means (#2 = second column; field none = leave out)',
      collect,
    )
    .option('--const <field=value>', 'for rows that say nothing of their own: sale_type=upset', collect)
    .option('--document <id>', 'the document that the rows were read from')
    .option('--name <name>', 'what the file is called; its own name by default')
    .option('--check', 'store nothing; say what would become of the rows (exit code 5 when any is bad)')
    .addHelpText('after', IMPORT_HELP)
    .action(
      remote<ImportOptions>(io, async (context, options, args) =>
        (await import('./properties-import.ts')).importFile(context, options, args),
      ),
    );
}

const IMPORT_HELP = `
Prints the id of the import; everything else goes to stderr. A property is known by its county and parcel number, or
without one by its address: the same file again changes nothing twice, and what a row does not say stays as it is.

Fields: parcel_id, property_address (or street_number, street_direction, street_name, street_suffix, unit), city,
postal_code, county, state, owner_name, tax_amount, total_due, tax_year, sale_type, sale_date, auction_status.

Exit codes: 0 done; 5 the file cannot be used, or --check found bad rows; 6 some rows were refused.`;

function withFilters(command: Command): Command {
  return command
    .option('--county <county>', 'id, FIPS code, or name such as "Blair, PA"')
    .option('--state <state>', 'code or name')
    .option(
      '--auction-status <status>',
      'active, expired, sold or withdrawn',
      oneOf('active', 'expired', 'sold', 'withdrawn'),
    )
    .option(
      '--validation <verdict>',
      'approved, caution, reject or none',
      oneOf('approved', 'caution', 'reject', 'none'),
    )
    .option('--regrid', 'only those with Regrid data')
    .option('--no-regrid', 'only those without')
    .option('--parcel <number>', 'the whole parcel number')
    .option('--address <text>', 'how the address begins')
    .option('--import <id>', 'what this import made or changed last');
}

function oneOf(...words: string[]): (text: string) => string {
  return (text) => {
    if (words.includes(text.toLowerCase())) return text.toLowerCase();
    throw new InvalidArgumentError(`Choose ${words.join(', ')}.`);
  };
}
