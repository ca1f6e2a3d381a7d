/** Opens what is to be uploaded: a file, a gzipped file, or stdin; the first bytes tell which. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CliError, EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';

export interface Source {
  /** For people: the file's name, or "stdin". */
  name: string;
  /** Bytes on disk; null for stdin. */
  sizeBytes: number | null;
  /** Bytes taken from disk so far. */
  readBytes(): number;
  /** Unpacked bytes. May be read once. */
  bytes: AsyncIterable<Uint8Array>;
}

/** Throws CliError 3 when there is no such file. */
export async function openSource(file: string, io: Pick<Io, 'stdin'>): Promise<Source> {
  const sizeBytes = file === '-' ? null : await sizeOf(file);
  const raw = file === '-' ? io.stdin : createReadStream(file);
  let read = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of raw) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      read += bytes.length;
      yield bytes;
    }
  }
  return {
    name: file === '-' ? 'stdin' : basename(file),
    sizeBytes,
    readBytes: () => read,
    bytes: unpacked(counted()),
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new CliError(EXIT.notFound, 'not_a_file', `${file} is a folder.`);
    return found.size;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT.notFound, 'file_not_found', `Cannot read ${file}.`, { cause: error });
  }
}

/** The bytes as they are, or unzipped when they begin like gzip. */
async function* unpacked(source: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const first = await source.next();
  if (first.done) return;
  const all = prepend(first.value, source);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  const packed = Readable.from(all, { objectMode: false });
  const gunzip = createGunzip();
  packed.on('error', (error) => gunzip.destroy(error));
  packed.pipe(gunzip);
  try {
    yield* gunzip;
  } catch (cause) {
    throw new CliError(EXIT.validation, 'bad_gzip', 'The gzipped file is damaged or cut off.', { cause });
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

async function* prepend<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
