import { type Clock, systemClock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { failpoint } from '../base/failpoint.ts';
import type { Log } from '../base/log.ts';
import type { Notices } from '../db/notices.ts';
import { asOrganization, call, type Pool, type Queryable } from '../db/pool.ts';
import type { Driver } from '../engine/vocabulary.ts';
import { createGuardedClient } from '../providers/guarded-client.ts';
import { createOperatorClient, type HttpClient } from '../providers/http-client.ts';
import { type CallResult, callWebhook, type Webhook } from '../providers/n8n.ts';
import { hasWebhook, openWebhook } from './n8n-webhooks.ts';
import { createSweeper } from './triggers-sweeper.ts';

export interface TriggerParts {
  readonly config: Pick<Config, 'n8n' | 'secretKey' | 'databaseUrl' | 'dataFolder'>;
  /** Connects as `lotline_api`. */
  readonly pool: Pool;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** For the sweeper to hear of calls at once; without it, it looks every half minute. */
  readonly notices?: Notices;
  /** For addresses that users set. */
  readonly guarded?: HttpClient;
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/** What became of a call to a workflow. */
export interface Triggered {
  readonly triggered: boolean;
  /** Why not, in words for people; null when it was. */
  readonly error: string | null;
}

/** Calls the n8n workflows that run jobs. */
export interface Triggers {
  /** Who runs a job of this type if nobody says otherwise: n8n when it has a webhook address, else the type's own. */
  driverOf(organizationId: string, jobType: string): Promise<Driver>;
  /**
   * Makes the call that a job's last move owes, right after that move's commit. Null when none is owed: nothing was
   * moved, n8n does not run the job, or another process is at it. Never throws.
   */
  deliver(organizationId: string, jobId: string): Promise<Triggered | null>;
  /** Makes the call anew because somebody asks. Throws `not_triggerable`, `job_not_found`. */
  again(organizationId: string, jobId: string, actor: string): Promise<Triggered>;
  /** Begins to make calls that moves in SQL owe, or that a crash left behind. */
  start(): void;
  /** Ends that; a call under way is finished. */
  stop(): Promise<void>;
}

interface OwedCall extends Record<string, unknown> {
  readonly id: string;
  readonly org_id: string;
  readonly job_id: string;
  readonly kind: string;
  readonly attempt: number;
}

export function createTriggers(parts: TriggerParts): Triggers {
  const { config, pool, log, timeoutMs } = parts;
  const operator = createOperatorClient();
  const guarded = parts.guarded ?? createGuardedClient();
  const sweeper = createSweeper({
    log,
    notices: parts.notices,
    clock: parts.clock ?? systemClock,
    async take() {
      const owed = await take(pool);
      return owed === null ? null : () => make(owed);
    },
    async restSeconds(most) {
      const [row] = await call<{ rest: number }>(pool, 'select lotline.n8n_rest($1) as rest', [most]);
      return row?.rest ?? most;
    },
  });

  /** Whom to call, by which client. An organization's own word goes before the operator's. */
  async function send(owed: OwedCall): Promise<CallResult> {
    const own = await asOrganization(pool, owed.org_id, (db) =>
      openWebhook(db, config, owed.org_id, owed.kind),
    );
    const options = timeoutMs === undefined ? {} : { timeoutMs };
    if (own !== null) return callWebhook(guarded, own, owed.job_id, options);
    const url = config.n8n.webhookUrls.get(owed.kind);
    if (url === undefined) {
      const error = `No webhook address is set for ${owed.kind} jobs; set ${variableFor(owed.kind)}, or one in the settings`;
      return { delivered: false, error, again: false };
    }
    const webhook: Webhook = { url, header: config.n8n.header ?? null };
    return callWebhook(operator, webhook, owed.job_id, options);
  }

  /** Makes a call that was taken, and records what came of it. */
  async function make(owed: OwedCall): Promise<Triggered> {
    failpoint('before_n8n_call');
    let result: CallResult;
    try {
      result = await send(owed);
    } catch (error) {
      // The call was not made, for a reason of ours.
      log.error({ err: error, jobId: owed.job_id }, 'a call to n8n could not be prepared');
      const known = error instanceof AppError && error.status < 500;
      const message = known
        ? error.message
        : 'The call could not be prepared; the log of the server says why';
      result = { delivered: false, error: message, again: !known };
    }
    const error = result.delivered ? null : result.error;
    const [row] = await call<{ due: Date | null }>(
      pool,
      'select lotline.record_n8n_call($1, $2, $3, $4) as due',
      [owed.id, owed.attempt, error, !result.delivered && result.again],
    );
    const dueAt = row?.due ?? null;
    if (result.delivered) log.info({ jobId: owed.job_id, attempt: owed.attempt }, 'n8n was called');
    else
      log.warn(
        { jobId: owed.job_id, attempt: owed.attempt, error, againAt: dueAt },
        'n8n could not be called',
      );
    if (dueAt !== null) return { triggered: false, error: `${error}. The call is repeated in a moment` };
    return { triggered: result.delivered, error };
  }

  async function deliver(organizationId: string, jobId: string): Promise<Triggered | null> {
    try {
      const owed = await take(pool, { organizationId, jobId });
      return owed === null ? null : await make(owed);
    } catch (error) {
      log.error({ err: error, jobId }, 'a call to n8n is owed and will be made later');
      return { triggered: false, error: 'The call could not be made just now; it is made in a moment' };
    }
  }

  return {
    deliver,

    async driverOf(organizationId, jobType) {
      if (config.n8n.webhookUrls.has(jobType)) return 'n8n';
      return asOrganization(pool, organizationId, async (db) => {
        if (await hasWebhook(db, organizationId, jobType)) return 'n8n';
        const [type] = await call<{ driver: Driver }>(db, 'select lotline.default_driver($1) as driver', [
          jobType,
        ]);
        return type?.driver ?? 'worker';
      });
    },

    async again(organizationId, jobId, actor) {
      await asOrganization(pool, organizationId, (db) =>
        call(db, 'select lotline.ask_n8n_call($1, $2, $3)', [organizationId, jobId, actor]),
      );
      const made = await deliver(organizationId, jobId);
      return made ?? { triggered: false, error: 'Another process is making this call' };
    },

    start() {
      sweeper.start();
      warnOfUnknownTypes(pool, config, log).catch((error: unknown) =>
        log.warn({ err: error }, 'the webhook settings could not be compared with the job types'),
      );
    },

    async stop() {
      await sweeper.stop();
      operator.close();
      guarded.close();
    },
  };
}

/** A variable that names no job type is a slip of the pen, which otherwise nobody would notice. */
async function warnOfUnknownTypes(
  db: Queryable,
  { n8n }: TriggerParts['config'],
  log: TriggerParts['log'],
): Promise<void> {
  const rows = await call<{ job_type: string }>(db, 'select job_type from lotline.job_types');
  const known = new Set(rows.map((row) => row.job_type));
  for (const jobType of n8n.webhookUrls.keys()) {
    if (!known.has(jobType)) log.warn(`${variableFor(jobType)} names no job type and is never used`);
  }
}

const variableFor = (jobType: string) =>
  `N8N_${jobType === 'regrid_scraping' ? 'REGRID' : jobType.toUpperCase()}_WEBHOOK_URL`;

/** An owed call, now ours to make: that of the job named, or any that is due. */
async function take(db: Queryable, of?: { organizationId: string; jobId: string }): Promise<OwedCall | null> {
  const [owed] = await call<OwedCall>(
    db,
    'select id, org_id, job_id, kind, attempt from lotline.take_n8n_call($1, $2)',
    [of?.organizationId ?? null, of?.jobId ?? null],
  );
  return owed ?? null;
}
