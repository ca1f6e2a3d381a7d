import { z } from 'zod';
import type { MigrationPlan } from '../db/migrate.ts';
import { call, type Queryable } from '../db/pool.ts';
import { answer, endpoint, type Surface } from './endpoint.ts';
import { problemSchema, renderProblem } from './problem-shape.ts';

const healthSchema = z
  .object({ status: z.literal('ok'), version: z.string() })
  .meta({ id: 'Health', description: 'The process answers' });

const readySchema = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    checks: z.object({
      accepting: z.object({ ok: z.boolean().describe('False while the server stops') }),
      database: z.object({ ok: z.boolean() }),
      migrations: z.object({ ok: z.boolean(), pending: z.array(z.string()) }),
      worker: z.object({
        ok: z
          .boolean()
          .describe(
            'A worker was heard from within a minute; says nothing about this server, so it does not count',
          ),
        heartbeat_age_seconds: z
          .number()
          .nullable()
          .describe('Since any worker was last heard from; null = never'),
      }),
    }),
  })
  .meta({ id: 'Readiness', description: 'Whether this server should be sent requests' });

/** A worker that is silent for longer than this is taken for gone. */
const WORKER_SILENT_SECONDS = 60;
/** Who asks whether we are ready waits seconds, not until the network gives a silent database up. */
const PATIENCE_MS = 3_000;
/** Migrations are compared at most this often. */
const MIGRATIONS_LOOK_MS = 5_000;

export interface HealthOptions {
  readonly version: string;
  readonly pendingMigrations: () => Promise<MigrationPlan>;
  readonly isStopping: () => boolean;
}

/** `/health` (the process lives) and `/ready` (it can serve): for load balancers, open to anyone. */
export function createHealth(options: HealthOptions): Surface {
  const pending = remembered(options.pendingMigrations, MIGRATIONS_LOOK_MS);

  async function checks(db: Queryable) {
    const [age, missing] = await Promise.all([
      soon(workerAge(db)).then(
        (seconds) => ({ reached: true as const, seconds }),
        () => ({ reached: false as const, seconds: null }),
      ),
      soon(pending()).then(
        (plan) => [...plan.migrations, ...(plan.functions ? ['functions'] : [])],
        () => ['unknown'],
      ),
    ]);
    return {
      accepting: { ok: !options.isStopping() },
      database: { ok: age.reached },
      migrations: { ok: missing.length === 0, pending: missing },
      worker: {
        ok: age.seconds !== null && age.seconds <= WORKER_SILENT_SECONDS,
        heartbeat_age_seconds: age.seconds,
      },
    };
  }

  const health = endpoint({
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    tag: 'Service',
    summary: 'Is the process alive',
    allow: 'anyone',
    answers: {
      200: {
        description: 'It is',
        schema: healthSchema,
        example: { status: 'ok', version: options.version },
      },
    },
    errors: [],
    async run() {
      return answer(200, { status: 'ok', version: options.version });
    },
  });

  const ready = endpoint({
    operationId: 'getReadiness',
    method: 'GET',
    path: '/ready',
    tag: 'Service',
    summary: 'Should this server be sent requests',
    description:
      'Database reachable, migrations current, not stopping. The age of the last worker heartbeat is told beside.',
    allow: 'anyone',
    answers: {
      200: { description: 'Yes', schema: readySchema },
      503: { description: 'No: see the checks', schema: readySchema },
    },
    errors: [],
    async run(request) {
      const found = await checks(request.pool);
      const ok = found.accepting.ok && found.database.ok && found.migrations.ok;
      return answer(ok ? 200 : 503, { status: ok ? 'ready' : 'not_ready', checks: found });
    },
  });

  return { prefix: '/', endpoints: [health, ready], problemSchema, renderProblem };
}

/** `promise`, or a rejection when it has not settled in time. */
async function soon<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Seconds since any worker was heard from; null when none ever was. */
async function workerAge(db: Queryable): Promise<number | null> {
  const [row] = await call<{ age: number | null }>(
    db,
    'select extract(epoch from clock_timestamp() - max(seen_at))::float8 as age from lotline.workers',
  );
  return row?.age === undefined || row.age === null ? null : Math.max(0, Math.round(row.age * 10) / 10);
}

/** `look`, asked again only when the last answer is older than `forMs`. */
function remembered<T>(look: () => Promise<T>, forMs: number): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at > forMs) {
      const value = look();
      last = { at: performance.now(), value };
      value.catch(() => {
        last = undefined;
      });
    }
    return last.value;
  };
}
