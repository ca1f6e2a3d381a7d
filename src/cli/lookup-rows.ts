/** A CSV file as the command line opens it: its options read, its faults told with an exit code. */
import type { CsvOptions } from '../base/csv.ts';
import { FIELDS, type Field, type MapOption, readField } from '../base/lookup-columns.ts';
import { type LookupFile, LookupFileError, openLookupFile as open } from '../base/lookup-file.ts';
import { CliError, EXIT, usageError } from './exit-codes.ts';
import type { UploadOptions } from './lookups.ts';

type MappingOptions = Pick<
  UploadOptions,
  'map' | 'const' | 'deviceIds' | 'buildingType' | 'encoding' | 'delimiter'
>;

/** Reads as far as the first row. Throws CliError 5 when the file is empty or its columns do not make addresses. */
export async function openLookupFile(
  source: AsyncIterable<Uint8Array>,
  options: MappingOptions,
): Promise<LookupFile> {
  const maps = (options.map ?? []).map(readMap);
  const constants = readConstants(options);
  const file = await withExitCode(() => open(source, { maps, constants, csv: csvOptions(options) }));
  return { ...file, rows: rowsWithExitCode(file.rows) };
}

async function* rowsWithExitCode(rows: LookupFile['rows']): LookupFile['rows'] {
  for (;;) {
    const next = await withExitCode(() => rows.next());
    if (next.done) return;
    yield next.value;
  }
}

async function withExitCode<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof LookupFileError)) throw error;
    const { code, message, hint } = error;
    throw new CliError(EXIT.validation, code, message, {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
}

function csvOptions(options: MappingOptions): CsvOptions {
  return {
    ...(options.encoding ? { encoding: options.encoding } : {}),
    ...(options.delimiter ? { delimiter: options.delimiter } : {}),
  };
}

function readMap(text: string): MapOption {
  const at = text.lastIndexOf('=');
  if (at < 1) throw usageError(`--map "${text}" is not COLUMN=FIELD.`, `Fields: ${FIELDS.join(', ')}, none`);
  const name = text.slice(at + 1).trim();
  const column = text.slice(0, at);
  return { column, field: name === 'none' ? null : fieldOf(name, '--map') };
}

function readConstants(options: MappingOptions): Map<Field, string> {
  const constants = new Map<Field, string>();
  for (const text of options.const ?? []) {
    const at = text.indexOf('=');
    if (at < 1) throw usageError(`--const "${text}" is not FIELD=VALUE.`, `Fields: ${FIELDS.join(', ')}`);
    constants.set(fieldOf(text.slice(0, at), '--const'), text.slice(at + 1).trim());
  }
  if (options.deviceIds !== undefined) constants.set('device_ids', options.deviceIds);
  if (options.buildingType !== undefined) constants.set('building_type', options.buildingType);
  return constants;
}

function fieldOf(text: string, option: string): Field {
  const field = readField(text);
  if (field) return field;
  const custom = 'webhook_custom_fields.NAME';
  throw usageError(`${option}: there is no field "${text}".`, `Fields: ${FIELDS.join(', ')}, ${custom}`);
}
