import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ListReading } from '../property/pdf/list-row.ts';

/** Why a document gave no list. The first two are found in its text, the next two in the file, the last by a limit. */
export type PdfProblem =
  | 'no_text'
  | 'not_a_property_list'
  | 'protected'
  | 'broken'
  | 'too_large'
  | 'too_slow';

/** What reading a PDF gave. */
export type PdfAnswer =
  | { readonly ok: true; readonly reading: ListReading }
  | { readonly ok: false; readonly problem: PdfProblem; readonly message: string };

export interface PdfLimits {
  /** Of the thread's memory: its objects, and as much again for bytes. */
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly mostPages: number;
  /** Pieces of text of all pages. */
  readonly mostRuns: number;
}

export const PDF_LIMITS: PdfLimits = {
  memoryMb: 384,
  timeoutMs: 120_000,
  mostPages: 1_000,
  mostRuns: 1_000_000,
};

const LOOK_EVERY_MS = 200;

/**
 * Reads a PDF in a thread of its own, page by page, and ends the thread when it is done, takes too long or too much
 * memory, or when `signal` says so (then it rejects with the signal's reason). The bytes are given away.
 */
export async function readPdf(
  bytes: Uint8Array<ArrayBuffer>,
  { signal, limits = PDF_LIMITS }: { signal?: AbortSignal; limits?: PdfLimits } = {},
): Promise<PdfAnswer> {
  signal?.throwIfAborted();
  const file = `pdf-worker-thread${path.extname(import.meta.filename)}`;
  const worker = new Worker(path.join(import.meta.dirname, file), {
    workerData: { bytes, mostPages: limits.mostPages, mostRuns: limits.mostRuns },
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32 },
    // what the library has to say about fonts is no log of ours, and nothing in a document may see our settings
    stdout: true,
    stderr: true,
    env: {},
  });
  try {
    return await answerOf(worker, limits, signal);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, limits: PdfLimits, signal: AbortSignal | undefined): Promise<PdfAnswer> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    const tooSlow = setTimeout(
      () => resolve(failure('too_slow', `Reading it took longer than ${limits.timeoutMs / 1000} seconds`)),
      limits.timeoutMs,
    );
    const look = setInterval(() => {
      // bytes outside of the heap, which the thread's own limit does not count
      worker
        .getHeapStatistics()
        .then(({ external_memory }) => {
          if (external_memory > limits.memoryMb * 1_048_576) resolve(tooMuch(limits));
        })
        .catch(() => {});
    }, LOOK_EVERY_MS);
    const done = () => {
      clearTimeout(tooSlow);
      clearInterval(look);
      signal?.removeEventListener('abort', abort);
    };
    worker.once('message', (answer: PdfAnswer) => resolve(answer));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooMuch(limits));
      else reject(error);
    });
    worker.once('exit', (code) => {
      done();
      reject(new Error(`the thread that read a document ended with ${code}`));
    });
  });
}

function tooMuch({ memoryMb }: PdfLimits): PdfAnswer {
  return failure('too_large', `Reading it takes more than ${memoryMb} MB of memory. Cut it in parts`);
}

function failure(problem: PdfProblem, message: string): PdfAnswer {
  return { ok: false, problem, message };
}
