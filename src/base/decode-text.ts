/** Text out of bytes of unknown encoding, as a stream: UTF-8, UTF-16 with its mark, or Windows-1252. */
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** The bytes are not a readable CSV file; `line` says where reading stopped, when known. */
export class CsvError extends Error {
  readonly line: number | null;
  constructor(message: string, line: number | null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CsvError';
    this.line = line;
  }
}

/**
 * Decodes bytes to text as a stream. Without `encoding`: a byte order mark decides, else UTF-8; the first
 * bytes that are not UTF-8 switch a so far plain-ASCII file to Windows-1252. A file that is UTF-8 in one place
 * and not in another raises CsvError, because either reading would damage some of it.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  encoding?: TextEncoding,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = encoding
    ? new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
    : null;
  let tail: Buffer = Buffer.alloc(0);
  let first = true;
  let onlyAscii = true;
  let offset = 0;
  for await (const chunk of source) {
    const bytes: Buffer = Buffer.concat([tail, chunk]);
    tail = Buffer.alloc(0);
    if (first && decoder === null) {
      if (bytes.length < 3) {
        tail = bytes;
        continue;
      }
      refuseArchive(bytes);
      decoder = decoderOfByteOrderMark(bytes);
    }
    first = false;
    if (decoder) {
      yield decode(decoder, bytes, true);
      continue;
    }
    const whole = bytes.subarray(0, bytes.length - incompleteTail(bytes));
    if (isUtf8(whole)) {
      onlyAscii &&= isAscii(whole);
      tail = Buffer.from(bytes.subarray(whole.length));
      offset += whole.length;
      yield whole.toString('utf8');
    } else {
      if (!onlyAscii || holdsUtf8(whole)) throw mixedEncodings(offset + validLength(whole));
      decoder = new TextDecoder('windows-1252');
      yield decoder.decode(bytes, { stream: true });
    }
  }
  if (decoder) yield decode(decoder, tail, false);
  else if (tail.length > 0) {
    if (!onlyAscii && !isUtf8(tail)) throw mixedEncodings(offset);
    yield isUtf8(tail) ? tail.toString('utf8') : new TextDecoder('windows-1252').decode(tail);
  }
}

/** Workbooks and compressed files are sent as they are, now and then; as text they would be a header of noise. */
function refuseArchive(bytes: Buffer): void {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new CsvError('The file is compressed with gzip. Send it uncompressed.', null);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5))
    throw new CsvError('The file is a workbook or a zip archive. Save it as CSV.', null);
}

function decoderOfByteOrderMark(bytes: Buffer): TextDecoder | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return new TextDecoder('utf-8', { fatal: true });
  return null;
}

function decode(decoder: TextDecoder, bytes: Buffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    throw new CsvError(`The file is not ${decoder.encoding} throughout. Save it again as UTF-8.`, null, {
      cause,
    });
  }
}

/** Whether bytes that are not UTF-8 as a whole still hold sequences that only UTF-8 writes. */
function holdsUtf8(bytes: Buffer): boolean {
  return /[^\0-\x7f\ufffd]/.test(bytes.toString('utf8'));
}

/** How many bytes at the beginning are UTF-8. */
function validLength(bytes: Buffer): number {
  let [valid, beyond] = [0, bytes.length];
  while (beyond - valid > 1) {
    const middle = Math.floor((valid + beyond) / 2);
    const start = bytes.subarray(0, middle);
    if (isUtf8(start.subarray(0, middle - incompleteTail(start)))) valid = middle;
    else beyond = middle;
  }
  return valid - incompleteTail(bytes.subarray(0, valid));
}

function mixedEncodings(offset: number): CsvError {
  return new CsvError(
    `The file is UTF-8 at its beginning but not from byte ${offset} on. Save it again as UTF-8, or name its encoding.`,
    null,
  );
}

/** Length of an unfinished UTF-8 sequence at the end of the bytes (0 to 3). */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}
