import type { FileFormat, Peek } from './format.ts';
import type { Seen, SentChunk } from './prepare-rows.ts';
import { UnreadableFile } from './read-rows.ts';
import type { Mapping } from './stored-rows.ts';
import type { Answer, Ask } from './worker.ts';

function start(
  ask: Ask,
  onAnswer: (answer: Answer, worker: Worker) => void,
  onFault: (error: Error) => void,
): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => onAnswer(data, worker));
  worker.addEventListener('error', () =>
    onFault(new UnreadableFile('The file could not be read; load the page again.')),
  );
  worker.postMessage(ask);
  return worker;
}

/** What a file looks like; `format` says what is known already. Throws UnreadableFile. */
export async function peekFile(file: Blob, format?: Partial<FileFormat>): Promise<Peek> {
  const { promise, resolve, reject } = Promise.withResolvers<Peek>();
  const worker = start(
    { type: 'peek', file, format },
    (answer) => {
      if (answer.type === 'peeked') resolve(answer.peek);
      else if (answer.type === 'failed') reject(new UnreadableFile(answer.message));
    },
    reject,
  );
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}

export interface Reading {
  readonly file: Blob;
  readonly format: FileFormat;
  readonly columns: readonly string[];
  readonly mapping: Mapping;
}

/** Reads a file chunk by chunk and hands each to `put`, in order; reading goes on while one is on its way. */
export async function readChunks(
  reading: Reading,
  put: (chunk: SentChunk, fraction: number) => Promise<void>,
): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<Seen>();
  let last = Promise.resolve();
  const worker = start(
    { type: 'run', ...reading },
    (answer, own) => {
      if (answer.type === 'failed') reject(new UnreadableFile(answer.message));
      else if (answer.type === 'done') last.then(() => resolve(answer.seen), reject);
      else if (answer.type === 'chunk') {
        last = last.then(() => {
          own.postMessage({ type: 'more' } satisfies Ask);
          return put(answer.chunk, answer.fraction);
        });
        last.catch(reject);
      }
    },
    reject,
  );
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}
