/** Rows cut into request bodies of bounded size. */
import type { UploadRow } from '../base/lookup-cells.ts';

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

/** Cuts rows into chunks; holds one chunk in memory, in a buffer that is used again two chunks later. */
export async function* chunksOf(rows: AsyncIterable<UploadRow>): AsyncGenerator<Chunk> {
  const bodies = [new Body(), new Body()] as const;
  let body: Body = bodies[0];
  let number = 0;
  let lastRow = 0;
  const close = (): Chunk => {
    number += 1;
    const chunk = { number, rows: body.rows, lastRow, body: body.end() };
    body = bodies[number % 2 === 0 ? 0 : 1];
    body.clear();
    return chunk;
  };
  for await (const { row, cells, item, problem } of rows) {
    const text = JSON.stringify({ row, cells, item, ...(problem === undefined ? {} : { problem }) });
    if (body.rows > 0 && body.bytes + Buffer.byteLength(text) > MAX_CHUNK_BYTES) yield close();
    body.add(text);
    lastRow = row;
    if (body.rows === MAX_CHUNK_ROWS) yield close();
  }
  if (body.rows > 0) yield close();
}

const HEAD = '{"rows":[';

/** `{"rows":[…]}` written into one growing buffer, so that a million rows leave no million buffers behind. */
class Body {
  #buffer = Buffer.allocUnsafe(1024 * 1024);
  #used = 0;
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#used;
  }

  add(text: string): void {
    this.#write(this.#rows === 0 ? HEAD : ',');
    this.#write(text);
    this.#rows += 1;
  }

  /** The finished body; valid until `clear`. */
  end(): Buffer {
    this.#write(']}');
    return this.#buffer.subarray(0, this.#used);
  }

  clear(): void {
    this.#used = 0;
    this.#rows = 0;
  }

  #write(text: string): void {
    const most = text.length * 3;
    if (this.#used + most > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(2 * (this.#buffer.length + most));
      this.#buffer.copy(larger, 0, 0, this.#used);
      this.#buffer = larger;
    }
    this.#used += this.#buffer.write(text, this.#used);
  }
}
