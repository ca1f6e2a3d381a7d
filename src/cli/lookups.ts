/** The `lookups` group: a CSV file of addresses in, a CSV file of results out. */
import { type Command, InvalidArgumentError } from 'commander';
import type { CsvDelimiter } from '../base/csv-delimiter.ts';
import type { TextEncoding } from '../base/decode-text.ts';
import { collect } from './auth.ts';
import { type CommonOptions, remote, withCommonOptions } from './context.ts';
import type { Io } from './io.ts';
import { duration, TIMEOUT, type WaitOptions, wholeNumber } from './jobs.ts';
import { registerCorrect } from './lookups-correct-command.ts';

export interface UploadOptions extends WaitOptions {
  map?: string[];
  const?: string[];
  name?: string;
  asOf?: string;
  spacingMs?: number;
  /** False with `--no-reuse`. */
  reuse?: boolean;
  deviceIds?: string;
  buildingType?: string;
  encoding?: TextEncoding;
  delimiter?: CsvDelimiter;
  check?: boolean;
  resume?: string;
  idempotencyKey?: string;
}

export interface DownloadOptions extends CommonOptions {
  failed?: boolean;
  latestGood?: boolean;
  status?: string;
  format: 'csv' | 'jsonl';
  out?: string;
}

/** Adds `lookups upload|download|correct|template`. */
export function registerLookupCommands(program: Command, io: Io): void {
  const lookups = program.command('lookups').description('look up incentives for a file of addresses');
  registerUpload(lookups, io);
  withCommonOptions(
    lookups
      .command('download')
      .argument('[job]', 'id, a beginning of it, or the name; may be left out when there is one job')
      .description('get every row back: the original columns, then status, error and result'),
  )
    .option('--failed', 'only rows that did not succeed')
    .option(
      '--status <status>',
      'only rows in this state: pending, processing, completed or failed',
      oneOf('pending', 'processing', 'completed', 'failed'),
    )
    .option('--latest-good', 'where a redo failed or is not done, the last good result, marked')
    .option('--format <format>', 'csv or jsonl', oneOf('csv', 'jsonl'), 'csv')
    .option('-o, --out <file>', 'write to a file; it appears when it is complete')
    .action(
      remote<DownloadOptions>(io, async (context, options, args) =>
        (await import('./lookups-download.ts')).download(context, options, args),
      ),
    );
  registerCorrect(lookups, io);
  withCommonOptions(lookups.command('template').description('print a CSV file to fill in')).action(
    remote(io, async (context) => (await import('./lookups-template.ts')).template(context)),
  );
}

function registerUpload(lookups: Command, io: Io): void {
  withCommonOptions(
    lookups
      .command('upload')
      .argument('<file>', 'CSV file, also gzipped; - reads stdin')
      .description('make one job of a CSV file, up to 1,000,000 rows'),
  )
    .option(
      '--map <column=field>',
      'what a column means (#2 = second column; field none = leave out)',
      collect,
    )
    .option('--const <field=value>', 'a value for every row, such as country_code=US', collect)
    .option('--device-ids <ids>', 'devices of every row, such as 1,2')
    .option('--building-type <type>', 'building type of every row, such as RESIDENTIAL')
    .option('--name <name>', 'name of the job')
    .option('--as-of <date>', 'the day whose programmes count, such as 2026-01-31', isoDate)
    .option('--spacing-ms <n>', 'pause between two lookups, milliseconds', wholeNumber)
    .option('--no-reuse', 'buy anew what was paid for within 30 days')
    .option(
      '--encoding <encoding>',
      'utf-8, windows-1252, utf-16le or utf-16be; found out by default',
      encoding,
    )
    .option('--delimiter <character>', 'found out by default; "tab" for a tab', delimiter)
    .option('--check', 'only check the file; nothing is sent (exit code 5 when any row is bad)')
    .option('--resume <job>', 'go on with an upload that was interrupted; same file, same options')
    .option('--idempotency-key <key>', 'the same key never makes a second job')
    .option('--wait', 'wait until the job is finished')
    .option('--timeout <time>', TIMEOUT, duration)
    .addHelpText('after', UPLOAD_HELP)
    .action(
      remote<UploadOptions>(io, async (context, options, args) =>
        (await import('./lookups-upload.ts')).upload(context, options, args),
      ),
    );
}

const UPLOAD_HELP = `
Prints the id of the job; everything else goes to stderr. Without a column or an option for them, rows are
in the US, RESIDENTIAL, and ask for device 1. Bad rows are kept with their reasons and come back with the others.

Exit codes: 0 done; 5 the file cannot be used, or --check found bad rows; with --wait also 2 cancelled,
6 finished but not every row succeeded, 8 timeout.`;

function oneOf(...words: string[]): (text: string) => string {
  return (text) => {
    if (words.includes(text)) return text;
    throw new InvalidArgumentError(`Choose ${words.join(' or ')}.`);
  };
}

function encoding(text: string): TextEncoding {
  const name = text
    .toLowerCase()
    .replace(/^utf(8|16)/, 'utf-$1')
    .replace(/^(cp1252|ansi)$/, 'windows-1252');
  if (name === 'utf-8' || name === 'windows-1252' || name === 'utf-16le' || name === 'utf-16be') return name;
  throw new InvalidArgumentError('Choose utf-8, windows-1252, utf-16le or utf-16be.');
}

const DELIMITERS = [',', ';', '\t', '|'] as const satisfies CsvDelimiter[];

function delimiter(text: string): CsvDelimiter {
  const character = text === 'tab' || text === '\\t' ? '\t' : text;
  const known = DELIMITERS.find((one) => one === character);
  if (known !== undefined) return known;
  throw new InvalidArgumentError('Choose , ; | or tab.');
}

function isoDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Write a day such as 2026-01-31.');
}
