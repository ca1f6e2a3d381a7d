import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';
import { startWorker } from './product.ts';
import { stopSignal } from './stop-signal.ts';

/** `lotline worker`: a worker, until a signal; then it finishes what runs and hands back the rest. */
export async function runWorker(io: LocalIo): Promise<void> {
  await withDatabase(
    io.env,
    async (opened) => {
      const worker = startWorker(opened);
      io.say('The worker is running.');
      await Promise.race([stopSignal(), worker.ended]);
      io.say('Stopping: what runs is finished, the rest is handed back.');
      await worker.stop();
    },
    { restart: true, logLevel: 'info', ownKinds: true },
  );
}
