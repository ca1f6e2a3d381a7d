import { AppError } from '../../base/errors.ts';
import { asOrganization, call, type Pool } from '../../db/pool.ts';
import type { BlobKey, Contents } from './store.ts';

/** Large enough for few round trips, small enough that a value is never long in memory. */
const CHUNK_BYTES = 256 * 1024;

/** Contents as rows of 256 kB. Each is written and read in a transaction of its own: no slow client holds one open. */
export function databaseContents(pool: Pool): Contents {
  async function append(key: BlobKey, position: number, content: Buffer): Promise<void> {
    await asOrganization(pool, key.organizationId, async (db) => {
      // The row that finishes the blob is written after these and waits for the disk; it takes them along.
      await call(db, 'set local synchronous_commit = off');
      await call(db, 'insert into lotline.blob_chunks (blob_id, position, content) values ($1, $2, $3)', [
        key.id,
        position,
        content,
      ]);
    });
  }

  async function chunk(key: BlobKey, position: number): Promise<Buffer | undefined> {
    return asOrganization(pool, key.organizationId, async (db) => {
      const [row] = await call<{ content: Buffer }>(
        db,
        'select content from lotline.blob_chunks where blob_id = $1 and position = $2',
        [key.id, position],
      );
      return row?.content;
    });
  }

  async function* chunks(key: BlobKey, first: Buffer): AsyncGenerator<Buffer> {
    yield first;
    for (let position = 1; ; position += 1) {
      const content = await chunk(key, position);
      if (content === undefined) return;
      yield content;
    }
  }

  return {
    async write(key, bytes) {
      let position = 0;
      for await (const content of inChunks(bytes)) {
        await append(key, position, content);
        position += 1;
      }
      // An empty file is a file, too.
      if (position === 0) await append(key, 0, Buffer.alloc(0));
    },
    async read(key) {
      const first = await chunk(key, 0);
      if (first === undefined) throw new AppError('not_found', 'The content of this file is gone');
      return chunks(key, first);
    },
    // The rows went with the blob's.
    remove: async () => {},
    sweepStrays: async () => 0,
  };
}

/** The same bytes in pieces of {@link CHUNK_BYTES}, but for the last. */
async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (let piece of bytes) {
    while (length + piece.length >= CHUNK_BYTES) {
      const fits = CHUNK_BYTES - length;
      yield Buffer.concat([...waiting, piece.subarray(0, fits)], CHUNK_BYTES);
      piece = piece.subarray(fits);
      waiting = [];
      length = 0;
    }
    if (piece.length > 0) waiting.push(piece);
    length += piece.length;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
