import { CsvError, type CsvRecord } from '../../base/csv.ts';
import { decodeText } from '../../base/decode-text.ts';

const MAX_LINE_CHARACTERS = 1_048_576;

/**
 * JSON objects, one a line, as the records of a table whose columns are `fields`, header first; other names are left
 * out. Throws CsvError at a line that is no JSON object.
 */
export async function* readJsonLines(
  source: AsyncIterable<Uint8Array>,
  fields: readonly string[],
): AsyncGenerator<CsvRecord> {
  yield { cells: [...fields], line: 0 };
  for await (const { text, line } of linesOf(source)) {
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

async function* linesOf(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly text: string; readonly line: number }> {
  let rest = '';
  let line = 0;
  for await (const piece of decodeText(source)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line += 1;
      yield { text, line };
    }
    if (rest.length > MAX_LINE_CHARACTERS) {
      throw new CsvError('The line is longer than 1,048,576 characters', line + 1);
    }
  }
  if (rest !== '') yield { text: rest, line: line + 1 };
}
