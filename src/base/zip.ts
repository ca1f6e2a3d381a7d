import { Readable } from 'node:stream';
import { constants, crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive; its text is read when its turn comes, and only as fast as the archive is taken. */
export interface ZipEntry {
  readonly name: string;
  readonly chunks: AsyncIterable<string> | Iterable<string>;
}

/** Sizes and places are 32-bit numbers; beyond them an archive would need another form. */
const MOST_BYTES = 0xffff_ffff;
/** Sizes stand behind the data, and names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01, the first day that an archive can name: equal content makes equal bytes. */
const DAY = 0x0021;

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** The bytes of a ZIP archive, made while its entries are read. Throws when one of them or all are beyond 4 GB. */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer, void> {
  const written: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const name = Buffer.from(entry.name);
    const header = localHeader(name);
    yield header;
    const tally = { crc: 0, size: 0 };
    let packed = 0;
    for await (const part of deflated(entry.chunks, tally)) {
      packed += part.length;
      yield part;
    }
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x0807_4b50, 0);
    writeSizes(descriptor, 4, { ...tally, packed: within(packed), size: within(tally.size) });
    yield descriptor;
    written.push({ name, offset: within(offset), packed, ...tally });
    offset += header.length + packed + descriptor.length;
  }
  yield directory(written, within(offset));
}

function within(bytes: number): number {
  if (bytes > MOST_BYTES) throw new RangeError('a ZIP archive of this form ends at 4 GB');
  return bytes;
}

/** The text as raw DEFLATE; notes the check sum and size of what goes in. */
async function* deflated(
  chunks: ZipEntry['chunks'],
  tally: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      const data = Buffer.from(chunk);
      tally.crc = crc32(data, tally.crc);
      tally.size += data.length;
      yield data;
    }
  }
  // The fastest level packs such text to a tenth; the best to a twelfth, in three times the time.
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
  const source = Readable.from(bytes(), { objectMode: true, highWaterMark: 1 });
  source.on('error', (error) => deflate.destroy(error));
  source.pipe(deflate);
  try {
    yield* deflate as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    deflate.destroy();
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  writeKind(header, 4);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

/** What stands in the middle of both headers of an entry: version, flags, method, time, day. */
function writeKind(header: Buffer, at: number): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(FLAGS, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(DAY, at + 8);
}

function writeSizes(
  target: Buffer,
  at: number,
  { crc, packed, size }: Omit<Written, 'name' | 'offset'>,
): void {
  target.writeUInt32LE(crc, at);
  target.writeUInt32LE(packed, at + 4);
  target.writeUInt32LE(size, at + 8);
}

function directory(written: readonly Written[], start: number): Buffer {
  const headers = written.flatMap((entry) => {
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x0201_4b50, 0);
    header.writeUInt16LE(VERSION, 4);
    writeKind(header, 6);
    writeSizes(header, 16, entry);
    header.writeUInt16LE(entry.name.length, 28);
    header.writeUInt32LE(entry.offset, 42);
    return [header, entry.name];
  });
  const all = Buffer.concat(headers);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([all, end]);
}
