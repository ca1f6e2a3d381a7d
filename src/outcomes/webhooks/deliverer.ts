import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../../base/clock.ts';
import type { Config } from '../../base/config.ts';
import type { Log } from '../../base/log.ts';
import { call, type Pool } from '../../db/pool.ts';
import type { HttpClient } from '../../providers/http-client.ts';
import { createWebhookClient } from './addresses.ts';
import { type LaneParts, runLane } from './lane.ts';
import type { Tell } from './notice.ts';
import type { KeyConfig } from './secrets.ts';

export interface DelivererParts {
  readonly config: KeyConfig & Pick<Config, 'webhooksPrivate'> & Partial<Pick<Config, 'sandbox'>>;
  /** Connects as `lotline_worker`; three connections do. */
  readonly pool: Pool;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** How people are written to when an endpoint of theirs is disabled. */
  readonly tell?: Tell;
  readonly clock?: Clock;
  readonly client?: HttpClient;
  readonly options?: DelivererOptions;
}

export interface DelivererOptions {
  /** How often to look for something to send. */
  readonly lookMs?: number;
  /** How long a receiver may take for its answer. */
  readonly timeoutMs?: number;
  /** How long requests under way may go on when we stop. */
  readonly graceMs?: number;
}

/** Sends webhooks: any number of processes may, each holds other endpoints. */
export interface Deliverer {
  start(): void;
  /** Begins nothing more, and waits a little for requests under way. */
  stop(): Promise<void>;
}

const LOOK_MS = 1000;
/** Without any endpoint a look is one question to an empty table. */
const IDLE_LOOK_MS = 2000;
const TIMEOUT_MS = 15_000;
const GRACE_MS = 3000;
/** Endpoints sent to at once. One that hangs has its lane for one request in five minutes. */
const MOST_LANES = 64;
/** As many rows as number_webhook_events numbers at once. */
const NUMBERED_AT_ONCE = 1000;

export function createDeliverer(parts: DelivererParts): Deliverer {
  const { config, pool, log, clock = systemClock, options = {} } = parts;
  const client = parts.client ?? createWebhookClient(config);
  const holder = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const lane: LaneParts = {
    db: pool,
    client,
    config,
    log,
    clock,
    holder,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    ...(parts.tell === undefined ? {} : { tell: parts.tell }),
  };
  const stopping = new AbortController();
  const broken = new AbortController();
  const lanes = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;

  async function look(): Promise<number> {
    const [any] = await call<{ any: boolean }>(
      pool,
      'select exists (select from lotline.webhook_endpoints where removed_at is null) as any',
    );
    if (any?.any !== true) return IDLE_LOOK_MS;
    await call(pool, 'select lotline.announce_progress()');
    for (let numbered = NUMBERED_AT_ONCE; numbered === NUMBERED_AT_ONCE && !stopping.signal.aborted; ) {
      const [row] = await call<{ numbered: number }>(
        pool,
        'select lotline.number_webhook_events() as numbered',
      );
      numbered = row?.numbered ?? 0;
    }
    const free = MOST_LANES - lanes.size;
    if (free > 0 && !stopping.signal.aborted) {
      const opened = await call<{ id: string }>(pool, 'select lotline.open_webhook_lanes($1, $2) as id', [
        holder,
        free,
      ]);
      for (const { id } of opened) run(id);
    }
    return LOOK_MS;
  }

  function run(endpointId: string): void {
    const running = runLane(lane, endpointId, { stopping: stopping.signal, broken: broken.signal })
      .catch((error: unknown) => {
        // The lane stays ours until its minute is over: whatever is wrong is not tried again at once.
        if (!broken.signal.aborted) log.warn({ err: error, webhookId: endpointId }, 'a webhook has to wait');
      })
      .finally(() => lanes.delete(running));
    lanes.add(running);
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      let restMs = IDLE_LOOK_MS;
      try {
        restMs = await look();
      } catch (error) {
        log.warn({ err: error }, 'webhooks could not be looked after; trying again');
      }
      await clock.sleep(Math.min(restMs, options.lookMs ?? restMs), stopping.signal);
    }
  }

  return {
    start() {
      looking ??= keepLooking();
    },
    async stop() {
      stopping.abort();
      await looking;
      const grace = new AbortController();
      const all = Promise.all(lanes).then(() => grace.abort());
      await clock.sleep(options.graceMs ?? GRACE_MS, grace.signal);
      broken.abort();
      await all;
      client.close();
    },
  };
}
