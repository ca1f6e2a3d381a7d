import { parentPort, workerData } from 'node:worker_threads';
import { answerFor, type PdfInput } from './pdf-read.ts';

// Reads one document in a thread of its own, which `pdf-worker.ts` starts, and ends when it takes too much or too long. It is
// given what that file typed as PdfInput, copied between threads of this one program.
parentPort?.postMessage(await answerFor(workerData as PdfInput));
