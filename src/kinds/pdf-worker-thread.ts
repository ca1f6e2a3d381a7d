import { parentPort, workerData } from 'node:worker_threads';
import { answerFor, type PdfInput } from './pdf-read.ts';

// Reads one document in a thread of its own, which `pdf-worker.ts` starts with that input, and ends when it takes too much or
// too long.
parentPort?.postMessage(await answerFor(workerData as PdfInput));
