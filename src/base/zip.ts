import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import yazl from 'yazl';

/** One file of an archive; its text is read when its turn comes, and only as fast as the archive is taken. */
export interface ZipEntry {
  readonly name: string;
  readonly chunks: AsyncIterable<string> | Iterable<string>;
}

/** The fastest level packs such text to a tenth; the best to a twelfth, in three times the time. */
const LEVEL = 1;
/** Equal content makes equal bytes. */
const MTIME = new Date(Date.UTC(2000, 0, 1));

/** The bytes of a ZIP archive, made while its entries are read; breaks off with the error of an entry. */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer, void> {
  const file = new yazl.ZipFile();
  // yazl makes a PassThrough, and declares less of it than the loop and the ending below need
  const output = file.outputStream as Readable;
  let underway: Readable | undefined;
  const add = async (): Promise<void> => {
    for await (const { name, chunks } of entries) {
      // Text as bytes, a chunk at a time: that bounds what waits.
      underway = Readable.from(bytesOf(chunks), { objectMode: true, highWaterMark: 1 });
      file.addReadStream(underway, name, { mtime: MTIME, compressionLevel: LEVEL });
      await finished(underway);
      if (output.destroyed) return;
    }
    file.end();
  };
  const added = add().catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    yield* output;
  } finally {
    output.destroy();
    underway?.destroy();
    await added;
  }
}

async function* bytesOf(chunks: ZipEntry['chunks']): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
