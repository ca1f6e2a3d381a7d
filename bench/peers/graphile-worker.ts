import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import type { Contestant } from '../lib/contestant.ts';
import { inParts, PAYLOAD_SQL, type Payload, type Result } from '../lib/items.ts';

/**
 * graphile-worker with the fastest settings found. It keeps no results and deletes finished jobs, so the task
 * awaits a results table written here by merged multi-row inserts, which is to its favour.
 */
const SLOTS = 500;
const LOCAL_QUEUE = 2000;
const CHUNK = 10_000;
const quiet = new Logger(() => () => {});

const STORE_SQL = 'insert into results (job_id, result) select * from unnest($1::bigint[], $2::jsonb[])';

export const contestant: Contestant = {
  name: 'graphile-worker',
  settings: `addJobs ${CHUNK} a call; concurrentJobs ${SLOTS}, localQueue ${LOCAL_QUEUE} (refetchDelay 10 ms), completeJobBatchDelay 0, prepared statements; results, which it does not keep, by merged multi-row INSERT awaited in the task`,

  async prepare(database) {
    const utils = await makeWorkerUtils({ connectionString: database.url, logger: quiet });
    await utils.migrate();
    await utils.release();
    await database.query(`create table results (
      job_id bigint primary key, result jsonb not null, at timestamptz not null default now())`);
  },

  async preload(database, count) {
    await database.query(`select count(*) from (select graphile_worker.add_jobs(array(
      select row('other', ${PAYLOAD_SQL}::json, null, now(), null, null, null, null)::graphile_worker.job_spec
      from generate_series(1, ${count}) g))) x`);
  },

  async enqueue(database, payloads) {
    const utils = await makeWorkerUtils({ connectionString: database.url, logger: quiet });
    for (const part of inParts(payloads, CHUNK)) {
      await utils.addJobs(part.map((payload) => ({ identifier: 'item', payload })));
    }
    await utils.release();
  },

  async work(database, handler) {
    const pool = new pg.Pool({ connectionString: database.url, max: 2 });
    const store = merged<[string, Result]>(async (rows) => {
      const values = [rows.map((row) => row[0]), rows.map((row) => JSON.stringify(row[1]))];
      await pool.query({ name: 'store', text: STORE_SQL, values });
    });
    const runner = await run({
      preset: {
        worker: {
          connectionString: database.url,
          concurrentJobs: SLOTS,
          maxPoolSize: 10,
          pollInterval: 2000,
          localQueue: { size: LOCAL_QUEUE, refetchDelay: { durationMs: 10 } },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
      logger: quiet,
      noHandleSignals: true,
      parsedCronItems: [],
      taskList: {
        item: async (payload, helpers) => {
          // enqueued by this bench, as Payload
          await store([helpers.job.id, await handler(payload as Payload)]);
        },
      },
    });
    return async () => {
      await runner.stop();
      await pool.end();
    };
  },

  // An item counts when its result is stored and its job is completed, that is, deleted. With a million other jobs
  // beside them only the results are counted: there is no index to count its jobs by.
  async countDone(database, waiting) {
    const left = waiting > 0 ? '0' : '(select count(*) from graphile_worker._private_jobs)';
    const [row] = await database.query<{ n: string }>(`select (select count(*) from results) - ${left} n`);
    return Number(row?.n);
  },

  async verify(database) {
    const [row] = await database.query<{ n: string; d: string }>(
      `select count(*) n, count(distinct (result->>'i')::int) d from results`,
    );
    return { rows: Number(row?.n), distinct: Number(row?.d), matched: Number(row?.d) };
  },
};

/** Merges single writes: whatever is waiting goes with the next flush; two flushes at most are under way. */
function merged<T>(flush: (rows: T[]) => Promise<void>): (row: T) => Promise<void> {
  let waiting: { row: T; done: PromiseWithResolvers<void> }[] = [];
  let underWay = 0;
  let scheduled = false;
  const pump = (): void => {
    scheduled = false;
    while (waiting.length > 0 && underWay < 2) {
      const part = waiting.slice(0, 1000);
      waiting = waiting.slice(1000);
      underWay += 1;
      flush(part.map((entry) => entry.row))
        .then(
          () => part.forEach((entry) => void entry.done.resolve()),
          (error: unknown) => part.forEach((entry) => void entry.done.reject(error)),
        )
        .finally(() => {
          underWay -= 1;
          if (waiting.length > 0) pump();
        });
    }
  };
  return (row) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ row, done });
    if (!scheduled && underWay < 2) {
      scheduled = true;
      setImmediate(pump);
    }
    return done.promise;
  };
}
