import { PgBoss } from 'pg-boss';
import type { Contestant, Database } from '../lib/contestant.ts';
import { inParts, PAYLOAD_SQL, type Payload } from '../lib/items.ts';

/** pg-boss with the fastest settings found: large batches, completion of a batch with one result per job. */
const BATCH = 1000;
const LOCAL = 2;
const CHUNK = 10_000;

export const contestant: Contestant = {
  name: 'pg-boss',
  settings: `insert ${CHUNK} a call; batchSize ${BATCH}, localConcurrency ${LOCAL}, perJobResults, burstWhenBatchFull, polling 0.5 s, standard queue in the shared job table`,

  async prepare(database) {
    const boss = await open(database, false);
    await boss.createQueue('item');
    await boss.createQueue('other');
    await boss.stop({ graceful: false });
  },

  async preload(database, count) {
    const boss = await open(database, false);
    await boss.insert('other', [{ data: { seed: 1 } }]);
    // Its own row, cloned, so that every column is as it makes it.
    const [columns] = await database.query<{ list: string }>(`
      select string_agg(format('%I', column_name), ',') list from information_schema.columns
      where table_schema = 'pgboss' and table_name = 'job_common' and column_name not in ('id', 'data')
        and is_generated = 'NEVER' and is_identity = 'NO'`);
    await database.query(`insert into pgboss.job_common (id, data, ${columns?.list})
      select gen_random_uuid(), ${PAYLOAD_SQL}, ${columns?.list}
      from pgboss.job_common, generate_series(1, ${count - 1}) g`);
    await boss.stop({ graceful: false });
  },

  async enqueue(database, payloads) {
    const boss = await open(database, false);
    for (const part of inParts(payloads, CHUNK))
      await boss.insert(
        'item',
        part.map((data) => ({ data })),
      );
    await boss.stop({ graceful: false });
  },

  async work(database, handler) {
    const boss = await open(database, true);
    await boss.work<Payload>(
      'item',
      {
        batchSize: BATCH,
        localConcurrency: LOCAL,
        perJobResults: true,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
      },
      (jobs) =>
        Promise.all(
          jobs.map(async (job) => ({
            id: job.id,
            status: 'completed' as const,
            output: await handler(job.data),
          })),
        ),
    );
    return () => boss.stop({ graceful: false });
  },

  async countDone(database) {
    const [row] = await database.query<{ n: string }>(
      `select count(*) n from pgboss.job_common where name = 'item' and state = 'completed'`,
    );
    return Number(row?.n);
  },

  async verify(database) {
    const [row] = await database.query<{ n: string; d: string; ok: string }>(`
      select count(*) n, count(distinct (output->>'i')::int) d,
             count(*) filter (where output->>'i' = data->>'i') ok
      from pgboss.job_common where name = 'item' and state = 'completed'`);
    return { rows: Number(row?.n), distinct: Number(row?.d), matched: Number(row?.ok) };
  },
};

async function open(database: Database, supervise: boolean): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: database.url, max: 10, schedule: false, supervise });
  // It reports trouble of its background chores here; the run itself is verified afterwards.
  boss.on('error', (error) => console.error(`pg-boss: ${String(error)}`));
  await boss.start();
  return boss;
}
