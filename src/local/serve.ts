import { greet, prepare } from './first-start.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';
import { startApi } from './product.ts';
import { stopSignal } from './stop-signal.ts';

/** `lotline serve`: the API, until a signal. */
export async function runServe(io: LocalIo): Promise<void> {
  await withDatabase(
    io.env,
    async (opened) => {
      const stopped = stopSignal();
      const api = await startApi(opened);
      try {
        greet(io, opened, await prepare(opened), api.url);
        await stopped;
      } finally {
        await api.stop();
      }
    },
    { restart: true, logLevel: 'info', ownKinds: true },
  );
}
