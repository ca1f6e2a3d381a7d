import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import pg from 'pg';
import { withClient } from '../../src/db/client.ts';
import { createPool } from '../../src/db/pool.ts';
import { disableRealtime, enableRealtime, realtimeStatus } from '../../src/db/realtime.ts';
import { tick, upkeep } from '../../src/engine/claims.ts';
import { cancelJob, deleteJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { testDatabase } from '../support/database.ts';
import { failed, jobsIn, type TestJob } from '../support/engine.ts';
import { claimLookups } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { owner, worker, api } = database.pools;
const superuser = createPool(database.urls.superuser, { name: 'test host', max: 2 });
after(() => superuser.end());

const lookups = (items: number, organizationId?: string) =>
  jobs.create({
    kind: 'incentive_lookup',
    items,
    ...(organizationId === undefined ? {} : { organizationId }),
  });

/** Ticks a second later, since the copy is written once a second. */
async function nextSecond(): Promise<void> {
  await jobs.advance(1);
  await jobs.tick();
}

async function copied(job: TestJob): Promise<Record<string, unknown> | undefined> {
  const { rows } = await owner.query('select * from public.batch_lookup_jobs where id = $1', [job.jobId]);
  return rows[0];
}

/** What a hosted database has: its roles, the function that reads a token, and its publication. */
async function makeHost(): Promise<void> {
  for (const role of ['anon', 'authenticated', 'service_role']) {
    await superuser.query(
      `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
    );
  }
  await superuser.query(`
    create schema auth;
    create function auth.jwt() returns jsonb language sql stable as
      $$ select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$;
    grant usage on schema auth to authenticated, anon, lotline_owner;
    grant usage on schema public to authenticated, anon, service_role;
    alter default privileges for role lotline_owner in schema public grant all on tables to anon, authenticated, service_role;
    create publication supabase_realtime;
    alter publication supabase_realtime owner to lotline_owner`);
}

/** What a signed-in user of the host sees. */
async function asUser<Row extends pg.QueryResultRow>(
  claims: unknown,
  sql: string,
  role = 'authenticated',
): Promise<Row[]> {
  return withClient({ connectionString: database.urls.superuser }, async (client) => {
    await client.query('begin');
    await client.query(`set local role ${role}`);
    await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
    return (await client.query<Row>(sql)).rows;
  });
}

test('without the copy nothing is made in public, and the status says how to', async () => {
  await lookups(2);
  await nextSecond();
  const { rows } = await owner.query("select to_regclass('public.batch_lookup_jobs') as name");
  assert.equal(rows[0]?.name, null);
  assert.deepEqual(await realtimeStatus(database.urls.owner), { enabled: false });
  assert.equal(await disableRealtime(database.urls.owner), false);
});

test('a table of that name that is not ours is left alone', async () => {
  await owner.query('create table public.batch_lookup_jobs (id int)');
  await assert.rejects(enableRealtime(database.urls.owner), { code: 'conflict' });
  assert.deepEqual(await realtimeStatus(database.urls.owner), { enabled: false });
  await owner.query('drop table public.batch_lookup_jobs');
});

test('the copy follows jobs of lookups in the words of their API, and other jobs are not in it', async () => {
  const before = await lookups(3);
  const status = await enableRealtime(database.urls.owner);
  assert.deepEqual(
    { enabled: status.enabled, jobs: status.jobs, published: status.published, readable: status.readable },
    { enabled: true, jobs: 0, published: false, readable: false },
  );
  const other = await jobs.create({ items: 2 });
  await nextSecond();
  assert.equal((await copied(before))?.total_items, 3, 'jobs of before are in it too');
  assert.equal(await copied(other), undefined);

  const job = await lookups(100);
  await nextSecond();
  const seen = async () => {
    const { status, total_items, processed_items, failed_items } = (await copied(job)) ?? {};
    return { status, total_items, processed_items, failed_items };
  };
  assert.deepEqual(await seen(), {
    status: 'processing',
    total_items: 100,
    processed_items: 0,
    failed_items: 0,
  });
  const [batch] = await claimLookups(database, job.jobId, 10);
  assert.ok(batch);
  await jobs.report(batch, (seq) => (seq <= 2 ? failed() : { outcome: 'completed', result: {} }));
  await nextSecond();
  assert.deepEqual(await seen(), {
    status: 'processing',
    total_items: 100,
    processed_items: 10,
    failed_items: 2,
  });
  await pauseJob(worker, { ...job, reason: null, fence: false });
  await nextSecond();
  assert.equal((await seen()).status, 'processing', 'that API has no paused jobs');
  await resumeJob(worker, { ...job, reason: null });
  const [held] = await claimLookups(database, job.jobId, 10);
  assert.ok(held);
  await cancelJob(worker, { ...job, reason: null, force: false });
  await nextSecond();
  assert.deepEqual(await seen(), {
    status: 'cancelled',
    total_items: 100,
    processed_items: 90,
    failed_items: 82,
  });
  await jobs.report(held, { outcome: 'completed', result: {} });
  await nextSecond();
  assert.deepEqual(
    await seen(),
    { status: 'cancelled', total_items: 100, processed_items: 100, failed_items: 82 },
    'what was out at the cancel is told when it is in',
  );
  assert.ok((await copied(job))?.completed_at);
  await deleteJob(api, job);
  await nextSecond();
  assert.equal(await copied(job), undefined);
});

test('it is written once a second, and only where something changed', async () => {
  const [quiet, busy] = [await lookups(5), await lookups(50)];
  await nextSecond();
  const updatedAt = async (job: TestJob) => String((await copied(job))?.updated_at);
  const [quietAt, busyAt] = [await updatedAt(quiet), await updatedAt(busy)];
  const [batch] = await claimLookups(database, busy.jobId, 10);
  assert.ok(batch);
  await jobs.report(batch, { outcome: 'completed', result: {} });
  await jobs.tick();
  assert.equal(await updatedAt(busy), busyAt, 'not within the same second');
  await nextSecond();
  assert.notEqual(await updatedAt(busy), busyAt);
  assert.equal(await updatedAt(quiet), quietAt);
});

test('a signed-in user of the host sees the jobs of its organization alone', async () => {
  await makeHost();
  const { published, readable } = await enableRealtime(database.urls.owner);
  assert.deepEqual({ published, readable }, { published: true, readable: true });
  const [mine, theirs] = [await lookups(1), await lookups(1)];
  await nextSecond();
  const issuer = 'https://clerk.example.test';
  for (const [job, name] of [
    [mine, 'org_mine'],
    [theirs, 'org_theirs'],
  ] as const) {
    await owner.query('select lotline.link_external_organization($1, $2, $3, $4)', [
      job.organizationId,
      issuer,
      name,
      'test',
    ]);
  }
  const ids = async (claims: unknown) =>
    (await asUser<{ id: string }>(claims, 'select id from public.batch_lookup_jobs')).map(({ id }) => id);
  const v2 = { iss: issuer, v: 2, o: { id: 'org_mine', rol: 'member' }, role: 'authenticated' };
  assert.deepEqual(await ids(v2), [mine.jobId]);
  assert.deepEqual(await ids({ iss: issuer, org_id: 'org_theirs' }), [theirs.jobId]);
  for (const nobody of [
    {},
    { ...v2, sts: 'pending' },
    { ...v2, iss: 'https://elsewhere.example.test' },
    { ...v2, o: undefined, org_id: 'org_mine' },
    { iss: issuer, sub: 'user_1' },
    { iss: issuer, org_id: 'org_unknown' },
  ]) {
    assert.deepEqual(await ids(nobody), [], JSON.stringify(nobody));
  }
  await assert.rejects(asUser(v2, "update public.batch_lookup_jobs set status = 'x'"), /permission denied/);
  await assert.rejects(asUser(v2, 'select 1 from public.batch_lookup_jobs', 'anon'), /permission denied/);
  await assert.rejects(
    asUser({}, 'insert into public.batch_lookup_jobs (id) values (gen_random_uuid())', 'service_role'),
    /permission denied/,
  );
});

test('a copy that somebody broke stops nothing, says why, and is made up for', async () => {
  const job = await lookups(3);
  await nextSecond();
  await owner.query('alter table public.batch_lookup_jobs rename column failed_items to broken');
  await jobs.drain(job);
  await jobs.advance(1);
  assert.ok(await jobs.tick(), 'the tick does everything else');
  const status = await realtimeStatus(database.urls.owner);
  assert.match(status.error ?? '', /failed_items/);
  assert.ok(status.error_at);
  await upkeep(worker);
  await owner.query('alter table public.batch_lookup_jobs rename column broken to failed_items');
  await nextSecond();
  assert.deepEqual((await copied(job))?.status, 'completed');
  assert.equal((await realtimeStatus(database.urls.owner)).error, null);
});

test('a table that somebody locked holds the tick up for a moment only', async () => {
  const client = new pg.Client({ connectionString: database.urls.owner });
  await client.connect();
  await client.query('begin');
  await client.query('lock table public.batch_lookup_jobs in access exclusive mode');
  await jobs.advance(1);
  assert.ok(await until(() => tick(worker), 'a tick'));
  await client.query('rollback');
  await client.end();
  await nextSecond();
  assert.equal((await realtimeStatus(database.urls.owner)).error, null);
});

test('what retention hides leaves the copy, and disable drops it', async () => {
  const job = await lookups(1);
  await jobs.drain(job);
  await nextSecond();
  assert.ok(await copied(job));
  await owner.query('update lotline.jobs set hidden_at = lotline.clock() where id = $1', [job.jobId]);
  await upkeep(worker);
  assert.equal(await copied(job), undefined);
  assert.equal(await disableRealtime(database.urls.owner), true);
  assert.deepEqual(await realtimeStatus(database.urls.owner), { enabled: false });
  await lookups(1);
  await nextSecond();
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from lotline.realtime_queue');
  assert.equal(rows[0]?.n, 0, 'nothing is noted for a copy that is not there');
});
