import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { announcedAs } from '../../src/engine/events.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { type GuideUser, guideIn } from '../support/guide.ts';
import { until } from '../support/until.ts';

/** What one organization's SQL login can learn of another's work, or do to it: nothing. */
const db = await testDatabase();
const guide = await guideIn(db);
const jobs = jobsIn(db);
const { owner } = db.pools;

const CREATE = "select create_batch_job('regrid_scraping', county_id('Blair, PA'), 2)";

async function withJob(): Promise<{ user: GuideUser; job: string; ids: string[] }> {
  const user = await guide.user();
  const ids = await guide.properties(user.organizationId, 'Blair, PA', 6);
  return { user, ids, job: await user.value<string>(CREATE) };
}
/** What shows rows of an organization's own alone (counties wait for research in every organization). */
const OWN_ROWS = [
  'vw_active_batch_jobs',
  'vw_completed_batch_jobs',
  "(select * from vw_pending_items where job_type <> 'county_research') p",
];
const databaseError = (error: unknown) => error as pg.DatabaseError;

test('a job of another organization is one that is not there, to every function', async () => {
  const { user, job, ids } = await withJob();
  await user.query('select * from get_next_batch($1)', [job]);
  const stranger = await guide.user();
  const calls: [string, unknown[]][] = [
    ['select * from get_next_batch($1)', [job]],
    ['select update_batch_progress($1, $2, 1, 0)', [job, ids[0]]],
    ['select update_batch_progress($1, null, 0, 0)', [job]],
    ['select pause_batch_job($1)', [job]],
    ['select resume_batch_job($1)', [job]],
    ['select complete_batch_job($1)', [job]],
    ['select * from get_batch_status($1)', [job]],
  ];
  for (const [sql, values] of calls) {
    await assert.rejects(stranger.query(sql, values), (error) => {
      assert.deepEqual(
        [databaseError(error).code, databaseError(error).message],
        ['LL003', `No job ${job}`],
        sql,
      );
      assert.ok(!databaseError(error).detail?.includes('Blair'));
      return true;
    });
  }
  for (const view of OWN_ROWS) {
    assert.deepEqual(await stranger.query(`select * from ${view}`), [], view);
  }
  const own = await stranger.query(
    'select * from vw_batch_job_summary where jobs > 0 or last_activity_at is not null',
  );
  assert.deepEqual(own, []);
  await guide.properties(stranger.organizationId, 'Blair, PA', 1);
  assert.ok(await stranger.value<string>(CREATE), 'a job of its own, for the same county');
});

test('a job that is no county job is none of the Guide’s', async () => {
  const user = await guide.user();
  const other = await jobs.create({ items: 3, driver: 'agent', organizationId: user.organizationId });
  for (const sql of ['select * from get_next_batch($1)', 'select pause_batch_job($1)']) {
    await assert.rejects(user.query(sql, [other.jobId]), { code: 'LL003' });
  }
  assert.deepEqual(await user.query('select * from vw_active_batch_jobs'), []);
});

test('nothing that a session sets changes whom it works for', async () => {
  const { user } = await withJob();
  const stranger = await guide.user();
  const client = await stranger.connect();
  for (const sql of [
    `set lotline.org = '${user.organizationId}'`,
    `select set_config('lotline.org', '${user.organizationId}', false)`,
    'set search_path = pg_temp, public, lotline, pg_catalog',
    "set session characteristics as transaction isolation level serializable; set plan_cache_mode = 'force_generic_plan'",
    'set role lotline_agent',
  ]) {
    await client.query(sql);
    const { rows } = await client.query('select lotline.sql_login_org() as org');
    assert.equal(rows[0].org, stranger.organizationId, sql);
    assert.equal((await client.query('select * from lotline.vw_active_batch_jobs')).rowCount, 0, sql);
    await client.query('select * from lotline.counties limit 1');
  }
  await client.query('set row_security = off');
  await assert.rejects(client.query('select * from lotline.vw_active_batch_jobs'), { code: '42501' });
});

test('where a database lets everybody make objects, shadows of ours change nothing', async () => {
  const { user, job, ids } = await withJob();
  const other = await withJob();
  await owner.query(`grant temporary on database ${db.name} to ${user.login}`);
  await owner.query(
    `create schema if not exists shared; grant usage, create on schema shared to ${user.login}`,
  );
  const client = await user.connect();
  for (const schema of ['pg_temp', 'shared']) {
    await client.query(`
      create table ${schema}.sql_logins as select '${user.login}'::name as login, '${other.user.organizationId}'::uuid as org_id, 'admin' as permission;
      create table ${schema}.jobs (id uuid);
      create table ${schema}.job_types (job_type text);
      create function ${schema}.sql_login_org(boolean default false) returns uuid language sql as 'select ''${other.user.organizationId}''::uuid';
      create function ${schema}.require_org(uuid) returns uuid language sql as 'select $1';
      create function ${schema}.md5(text) returns text language sql as 'select $1';
      create function ${schema}.same(uuid, uuid) returns boolean language sql as 'select true';
      create operator ${schema}.= (function = ${schema}.same, leftarg = uuid, rightarg = uuid)`);
  }
  await client.query('set search_path = pg_temp, shared, pg_catalog, lotline');
  assert.equal(
    (await client.query('select lotline.sql_login_org() as org')).rows[0].org,
    user.organizationId,
  );
  const { rows } = await client.query('select job_id from lotline.vw_active_batch_jobs');
  assert.deepEqual(rows, [{ job_id: job }]);
  await assert.rejects(client.query(`select * from lotline.get_next_batch('${other.job}')`), {
    code: 'LL003',
  });
  const taken = await client.query(`select item_id from lotline.get_next_batch('${job}')`);
  assert.deepEqual(taken.rows[0], { item_id: ids[0] });
  await client.query(`select lotline.update_batch_progress('${job}', '${ids[0]}', 1, 0)`);
  assert.deepEqual(await guide.problems(job), []);
});

test('a condition that quotes what it sees sees the login’s own rows alone', async () => {
  const { user } = await withJob();
  const stranger = await guide.user();
  for (const view of OWN_ROWS) {
    const leak = `select * from ${view} where (county_name || 'x')::int > 0`;
    assert.deepEqual(await stranger.query(leak), [], view);
  }
  await assert.rejects(
    user.query("select * from vw_active_batch_jobs where (county_name || 'x')::int > 0"),
    /Blairx/,
  );
  await owner.query(
    `insert into lotline.county_research (county_id, org_id, research_status, finding, found_by, found_at)
     values (lotline.county_id('Blair, PA'), $1, 'partial', '{}', 'test', now())`,
    [user.organizationId],
  );
  assert.deepEqual(
    await stranger.query('select id from counties where (research_status::text)::int > 0'),
    [],
  );
  const plan = await stranger.query<{ 'QUERY PLAN': string }>(
    'explain (analyze, verbose) select * from vw_active_batch_jobs',
  );
  assert.ok(!plan.some((line) => line['QUERY PLAN'].includes('jobs j')), 'and no plan shows the tables');
});

test('a login that is registered nowhere, or no longer, gets nothing, whatever it set or prepared', async () => {
  const { user, job } = await withJob();
  const other = await guide.user({ organizationId: user.organizationId });
  const client = await other.connect();
  await client.query('prepare mine as select * from vw_active_batch_jobs');
  await client.query('prepare more as select * from pending_items($1)');
  assert.equal((await client.query('execute mine')).rowCount, 1);
  await owner.query('delete from lotline.sql_logins where login = $1', [other.login]);
  await client.query(`set lotline.org = '${user.organizationId}'`);
  for (const sql of [
    'execute mine',
    "execute more ('regrid_scraping')",
    'select * from vw_active_batch_jobs',
    'select * from vw_completed_batch_jobs',
    'select * from vw_batch_job_summary',
    'select * from vw_pending_items',
    'select count(research_status) from counties',
    'select * from get_pending_work_summary()',
    `select * from get_batch_status('${job}')`,
    `select * from get_next_batch('${job}')`,
    `select pause_batch_job('${job}')`,
    CREATE,
  ]) {
    await assert.rejects(
      client.query(sql),
      { code: 'LL070', message: new RegExp(`${other.login} belongs to no`) },
      sql,
    );
  }
});

test('a viewer reads and changes nothing', async () => {
  const { user, job, ids } = await withJob();
  const viewer = await guide.user({ organizationId: user.organizationId, permission: 'viewer' });
  assert.equal(await viewer.value('select status from get_batch_status($1)', [job]), 'pending');
  assert.equal((await viewer.query('select * from vw_active_batch_jobs')).length, 1);
  assert.equal((await viewer.query('select * from get_pending_work_summary()')).length, 8);
  for (const sql of [
    CREATE,
    `select * from get_next_batch('${job}')`,
    `select update_batch_progress('${job}', '${ids[0]}', 1, 0)`,
    `select pause_batch_job('${job}')`,
    `select resume_batch_job('${job}')`,
    `select complete_batch_job('${job}')`,
  ]) {
    await assert.rejects(viewer.query(sql), { code: 'LL072', message: /may read/ }, sql);
  }
  const admin = await guide.user({ organizationId: user.organizationId, permission: 'admin' });
  assert.match(await admin.value('select resume_batch_job($1)', [job]), /^Started/);
});

test('whoever listens to our channels hears no job’s id', async () => {
  const stranger = await guide.user();
  const client = await stranger.connect();
  const heard: string[] = [];
  client.on('notification', (message) => heard.push(`${message.payload}`));
  await client.query('listen lotline_jobs');
  await client.query('listen lotline_work');
  const { user, job } = await withJob();
  await user.query('select resume_batch_job($1)', [job]);
  await client.query('select 1');
  assert.deepEqual(heard.sort(), [announcedAs(job), 'regrid_scraping'].sort());
});

test('an open transaction of one login holds up its own job for a moment, no other, and not for long', async () => {
  const { user, job } = await withJob();
  const client = await user.connect();
  await client.query('set idle_in_transaction_session_timeout = 0; set statement_timeout = 0');
  await client.query('begin');
  await client.query('select * from get_next_batch($1)', [job]);

  const startedAt = performance.now();
  await assert.rejects(user.query('select * from get_next_batch($1)', [job]), {
    code: 'LL071',
    message: /ask again/,
  });
  assert.ok(performance.now() - startedAt < 5_000);
  assert.equal(
    (await user.query('select * from vw_active_batch_jobs')).length,
    1,
    'reading waits for nobody',
  );
  const free = await withJob();
  assert.equal((await free.user.query('select * from get_next_batch($1)', [free.job])).length, 2);
  await jobs.tick();

  const ended = new Promise((resolve) => client.once('error', resolve));
  await jobs.advance(200);
  await jobs.tick();
  await ended;
  const taken = await until(
    () => user.query('select * from get_next_batch($1)', [job]).catch(() => false as const),
    'the next batch',
  );
  assert.equal(taken.length, 2);
  assert.deepEqual(await guide.problems(job), []);
});

test('a conflict names the organization’s own job', async () => {
  const { user, job } = await withJob();
  await assert.rejects(user.query(CREATE), (error) => {
    assert.equal(databaseError(error).code, 'LL005');
    assert.match(databaseError(error).message, new RegExp(job));
    return true;
  });
});
