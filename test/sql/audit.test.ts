import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inContext } from '../../src/base/context.ts';
import { asOrganization, inTransaction } from '../../src/db/pool.ts';
import { cancelJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { claimInSession, endSession, startSession } from '../../src/engine/sessions.ts';
import { auditIn } from '../support/audit.ts';
import { testDatabase } from '../support/database.ts';
import { failed, jobsIn, refused } from '../support/engine.ts';
import { guideIn } from '../support/guide.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const guide = await guideIn(db);
const { entries } = auditIn(db);
const { owner, api, worker } = db.pools;

const request = {
  actor: 'person:ann@example.org',
  principal: 'p1',
  onBehalfOf: 'operator',
  requestId: 'r-1',
  address: '192.0.2.7',
  route: 'POST /x',
};

test('an entry says who, for whom, what, from where, why, and how it was before', async () => {
  const organizationId = await db.organization();
  await inContext(request, () =>
    asOrganization(api, organizationId, (tx) =>
      tx.query(`select lotline.audit($1, 'thing.changed', 'thing', '7', ' because ', '{"a":1}', '{"a":2}')`, [
        organizationId,
      ]),
    ),
  );
  const [entry] = await entries(organizationId);
  const { id: _, at, ...rest } = entry as typeof entry & { at: Date };
  assert.ok(at instanceof Date);
  assert.deepEqual(rest, {
    ...{ org_id: organizationId, actor: 'person:ann@example.org', on_behalf_of: 'operator' },
    ...{ action: 'thing.changed', subject_type: 'thing', subject_id: '7', reason: 'because' },
    ...{ before: { a: 1 }, after: { a: 2 }, request_id: 'r-1' },
    source: { address: '192.0.2.7', route: 'POST /x', principal: 'p1' },
  });
});

test('an entry goes with its transaction', async () => {
  const organizationId = await db.organization();
  const gone = asOrganization(api, organizationId, async (tx) => {
    await tx.query(`select lotline.audit($1, 'thing.changed', 'thing', '7')`, [organizationId]);
    throw new Error('taken back');
  });
  await assert.rejects(gone, /taken back/);
  assert.deepEqual(await entries(organizationId), []);
});

test('nobody writes into the record of another organization', async () => {
  const [mine, other] = [await db.organization(), await db.organization()];
  const forged = asOrganization(api, mine, (tx) =>
    tx.query(`select lotline.audit($1, 'thing.changed', 'thing', '7')`, [other]),
  );
  await refused(forged, 'forbidden_organization');
  assert.deepEqual(await entries(other), []);
});

test('every command of a job is written down, with where the job was before', async () => {
  const job = await jobs.create({ items: 3 });
  await jobs.create({ organizationId: job.organizationId, items: 3 });
  const by = { organizationId: job.organizationId, jobId: job.jobId, actor: 'key:deploy' };
  await inContext({ actor: 'key:deploy', requestId: 'r-2' }, () =>
    asOrganization(api, job.organizationId, async (tx) => {
      await pauseJob(tx, { ...by, reason: 'the county office is closed' });
      await resumeJob(tx, by);
      await cancelJob(tx, by);
    }),
  );
  const of = (await entries(job.organizationId, 'job.')).filter(({ subject_id }) => subject_id === job.jobId);
  const told = of.map(({ action, actor, reason, before, after }) => [
    action,
    actor,
    reason,
    before?.status ?? null,
    after?.status ?? null,
  ]);
  assert.deepEqual(told, [
    ['job.created', 'system', null, null, 'pending'],
    ['job.submitted', 'system', null, null, null],
    ['job.started', 'system', null, 'pending', 'in_progress'],
    ['job.paused', 'key:deploy', 'the county office is closed', 'in_progress', 'paused'],
    ['job.resumed', 'key:deploy', null, 'paused', 'in_progress'],
    ['job.cancelled', 'key:deploy', null, 'in_progress', 'cancelled'],
  ]);
  assert.deepEqual(of.map(({ request_id }) => request_id).slice(3), ['r-2', 'r-2', 'r-2']);
  assert.equal(of[0]?.after?.name, 'Test job');
});

test('moves that the engine makes by itself are the system’s', async () => {
  const job = await jobs.create({ items: 10, settings: { failureLimit: 3, maxAttempts: 1 } });
  await jobs.report(await jobs.claimOne(job), failed());
  const ended = await jobs.drain(job);
  assert.equal(ended.status, 'failed');
  const last = (await entries(job.organizationId, 'job.')).slice(-2);
  assert.deepEqual(
    last.map(({ action, actor }) => [action, actor]),
    [
      ['job.started', 'system'],
      ['job.failed', 'system'],
    ],
  );
});

test('a job that goes on at its time does so for whoever set the time', async () => {
  const job = await jobs.create({ items: 3 });
  const at = new Date(Date.now() + 3_600_000);
  await owner.query('select lotline.pause_until($1, $2, $3, $4, $5)', [
    ...[job.organizationId, job.jobId, at, 'key:night', 'after hours'],
  ]);
  await jobs.advance(3_700);
  await jobs.tick();
  const [resumed] = await entries(job.organizationId, 'job.resumed');
  assert.deepEqual([resumed?.actor, resumed?.on_behalf_of], ['system', 'key:night']);
});

test('what a session of an agent does is its own, on behalf of the key', async () => {
  const job = await jobs.create({ items: 5, state: 'submitted', driver: 'agent' });
  const { organizationId, jobId } = job;
  const ref = await inContext({ actor: 'key:agents' }, () =>
    asOrganization(api, organizationId, async (tx) => {
      const { id: sessionId } = await startSession(tx, {
        organizationId,
        actor: 'key:agents',
        name: 'survey',
      });
      await claimInSession(tx, { organizationId, sessionId, jobId });
      return { organizationId, sessionId };
    }),
  );
  await inContext({ actor: 'key:other' }, () =>
    asOrganization(api, organizationId, (tx) => endSession(tx, ref)),
  );
  const told = (await entries(organizationId)).slice(2);
  assert.deepEqual(
    told.map(({ action, actor, on_behalf_of }) => [action, actor, on_behalf_of]),
    [
      ['agent_session.started', 'key:agents', null],
      ['job.started', 'session:survey', 'key:agents'],
      ['agent_session.ended', 'key:other', null],
    ],
  );
});

test('a SQL login is named by its login, whatever it sets or says', async () => {
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 3);
  const client = await user.connect();
  await client.query("select set_config('lotline.request', $1, false)", [JSON.stringify(request)]);
  const { rows } = await client.query<{ id: string }>(
    "select create_batch_job('regrid_scraping', county_id('Blair, PA'), 2) as id",
  );
  await client.query('select pause_batch_job($1, $2) from resume_batch_job($1)', [rows[0]?.id, 'lunch']);
  const told = await entries(user.organizationId, 'job.');
  assert.deepEqual(
    told.map(({ action, reason }) => [action, reason]),
    [
      ['job.created', null],
      ['job.started', null],
      ['job.paused', 'lunch'],
    ],
  );
  for (const { actor, on_behalf_of, source, request_id } of told) {
    assert.deepEqual([actor, on_behalf_of, source, request_id], [`sql:${user.login}`, null, {}, null]);
  }
  await assert.rejects(client.query('select lotline.audit(null, null, null, null)'), { code: '42501' });
});

test('a SQL login uses up no API key’s limits, whatever it sets', async () => {
  const user = await guide.user();
  await guide.properties(user.organizationId, 'Blair, PA', 3);
  const { rows: keys } = await owner.query<{ id: string }>(
    `insert into lotline.api_keys (org_id, name, role, prefix, key_hash, created_by, items_per_day)
     values ($1, 'theirs', 'analyst', 'lot_live_0', sha256($2::bytea), 'test', 1) returning id`,
    [user.organizationId, user.login],
  );
  const client = await user.connect();
  await client.query("select set_config('lotline.request', $1, false)", [
    JSON.stringify({ key: keys[0]?.id }),
  ]);
  const { rows } = await client.query<{ id: string }>(
    "select create_batch_job('regrid_scraping', county_id('Blair, PA'), 2) as id",
  );
  const { rows: jobs } = await owner.query('select key_id from lotline.jobs where id = $1', [rows[0]?.id]);
  assert.deepEqual(jobs, [{ key_id: null }]);
});

test('the owner’s own session is named by its login as well, services that connect as the owner are the system', async () => {
  const organizationId = await db.organization();
  await owner.query(`select lotline.audit($1, 'thing.changed', 'thing', '7')`, [organizationId]);
  await inTransaction(owner, async (tx) => {
    await tx.query("select set_config('application_name', 'lotline worker', true)");
    await tx.query(`select lotline.audit($1, 'thing.changed', 'thing', '8')`, [organizationId]);
  });
  const { username } = new URL(db.urls.owner);
  assert.deepEqual(
    (await entries(organizationId)).map(({ actor }) => actor),
    [`sql:${username}`, 'system'],
  );
});

test('nobody changes or takes away what is written, not even the owner', async () => {
  const organizationId = await db.organization();
  await owner.query(`select lotline.audit($1, 'thing.changed', 'thing', '7')`, [organizationId]);
  await auditIn(db).seal();
  for (const table of ['audit_entries', 'audit_seals']) {
    for (const sql of [`update lotline.${table} set org_id = org_id`, `delete from lotline.${table}`]) {
      await assert.rejects(owner.query(sql), { code: 'LL050', message: /only grows/ }, sql);
      for (const pool of [api, worker]) await assert.rejects(pool.query(sql), { code: '42501' }, sql);
    }
    await assert.rejects(owner.query(`truncate lotline.${table}`), { code: 'LL050' });
  }
  await assert.rejects(owner.query('truncate lotline.audit_chain'), { code: 'LL050' });
  for (const pool of [api, worker]) {
    await assert.rejects(
      pool.query(
        `insert into lotline.audit_entries (org_id, actor, action, subject_type) values ($1, 'x', 'x', 'x')`,
        [organizationId],
      ),
      { code: '42501' },
    );
  }
  assert.equal((await entries(organizationId)).length, 1);
});
