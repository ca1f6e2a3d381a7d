import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { createNotices, type Notices } from '../db/notices.ts';
import type { Pool } from '../db/pool.ts';
import type { AnyKind } from '../kinds/kind.ts';
import type { Registry } from '../kinds/registry.ts';
import { resolveOptions, type WorkerOptions } from './options.ts';
import { Session, type SessionStats } from './session.ts';

export interface WorkerParts {
  /** Connections as lotline_worker; four keep claims, reports and heartbeats out of each other's way. */
  readonly pool: Pool;
  /** Address of the same database for one more connection that listens; without it the worker only polls. */
  readonly listenUrl?: string;
  /** In place of `listenUrl`: the connection that other parts of this process listen with too. */
  readonly notices?: Notices;
  readonly registry: Registry;
  readonly log: Log;
  readonly options?: WorkerOptions;
  readonly clock?: Clock;
  /** Milliseconds until a kind can be worked, because a service it needs is held; 0, as when absent: now. */
  readonly heldMs?: (kind: AnyKind) => number;
}

/** One worker process's worth of working: needs nothing but the database, and any number may run beside it. */
export interface Worker {
  /** Its name in the database. */
  readonly name: string;
  /** Begins to work and returns; a second call does nothing. The database need not be there yet. */
  start(): void;
  /**
   * Claims nothing more, waits for running handlers as long as the options say, reports, hands the rest back, and
   * resolves. A second call resolves with the first. It may be started again afterwards.
   */
  stop(): Promise<void>;
  /** Resolves when it was told over the API to stop, and has. */
  readonly ended: Promise<void>;
  /** Counters since the last start. */
  stats(): SessionStats | undefined;
}

export function createWorker(parts: WorkerParts): Worker {
  const { pool, registry, log, listenUrl, clock = systemClock, heldMs = () => 0 } = parts;
  const notices =
    parts.notices ??
    (listenUrl === undefined
      ? undefined
      : createNotices({ url: listenUrl, channels: ['lotline_work', 'lotline_jobs'], clock }));
  const name = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const options = resolveOptions(parts.options ?? {}, name);
  // an unknown name is a mistake to hear about now, not when the first job of that kind never starts
  const wanted = options.kinds.length > 0 ? options.kinds.map((kind) => registry.get(kind)) : registry.list();
  const kinds = wanted.filter((kind) => kind.drivers.includes('worker'));
  let session: Session | undefined;
  let stopping: Promise<void> | undefined;
  const ended = Promise.withResolvers<void>();
  const stop = (): Promise<void> => {
    if (session === undefined) return Promise.resolve();
    stopping ??= session.stop().finally(() => {
      session = undefined;
      stopping = undefined;
    });
    return stopping;
  };
  return {
    name: options.name,
    start() {
      if (session !== undefined && stopping === undefined) return;
      if (stopping !== undefined)
        throw new Error('the worker is stopping; start it again when stop() is done');
      const onStop = () =>
        void stop()
          .catch((error: unknown) => log.error({ err: error }, 'the worker could not stop as it was told'))
          .finally(ended.resolve);
      session = new Session({ pool, notices, kinds, log, clock, options, heldMs, onStop });
      session.start();
    },
    stop,
    ended: ended.promise,
    stats: () => session?.stats(),
  };
}
