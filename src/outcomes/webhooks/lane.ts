import type { Clock } from '../../base/clock.ts';
import { failpoint } from '../../base/failpoint.ts';
import type { Log } from '../../base/log.ts';
import { call, type Queryable } from '../../db/pool.ts';
import type { HttpClient } from '../../providers/http-client.ts';
import type { EventFacts } from './facts.ts';
import { type Tell, tellOfDisabled } from './notice.ts';
import type { KeyConfig } from './secrets.ts';
import { type Attempt, sendEvent, type Target } from './send.ts';
import { openTarget } from './targets.ts';

export interface LaneParts {
  readonly db: Queryable;
  readonly client: HttpClient;
  readonly config: KeyConfig;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly clock: Clock;
  /** Who holds the lanes of this process. */
  readonly holder: string;
  readonly timeoutMs: number;
  /** How people are written to; absent: they are not. */
  readonly tell?: Tell;
}

interface Taken extends Record<string, unknown> {
  readonly id: string;
  readonly attempt: number;
  readonly facts: EventFacts;
}

/** Requests at once to one endpoint. */
const AT_ONCE = 16;
/** Taken at once; twice AT_ONCE, each until its time limit, is well within the minute that a lane is held. */
const MOST_TAKEN = 32;
/** A take is half a second's worth: a slow rate is kept evenly, and a quick one asks the database seldom. */
const TAKES_PER_SECOND = 2;

/**
 * Sends to one endpoint what is to be sent, until nothing is left, the endpoint is to be left alone, or `stopping`.
 * `broken` ends requests under way; what they were about is sent again by whoever comes next.
 */
export async function runLane(
  parts: LaneParts,
  endpointId: string,
  signals: { readonly stopping: AbortSignal; readonly broken: AbortSignal },
): Promise<void> {
  const { db, clock, holder } = parts;
  while (!signals.stopping.aborted) {
    // Before anything is taken: with a secret that cannot be read, nothing may count as tried.
    const target = await openTarget(db, parts.config, endpointId);
    if (target === undefined) break;
    const startedAt = clock.now();
    const taken = await call<Taken>(
      db,
      'select id, attempt, facts from lotline.take_webhook_deliveries($1, $2, $3)',
      [endpointId, holder, Math.min(MOST_TAKEN, Math.ceil(target.ratePerSecond / TAKES_PER_SECOND))],
    );
    if (taken.length === 0) break;
    const attempts = await sendAll(parts, target, taken, signals.broken);
    failpoint('before_webhook_record');
    await record(parts, endpointId, attempts);
    const restMs = (taken.length / target.ratePerSecond) * 1000 - (clock.now() - startedAt);
    if (restMs > 0) await clock.sleep(restMs, signals.stopping);
  }
  await call(db, 'select lotline.close_webhook_lane($1, $2)', [endpointId, holder]);
}

type Recorded = Attempt & { readonly id: string; readonly attempt: number };

async function sendAll(
  { client, timeoutMs }: LaneParts,
  target: Target,
  taken: readonly Taken[],
  signal: AbortSignal,
): Promise<Recorded[]> {
  const waiting = taken.values();
  const attempts: Recorded[] = [];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, taken.length) }, async () => {
      for (const { id, attempt, facts } of waiting) {
        if (signal.aborted) return;
        attempts.push({ id, attempt, ...(await sendEvent(client, target, facts, { timeoutMs, signal })) });
      }
    }),
  );
  return attempts;
}

async function record({ db, log, tell }: LaneParts, endpointId: string, attempts: readonly Recorded[]) {
  const [row] = await call<{ disabled: string | null }>(
    db,
    'select lotline.record_webhook_attempts($1, $2) as disabled',
    [endpointId, JSON.stringify(attempts)],
  );
  const failed = attempts.filter((attempt) => attempt.error !== null);
  if (failed.length > 0) {
    log.info(
      { webhookId: endpointId, failed: failed.length, of: attempts.length, error: failed[0]?.error },
      'events could not be delivered',
    );
  }
  if (row?.disabled == null) return;
  log.warn({ webhookId: endpointId, reason: row.disabled }, 'a webhook was disabled');
  if (tell !== undefined) await tellOfDisabled(db, endpointId, tell);
}
