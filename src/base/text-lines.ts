/** Lines of text out of bytes that arrive, of any common encoding. */
import { CsvError, decodeText } from './decode-text.ts';

const MAX_LINE_CHARACTERS = 1_048_576;

/** A line without its end, and its number in the file, from 1. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
}

/** Streams lines; holds one line and one piece of the source. Throws CsvError at a line that has no end in sight. */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
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
