/** Rows cut into request bodies of bounded size. */
import type { UploadRow } from './row-mapping.ts';

/** The server's bound on a chunk, and ours on its size (its own is twice that). */
const MAX_CHUNK_ROWS = 5_000;
const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

export interface Chunk {
  /** From 1, without gaps: the same file and options always give the same chunks. */
  number: number;
  rows: number;
  /** Number of the last row in it. */
  lastRow: number;
  /** `{"rows":[…]}` */
  body: Buffer;
}

/** Cuts rows into chunks; holds one chunk in memory. */
export async function* chunksOf(rows: AsyncIterable<UploadRow>): AsyncGenerator<Chunk> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let lastRow = 0;
  let number = 0;
  const close = (): Chunk => {
    number += 1;
    const body = bodyOf(parts);
    const chunk = { number, rows: parts.length, lastRow, body };
    parts = [];
    bytes = 0;
    return chunk;
  };
  for await (const { row, cells, item, problem } of rows) {
    const part = Buffer.from(
      JSON.stringify({ row, cells, item, ...(problem === undefined ? {} : { problem }) }),
    );
    if (parts.length > 0 && bytes + part.length > MAX_CHUNK_BYTES) yield close();
    parts.push(part);
    bytes += part.length + 1;
    lastRow = row;
    if (parts.length === MAX_CHUNK_ROWS) yield close();
  }
  if (parts.length > 0) yield close();
}

function bodyOf(parts: readonly Buffer[]): Buffer {
  const separated: Buffer[] = [Buffer.from('{"rows":[')];
  const comma = Buffer.from(',');
  for (const [at, part] of parts.entries()) separated.push(...(at > 0 ? [comma, part] : [part]));
  separated.push(Buffer.from(']}'));
  return Buffer.concat(separated);
}
