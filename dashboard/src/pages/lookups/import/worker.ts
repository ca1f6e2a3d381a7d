/** Reads files beside the page, which stays free to be used: what a file looks like, and its rows chunk by chunk. */
import { detectDelimiter } from '../../../../../src/base/csv-delimiter.ts';
import { headOf, textOf } from './file-bytes.ts';
import type { FileFormat, Peek } from './format.ts';
import { columnNames, hasHeader } from './header.ts';
import { chunksOf, newSeen, type Seen, type SentChunk } from './prepare-rows.ts';
import { readRows, UnreadableFile } from './read-rows.ts';
import type { Mapping } from './stored-rows.ts';

export type Ask =
  | { readonly type: 'peek'; readonly file: Blob; readonly format?: Partial<FileFormat> | undefined }
  | {
      readonly type: 'run';
      readonly file: Blob;
      readonly format: FileFormat;
      readonly columns: readonly string[];
      readonly mapping: Mapping;
    }
  | { readonly type: 'more' };

export type Answer =
  | { readonly type: 'peeked'; readonly peek: Peek }
  | { readonly type: 'chunk'; readonly chunk: SentChunk; readonly fraction: number }
  | { readonly type: 'done'; readonly seen: Seen }
  | { readonly type: 'failed'; readonly message: string };

const SAMPLES = 50;
const MOST_COLUMNS = 1_000;
let goOn: () => void = () => {};

const tell = (answer: Answer): void => postMessage(answer);

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.type === 'more') {
    goOn();
    return;
  }
  const work = data.type === 'peek' ? peek(data.file, data.format) : run(data);
  work.catch((error: unknown) => {
    const known = error instanceof UnreadableFile;
    tell({ type: 'failed', message: known ? error.message : `The file cannot be read: ${String(error)}` });
  });
});

async function peek(file: Blob, wanted: Partial<FileFormat> = {}): Promise<void> {
  const { text, encoding } = await headOf(file, wanted.encoding);
  const delimiter = wanted.delimiter ?? detectDelimiter(text.slice(0, 65_536));
  const rows: string[][] = [];
  async function* once() {
    yield text;
  }
  for await (const some of readRows(once(), delimiter)) {
    rows.push(...some.slice(0, SAMPLES + 1));
    if (rows.length > SAMPLES) break;
  }
  const [first] = rows;
  if (first === undefined) throw new UnreadableFile('The file is empty.');
  if (first.length > MOST_COLUMNS) throw new UnreadableFile('The file has more than 1,000 columns.');
  const header = wanted.header ?? hasHeader(rows);
  const samples = rows.slice(header ? 1 : 0, SAMPLES);
  if (samples.length === 0) throw new UnreadableFile('The file has a header and no rows.');
  tell({
    type: 'peeked',
    peek: { format: { encoding, delimiter, header }, columns: columnNames(first, header), samples },
  });
}

async function run({ file, format, columns, mapping }: Extract<Ask, { type: 'run' }>): Promise<void> {
  const seen = newSeen();
  let read = 0;
  const text = textOf(file, format.encoding, (bytes) => {
    read = bytes;
  });
  for await (const chunk of chunksOf(readRows(text, format.delimiter), format, columns, mapping, seen)) {
    const asked = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    tell({ type: 'chunk', chunk, fraction: file.size === 0 ? 1 : Math.min(1, read / file.size) });
    // one chunk is on its way, and one is made ready: no more are in memory
    await asked;
  }
  tell({ type: 'done', seen });
}
