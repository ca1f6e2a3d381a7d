import { archiveOf, decoded, detectEncoding, type Encoding } from './decode.ts';
import { UnreadableFile } from './read-rows.ts';

const HEAD_BYTES = 2_000_000;

/** The bytes of a stream in pieces; it is let go of when nobody reads on. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The bytes of a file as they are meant: what is compressed with gzip is unpacked on the way. */
export async function bytesOf(
  file: Blob,
  onRead: (bytes: number) => void = () => {},
): Promise<AsyncGenerator<Uint8Array>> {
  const kind = archiveOf(new Uint8Array(await file.slice(0, 4).arrayBuffer()));
  if (kind === 'zip') throw new UnreadableFile('This is a workbook or a zip archive. Save it as CSV.');
  let read = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        read += chunk.byteLength;
        onRead(read);
        controller.enqueue(chunk);
      },
    }),
  );
  return piecesOf(kind === 'gzip' ? counted.pipeThrough(new DecompressionStream('gzip')) : counted);
}

/** The beginning of a file, as text. */
export async function headOf(file: Blob, wanted?: Encoding): Promise<{ text: string; encoding: Encoding }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of await bytesOf(file)) {
    parts.push(chunk);
    size += chunk.byteLength;
    if (size >= HEAD_BYTES) break;
  }
  const head = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    head.set(part, at);
    at += part.byteLength;
  }
  const encoding = wanted ?? detectEncoding(head);
  return { text: new TextDecoder(encoding).decode(head, { stream: true }), encoding };
}

export async function* textOf(
  file: Blob,
  encoding: Encoding,
  onRead: (bytes: number) => void,
): AsyncGenerator<string> {
  try {
    yield* decoded(await bytesOf(file, onRead), encoding);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile('The file is not UTF-8 all the way. Save it as UTF-8 and choose it again.');
  }
}
