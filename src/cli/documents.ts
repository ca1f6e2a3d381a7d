/** The `documents` group: what counties publish, in and out. */
import type { Command } from 'commander';
import { collect } from './auth.ts';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './jobs.ts';
import type { ImportOptions } from './properties.ts';

export interface AddDocumentOptions extends CommonOptions {
  county: string;
  type: string;
  title?: string;
  published?: string;
  name?: string;
}

export interface DocumentFilterOptions extends CommonOptions {
  county?: string;
  state?: string;
  type?: string;
  status?: string;
}

export interface ListDocumentsOptions extends DocumentFilterOptions {
  limit: number;
  cursor?: string;
}

export interface OutOptions extends CommonOptions {
  out?: string;
}

export interface DocumentRowsOptions extends OutOptions {
  page?: number;
  doubtful?: number;
  refused?: boolean;
  csv?: boolean;
  limit: number;
  cursor?: string;
}

const COUNTY = 'id, FIPS code, or name such as "Blair, PA"';
const TYPE = 'property_list, legal_notice or registration';

/** Adds `documents add|import|list|show|rows|download|export`. */
export function registerDocumentCommands(program: Command, io: Io): void {
  const documents = program.command('documents').description('keep and fetch what counties publish');
  withCommonOptions(
    documents
      .command('add')
      .argument('<file-or-url>', 'a file, - for stdin, or an http(s) address, which is kept, not fetched')
      .description('store a file or register an address; prints the id'),
  )
    .requiredOption('--county <county>', COUNTY)
    .option('--type <type>', TYPE, 'property_list')
    .option('--title <title>', 'made of the name by default')
    .option('--published <day>', 'when it was published, such as 2026-08-01')
    .option('--name <name>', 'what the file is called; its own name by default')
    .action(
      remote<AddDocumentOptions>(io, async (context, options, args) =>
        (await import('./documents-add.ts')).add(context, options, args),
      ),
    );
  registerImport(documents, io);
  withFilters(withCommonOptions(documents.command('list').description('list documents, newest first')))
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<ListDocumentsOptions>(io, async (context, options) =>
        (await import('./documents-read.ts')).list(context, options),
      ),
    );
  registerReadings(documents, io);
  withCommonOptions(
    documents.command('download').argument('<document>', 'id').description('get the file of a document'),
  )
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<OutOptions>(io, async (context, options, args) =>
        (await import('./documents-read.ts')).download(context, options, args),
      ),
    );
  withFilters(withCommonOptions(documents.command('export').description('all documents as CSV')))
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<DocumentFilterOptions & OutOptions>(io, async (context, options) =>
        (await import('./documents-read.ts')).exportCsv(context, options),
      ),
    );
}

/** What was read out of a document. */
function registerReadings(documents: Command, io: Io): void {
  withCommonOptions(
    documents
      .command('show')
      .argument('<document>', 'id')
      .description('one document, and how far it was read or why it was not'),
  ).action(
    remote<CommonOptions>(io, async (context, options, args) =>
      (await import('./documents-rows.ts')).show(context, options, args),
    ),
  );
  withCommonOptions(
    documents
      .command('rows')
      .argument('<document>', 'id')
      .description('the rows that were read out of a document, with page and confidence'),
  )
    .option('--page <n>', 'of that page', wholeNumber)
    .option('--doubtful <n>', 'no surer than this, of 100', wholeNumber)
    .option('--refused', 'only those that became no property')
    .option('--csv', 'all of them as CSV')
    .option('-o, --out <file>', 'all of them as CSV, to a file')
    .option('--limit <n>', 'how many', wholeNumber, 100)
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(
      remote<DocumentRowsOptions>(io, async (context, options, args) =>
        (await import('./documents-rows.ts')).rows(context, options, args),
      ),
    );
}

function registerImport(documents: Command, io: Io): void {
  withCommonOptions(
    documents
      .command('import')
      .argument('<file>', 'CSV file, also gzipped; - reads stdin')
      .description('register the addresses of a list of documents'),
  )
    .option('--county <county>', `of rows that name none: ${COUNTY}`)
    .option('--type <type>', `of rows that name none: ${TYPE}`)
    .option(
      '--map <column=field>',
      'what a column means (#2 = second column; field none = leave out)',
      collect,
    )
    .option('--name <name>', 'what the file is called; its own name by default')
    .option('--check', 'store nothing; say what would become of the rows (exit code 5 when any is bad)')
    .addHelpText(
      'after',
      '\nFields: county, state, document_type, title, url, publication_date.\n' +
        'Exit codes: 0 done; 5 the file cannot be used, or --check found bad rows; 6 some rows were refused.',
    )
    .action(
      remote<ImportOptions>(io, async (context, options, args) =>
        (await import('./properties-import.ts')).importFile(context, options, args, 'documents'),
      ),
    );
}

function withFilters(command: Command): Command {
  return command
    .option('--county <county>', COUNTY)
    .option('--state <state>', 'code or name')
    .option('--type <type>', TYPE)
    .option('--status <status>', 'of its parsing: pending, in_progress, completed or failed');
}
