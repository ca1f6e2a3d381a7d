import pg from 'pg';
import type { Clock } from '../base/clock.ts';
import { transactionPooled } from './pooler.ts';

export interface Listener {
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly url: string;
  readonly channels: readonly string[];
  readonly onNotice: (channel: string, payload: string) => void;
  /** Called each time listening (re)starts: anything may have been missed, so look for yourself. */
  readonly onConnect?: () => void;
  readonly onLost?: (error: Error) => void;
  readonly clock: Clock;
}

const RECONNECT_MIN_MS = 200;
const RECONNECT_MAX_MS = 10_000;

/** How often those who would listen look for themselves, where a transaction pooler lets nobody listen. */
const LOOK_MS = 2_000;

/**
 * Listens on `channels` with one connection of its own, and comes back by itself when that is lost.
 * Notifications are hints only: whoever uses them polls as well. Through a transaction pooler there is nothing to hear:
 * `onConnect` is then called every two seconds instead.
 */
export function listen(options: ListenOptions): Listener {
  const stopping = new AbortController();
  if (transactionPooled(options.url) !== undefined) return look(options, stopping);
  let current: pg.Client | undefined;

  const session = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: 'lotline listen',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    current = client;
    const lost = new Promise<Error>((resolve) => {
      client.on('error', resolve);
      client.on('end', () => resolve(new Error('the listening connection ended')));
    });
    client.on('notification', (n) => options.onNotice(n.channel, n.payload ?? ''));
    try {
      await client.connect();
      for (const channel of options.channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (stopping.signal.aborted) return;
      options.onConnect?.();
      const error = await lost;
      if (!stopping.signal.aborted) options.onLost?.(error);
    } finally {
      await client.end().catch(() => {});
    }
  };

  const run = (async () => {
    let delayMs = RECONNECT_MIN_MS;
    while (!stopping.signal.aborted) {
      const startedAt = options.clock.now();
      await session().catch((error: unknown) => {
        if (!stopping.signal.aborted)
          options.onLost?.(error instanceof Error ? error : new Error(String(error)));
      });
      if (options.clock.now() - startedAt > RECONNECT_MAX_MS) delayMs = RECONNECT_MIN_MS;
      await options.clock.sleep(delayMs, stopping.signal);
      delayMs = Math.min(delayMs * 2, RECONNECT_MAX_MS);
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await current?.end().catch(() => {});
      await run;
    },
  };
}

function look({ clock, onConnect }: ListenOptions, stopping: AbortController): Listener {
  const run = (async () => {
    while (!stopping.signal.aborted) {
      onConnect?.();
      await clock.sleep(LOOK_MS, stopping.signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await run;
    },
  };
}
