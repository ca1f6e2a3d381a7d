import { createHash } from 'node:crypto';
import { AppError } from '../../base/errors.ts';

/** What a content is known by. */
export interface Measured {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Passes bytes on and measures them on the way; throws `payload_too_large` when they are more than the limit. */
export class Measure implements AsyncIterable<Uint8Array> {
  readonly #bytes: AsyncIterable<Uint8Array>;
  readonly #limitBytes: number;
  #result: Measured | undefined;

  constructor(bytes: AsyncIterable<Uint8Array>, limitBytes: number) {
    this.#bytes = bytes;
    this.#limitBytes = limitBytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of this.#bytes) {
      sizeBytes += chunk.length;
      if (sizeBytes > this.#limitBytes) {
        throw new AppError('payload_too_large', `The file is larger than ${this.#limitBytes} bytes`);
      }
      hash.update(chunk);
      yield chunk;
    }
    this.#result = { sha256: hash.digest('hex'), sizeBytes };
  }

  /** Once all of it has passed. */
  result(): Measured {
    if (this.#result === undefined) throw new Error('the bytes have not all passed');
    return this.#result;
  }
}

/** Passes bytes on, and ends with an error when they turn out not to be the ones that were measured. */
export async function* checked(
  bytes: AsyncIterable<Uint8Array>,
  expected: Measured,
): AsyncGenerator<Uint8Array> {
  const measure = new Measure(bytes, expected.sizeBytes);
  yield* measure;
  if (measure.result().sha256 !== expected.sha256) {
    throw new Error(`a stored file is damaged: its SHA-256 is no longer ${expected.sha256}`);
  }
}
