import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';
import { startApi } from './product.ts';
import { stopSignal } from './stop-signal.ts';

/** `lotline serve`: the API, until a signal. */
export async function runServe(io: LocalIo): Promise<void> {
  await withDatabase(
    io.env,
    async (opened) => {
      const api = await startApi(opened);
      io.say(`API  ${api.url}  (documentation at ${api.url}/docs)`);
      await stopSignal();
      await api.stop();
    },
    { restart: true, logLevel: 'info' },
  );
}
