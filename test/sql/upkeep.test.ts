import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../src/db/pool.ts';
import { upkeep } from '../../src/engine/claims.ts';
import { getJob } from '../../src/engine/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { owner, worker } = db.pools;

const partitions = (table: string) =>
  jobs.one<number>("select count(*)::int from pg_inherits where inhparent = ('lotline.' || $1)::regclass", [
    table,
  ]);

test('upkeep makes the partitions of this week and the next two, and nothing the second time', async () => {
  assert.equal((await upkeep(worker))?.partitionsCreated, 18);
  assert.equal(await partitions('items'), 3);
  assert.equal((await upkeep(worker))?.partitionsCreated, 0);
});

test('each job number falls into the partition of its week, to the last number', async () => {
  const week = await jobs.one<string>('lotline.week_of(clock_timestamp())::text');
  const first = await jobs.one<string>('lotline.first_number_of($1)', [week]);
  const last = String(BigInt(await jobs.one<string>('lotline.first_number_of($1::date + 7)', [week])) - 1n);
  for (const number of [first, last]) {
    const { rows } = await owner.query(
      'insert into lotline.items (job_no, seq) values ($1, 1) returning tableoid::regclass::text as partition',
      [number],
    );
    assert.equal(rows[0]?.partition, `items_${week.replaceAll('-', '')}`);
  }
  assert.equal(new Date(week).getUTCDay(), 1, 'weeks begin on Monday');
  await owner.query('delete from lotline.items where job_no = any ($1)', [[first, last]]);
});

test('partitions are made while others read and write their siblings', async () => {
  const job = await jobs.create({ items: 10 });
  const client = await owner.connect();
  await client.query('begin');
  await client.query('select count(*) from lotline.items');
  await client.query(
    'insert into lotline.item_errors (job_no, at, seq, attempt, generation, final, class, code, message)' +
      " select $1, now(), 1, 1, 1, false, 'transient', 'x', 'x'",
    [job.number],
  );
  const made = await jobs.one<number>(
    "lotline.ensure_partitions_for(clock_timestamp() + interval '40 weeks')",
  );
  assert.equal(made, 6);
  await client.query('rollback');
  client.release();
});

test('statistics of a partitioned table are renewed once enough rows changed', async () => {
  await upkeep(worker);
  const job = await jobs.create({ state: 'created' });
  await inTransaction(owner, async (client) => {
    await client.query('select lotline.append_items($1, $2, null, $3)', [
      job.organizationId,
      job.jobId,
      Array.from({ length: 12_000 }, (_, i) => i).join('\n'),
    ]);
    await client.query('select pg_stat_force_next_flush()');
  });
  const analyzed = (await upkeep(worker))?.analyzed ?? [];
  assert.ok(analyzed.includes('items'), JSON.stringify(analyzed));
  assert.ok(
    (await jobs.one<number>("select reltuples::float8 from pg_class where oid = 'lotline.items'::regclass")) >
      10_000,
  );
});

test('retention drops weeks in which every job ended long ago; events and billed calls stay', async () => {
  const old = await jobs.create({ items: 5 });
  await jobs.drain(old);
  const number = '20250106000000001';
  // an old job, as if it had been made then
  await owner.query("select lotline.ensure_partitions_for('2025-01-06')");
  await owner.query(
    `insert into lotline.jobs select (jsonb_populate_record(j, jsonb_build_object('number', $2::bigint,
      'id', gen_random_uuid(), 'created_at', '2025-01-06', 'completed_at', '2025-01-07'))).* from lotline.jobs j where j.number = $1`,
    [old.number, number],
  );
  await owner.query('insert into lotline.items (job_no, seq) values ($1, 1)', [number]);
  await owner.query("insert into lotline.job_events (job_no, event) values ($1, 'completed')", [number]);
  assert.equal((await upkeep(worker))?.partitionsDropped, 0, 'retention is off until it is set');
  await owner.query("insert into lotline.settings (name, value) values ('retention_days', '30')");
  assert.equal((await upkeep(worker))?.partitionsDropped, 6);
  assert.equal(await jobs.one('select count(*)::int from lotline.job_events where job_no = $1', [number]), 1);
  const id = await jobs.one<string>('select id from lotline.jobs where number = $1', [number]);
  assert.equal(await getJob(worker, old.organizationId, id), null, 'its job is hidden');
  assert.equal((await jobs.sound(old)).completed, 5);
});

test('only one upkeep runs at a time', async () => {
  const client = await owner.connect();
  await client.query('begin');
  await client.query("select from lotline.engine_locks where name = 'upkeep' for update");
  assert.equal(await upkeep(worker), null);
  await client.query('rollback');
  client.release();
});

test('what is more than a round takes is left for the next one, which is due at once', async () => {
  const organization = await db.organization();
  await owner.query(
    `insert into lotline.webhook_events (org_id, type, at, number)
     select $1, 'lookup.completed', lotline.clock() - interval '8 days', n from generate_series(1, 100001) n`,
    [organization],
  );
  const left = () =>
    jobs.one<number>('select count(*)::int from lotline.webhook_events where org_id = $1', [organization]);
  await owner.query("update lotline.engine_locks set done_at = '-infinity' where name = 'upkeep'");
  assert.equal((await upkeep(worker))?.unfinished, true);
  assert.equal(await left(), 1);
  await owner.query('select lotline.upkeep_if_due()');
  assert.equal(await left(), 0);
  assert.equal((await upkeep(worker))?.unfinished, false);
});

test('counts of items added on days that are over go', async () => {
  const organization = await db.organization();
  await owner.query(
    `insert into lotline.item_counts (org_id, key_id, day, items)
     select $1, gen_random_uuid(), (lotline.clock() at time zone 'UTC')::date - n, 1 from generate_series(0, 3) n`,
    [organization],
  );
  await upkeep(worker);
  assert.equal(
    await jobs.one('select count(*)::int from lotline.item_counts where org_id = $1', [organization]),
    2,
    "today's and yesterday's",
  );
});
