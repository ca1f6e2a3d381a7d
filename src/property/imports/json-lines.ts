import { CsvError, type CsvRecord } from '../../base/csv.ts';
import { readLines } from '../../base/text-lines.ts';

/**
 * JSON objects, one a line, as the records of a table whose columns are `fields`, header first; other names are left
 * out. Throws CsvError at a line that is no JSON object.
 */
export async function* readJsonLines(
  source: AsyncIterable<Uint8Array>,
  fields: readonly string[],
): AsyncGenerator<CsvRecord> {
  yield { cells: [...fields], line: 0 };
  for await (const { text, line } of readLines(source)) {
    if (text.trim() !== '') yield { cells: cellsOf(text, line, fields), line };
  }
}

function cellsOf(text: string, line: number, fields: readonly string[]): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CsvError('The line is not JSON', line, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CsvError('The line is not a JSON object', line);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  return fields.map((field) => {
    const cell = given.get(field) ?? '';
    return typeof cell === 'string' ? cell : JSON.stringify(cell);
  });
}
