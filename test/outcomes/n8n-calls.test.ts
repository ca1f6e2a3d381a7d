import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { createNotices } from '../../src/db/notices.ts';
import { asOrganization, inTransaction } from '../../src/db/pool.ts';
import { completeJob, pauseJob, resumeJob, retryItems, startJob } from '../../src/engine/control.ts';
import { pullBatch } from '../../src/engine/outside.ts';
import { removeWebhook, setWebhook } from '../../src/outcomes/n8n-webhooks.ts';
import { createTriggers, type TriggerParts, type Triggers } from '../../src/outcomes/triggers.ts';
import { createGuardedClient } from '../../src/providers/guarded-client.ts';
import { startN8n } from '../../src/simulators/n8n.ts';
import { testDatabase } from '../support/database.ts';
import { failed, jobsIn, type TestJob } from '../support/engine.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { owner, api, worker } = database.pools;
const n8n = await startN8n();
after(() => n8n.stop());

const KIND = 'regrid_scraping';
const PATH = 'regrid-scraper-5f3a9c';
const logged: string[] = [];
const KEY = 'ab'.repeat(32);

function triggersFor(env: NodeJS.ProcessEnv = {}, parts: Partial<TriggerParts> = {}): Triggers {
  const triggers = createTriggers({
    config: readConfig({
      N8N_REGRID_WEBHOOK_URL: n8n.productionUrl(PATH),
      N8N_WEBHOOK_HEADER: 'X-Lotline: open-sesame',
      LOTLINE_SECRET_KEY: KEY,
      ...env,
    }),
    pool: api,
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    timeoutMs: 2_000,
    ...parts,
  });
  after(() => triggers.stop());
  return triggers;
}

const job = (state: 'submitted' | 'started' = 'submitted', kind = KIND) =>
  jobs.create({ driver: 'n8n', items: 3, state, kind });
const deliver = (triggers: Triggers, { organizationId, jobId }: TestJob) =>
  triggers.deliver(organizationId, jobId);
const callsFor = ({ jobId }: TestJob) =>
  n8n.requests.filter((request) => (request.body as { job_id?: string }).job_id === jobId).length;
const live = (respond: 'immediately' | 'last-node' | 'never' = 'immediately') =>
  n8n.publish({ path: PATH, respond });

async function rows({ jobId }: TestJob) {
  const { rows: found } = await owner.query<{
    move: string;
    attempts: number;
    last_error: string | null;
    delivered: boolean;
    ended: boolean;
  }>(
    `select move, attempts, last_error, delivered_at is not null as delivered, ended_at is not null as ended
       from lotline.n8n_calls where job_id = $1 order by id`,
    [jobId],
  );
  return found;
}

test('each move into in_progress owes one call: start, resume, retry; nothing else does', async () => {
  const end = live();
  const triggers = triggersFor();
  const one = await job();
  assert.equal(await deliver(triggers, one), null, 'nothing moved yet');
  await startJob(worker, one);
  assert.deepEqual(await deliver(triggers, one), { triggered: true, error: null });
  await startJob(worker, one);
  assert.equal(await deliver(triggers, one), null, 'it was there already');
  await pauseJob(worker, one);
  assert.equal(await deliver(triggers, one), null);
  await resumeJob(worker, one);
  assert.deepEqual(await deliver(triggers, one), { triggered: true, error: null });
  const batch = await pullBatch(worker, { ...one, session: 'test' });
  assert.ok(batch);
  await jobs.report(batch, failed());
  await retryItems(worker, { ...one, all: true });
  assert.deepEqual(await deliver(triggers, one), { triggered: true, error: null });
  assert.deepEqual(
    (await rows(one)).map(({ move, attempts, delivered }) => [move, attempts, delivered]),
    [
      ['start', 1, true],
      ['resume', 1, true],
      ['retry', 1, true],
    ],
  );
  assert.equal(callsFor(one), 3);
  end();
});

test('a job of another driver owes no call', async () => {
  const triggers = triggersFor();
  const one = await jobs.create({ driver: 'worker', items: 1 });
  assert.equal(await deliver(triggers, one), null);
  assert.deepEqual(await rows(one), []);
});

test('a call belongs to the transaction of its move: rolled back with it', async () => {
  const one = await job();
  const client = await worker.connect();
  await client.query('begin');
  await client.query('select lotline.start_job($1, $2, $3)', [one.organizationId, one.jobId, 'test']);
  await client.query('rollback');
  client.release();
  assert.deepEqual(await rows(one), []);
});

test('a refused call is told and not repeated; one that cannot have arrived is repeated, four times at most', async () => {
  const triggers = triggersFor();
  const one = await job('started');
  const unpublished = await deliver(triggers, one);
  assert.equal(unpublished?.triggered, false);
  assert.match(unpublished?.error ?? '', /No published workflow/);
  assert.deepEqual(
    (await rows(one)).map((row) => [row.attempts, row.ended]),
    [[1, true]],
  );

  const two = await job('started');
  n8n.starting(true);
  assert.match((await deliver(triggers, two))?.error ?? '', /still starting.*repeated in a moment/);
  assert.equal(await deliver(triggers, two), null, 'a repeat is not for whoever patches next');
  for (let attempt = 2; attempt <= 4; attempt++) {
    await jobs.advance(300);
    await sweepOnce(two, attempt);
  }
  n8n.starting(false);
  assert.deepEqual(
    (await rows(two)).map((row) => [row.attempts, row.ended, row.delivered]),
    [[4, true, false]],
  );
  assert.equal((await jobs.get(two)).status, 'in_progress', 'a failed call fails nothing');
});

/** Lets a sweeper of its own work until the call's attempt is recorded. */
async function sweepOnce(one: TestJob, attempt: number): Promise<void> {
  const sweeper = triggersFor();
  sweeper.start();
  await until(
    async () => (await rows(one)).some((row) => row.attempts >= attempt && row.last_error !== null),
    'the attempt',
  );
  await sweeper.stop();
}

test('moves in SQL, and a crash between commit and call, are made up for by the sweeper', async () => {
  const end = live();
  const one = await job('started');
  // taken by a process that died before it called
  const { rows: taken } = await owner.query('select * from lotline.take_n8n_call($1, $2)', [
    one.organizationId,
    one.jobId,
  ]);
  assert.equal(taken.length, 1);
  const two = await job('started');
  const sweeper = triggersFor(
    {},
    {
      notices: createNotices({ url: database.urls.api, channels: ['lotline_n8n'], clock: systemClock }),
    },
  );
  sweeper.start();
  await until(() => callsFor(two) === 1, 'the call of the move in SQL');
  assert.equal(callsFor(one), 0, 'whoever took it may still be at it');
  const three = await job();
  await startJob(worker, three);
  await until(() => callsFor(three) === 1, 'the call of a move while it listens');
  await sweeper.stop();
  await jobs.advance(31);
  const next = triggersFor();
  next.start();
  await until(async () => (await rows(one))[0]?.delivered, 'the call of the dead process');
  assert.equal(callsFor(one), 1);
  end();
});

test('the sweeper leaves a move over HTTP to whoever made it, for a few seconds', async () => {
  const end = live();
  const one = await job();
  await asOrganization(api, one.organizationId, (db) =>
    db.query('select lotline.start_job($1, $2, $3)', [one.organizationId, one.jobId, 'test']),
  );
  const { rows: due } = await owner.query('select * from lotline.take_n8n_call()');
  assert.ok(!due.some((row: { job_id: string }) => row.job_id === one.jobId));
  await jobs.advance(6);
  const sweeper = triggersFor();
  sweeper.start();
  await until(async () => (await rows(one))[0]?.delivered, 'the call');
  await sweeper.stop();
  end();
});

test('many processes that deliver at once make one call', async () => {
  const end = live();
  const one = await job('started');
  const all = Array.from({ length: 8 }, () => triggersFor());
  for (const triggers of all.slice(0, 4)) triggers.start();
  const made = await Promise.all(all.map((triggers) => deliver(triggers, one)));
  await until(async () => (await rows(one))[0]?.delivered, 'the call');
  await Promise.all(all.map((triggers) => triggers.stop()));
  assert.ok(made.filter((result) => result?.triggered).length <= 1);
  assert.equal(callsFor(one), 1);
  end();
});

test('a job that went on before its call was made gets none; a later move overtakes an open call', async () => {
  const end = live();
  const triggers = triggersFor();
  const paused = await job('started');
  await pauseJob(worker, paused);
  assert.equal(await deliver(triggers, paused), null);
  await resumeJob(worker, paused);
  const again = await job('started');
  await pauseJob(worker, again);
  await resumeJob(worker, again);
  assert.deepEqual(await deliver(triggers, again), { triggered: true, error: null });
  assert.deepEqual(
    (await rows(again)).map((row) => [row.move, row.attempts, row.last_error]),
    [
      ['start', 0, 'Overtaken by a later call'],
      ['resume', 1, null],
    ],
  );
  assert.match((await rows(paused))[0]?.last_error ?? '', /Not made: the job is paused/);
  assert.equal(callsFor(again), 1);
  end();
});

test('a person may ask for the call anew, only while it makes sense', async () => {
  const end = live();
  const triggers = triggersFor();
  const one = await job();
  const ask = ({ organizationId, jobId }: TestJob) => triggers.again(organizationId, jobId, 'ana');
  await assert.rejects(ask(one), { code: 'not_triggerable', message: /is pending/ });
  await startJob(worker, one);
  await deliver(triggers, one);
  assert.deepEqual(await ask(one), { triggered: true, error: null });
  assert.equal(callsFor(one), 2);
  await completeJob(worker, one);
  await assert.rejects(ask(one), { code: 'not_triggerable', message: /is completed/ });
  const other = await jobs.create({ driver: 'agent', items: 1 });
  await assert.rejects(ask(other), { code: 'not_triggerable', message: /run by agents, not by n8n/ });
  const stranger = { ...one, organizationId: await database.organization() };
  await assert.rejects(ask(stranger), { code: 'job_not_found' });
  const { rows: events } = await owner.query(
    'select event, actor from lotline.job_events where job_no = $1 and event like $2 order by id',
    [one.number, 'n8n%'],
  );
  assert.deepEqual(events, [
    { event: 'n8n_called', actor: null },
    { event: 'n8n_call_asked', actor: 'ana' },
    { event: 'n8n_called', actor: null },
  ]);
  end();
});

test('an address that an organization set goes before the operator’s, sealed, guarded, without the operator’s header', async () => {
  const config = readConfig({ LOTLINE_SECRET_KEY: KEY });
  const own = 'tenant-token-77aa';
  const one = await job('started');
  const { organizationId } = one;
  const set = (url: string, header: string | null = null) =>
    asOrganization(api, organizationId, (db) =>
      setWebhook(db, config, { organizationId, jobType: KIND, url, header, actor: 'ana' }),
    );
  await set(n8n.productionUrl(own), 'X-Tenant: tenant-secret');
  const refused = await deliver(triggersFor(), one);
  assert.match(refused?.error ?? '', /private address/);
  assert.equal(callsFor(one), 0);

  const end = n8n.publish({ path: own });
  const allowed = triggersFor({}, { guarded: createGuardedClient({ allow: ['127.0.0.1'] }) });
  await allowed.again(organizationId, one.jobId, 'ana');
  const { headers } = n8n.requests.at(-1) ?? {};
  assert.deepEqual([headers?.['x-tenant'], headers?.['x-lotline']], ['tenant-secret', undefined]);
  end();

  const { rows: stored } = await owner.query(
    'select sealed, masked_url from lotline.organization_webhooks where org_id = $1',
    [organizationId],
  );
  assert.equal(stored[0]?.masked_url, `${n8n.url}/…`);
  assert.doesNotMatch(String(stored[0]?.sealed), /tenant/);
  const other = await job('started');
  await owner.query(
    `insert into lotline.organization_webhooks (org_id, job_type, sealed, masked_url, has_header, set_by)
     select $2, job_type, sealed, masked_url, has_header, set_by from lotline.organization_webhooks where org_id = $1`,
    [organizationId, other.organizationId],
  );
  assert.match(
    (await deliver(allowed, other))?.error ?? '',
    /cannot be read with the key/,
    'sealed for its owner alone',
  );
  await asOrganization(api, organizationId, (db) => removeWebhook(db, organizationId, KIND));
  assert.equal(await triggersFor().driverOf(organizationId, KIND), 'n8n', 'the operator’s is left');
});

test('who runs a job: n8n when its type has an address, else the type’s own', async () => {
  const organizationId = await database.organization();
  const triggers = triggersFor({ N8N_TITLE_RESEARCH_WEBHOOK_URL: n8n.productionUrl('title') });
  const none = triggersFor({ N8N_REGRID_WEBHOOK_URL: '' });
  assert.equal(await triggers.driverOf(organizationId, 'regrid_scraping'), 'n8n');
  assert.equal(await triggers.driverOf(organizationId, 'title_research'), 'n8n');
  assert.equal(await triggers.driverOf(organizationId, 'visual_validation'), 'worker');
  assert.equal(await none.driverOf(organizationId, 'regrid_scraping'), 'agent');
  await asOrganization(api, organizationId, (db) =>
    setWebhook(db, readConfig({ LOTLINE_SECRET_KEY: KEY }), {
      ...{ organizationId, jobType: 'regrid_scraping', url: 'https://n8n.example.com/webhook/x' },
      ...{ header: null, actor: 'ana' },
    }),
  );
  assert.equal(await none.driverOf(organizationId, 'regrid_scraping'), 'n8n');
  assert.equal(await none.driverOf(await database.organization(), 'regrid_scraping'), 'agent');
});

test('a job whose type has no address says which setting is missing', async () => {
  const one = await job('started', 'title_research');
  assert.match((await deliver(triggersFor(), one))?.error ?? '', /N8N_TITLE_RESEARCH_WEBHOOK_URL/);
});

test('a variable that names no job type is told when the server starts', async () => {
  const triggers = triggersFor({ N8N_REGIRD_WEBHOOK_URL: n8n.productionUrl('x') });
  triggers.start();
  await until(
    () => logged.some((line) => /N8N_REGIRD_WEBHOOK_URL names no job type/.test(line)),
    'the warning',
  );
  assert.ok(!logged.some((line) => /N8N_REGRID_WEBHOOK_URL names no/.test(line)));
  await triggers.stop();
});

test('no address, token or header ever reached the log', () => {
  assert.ok(logged.length > 10);
  for (const secret of [PATH, 'open-sesame', 'tenant-token', 'tenant-secret', KEY]) {
    assert.ok(!logged.some((line) => line.includes(secret)), secret);
  }
});

test('while no call is owed, the sweeper looks once and rests as long as it may', async () => {
  await inTransaction(owner, async (db) => {
    await db.query('update lotline.n8n_calls set ended_at = lotline.clock() where ended_at is null');
    const { rows: found } = await db.query('select lotline.n8n_rest(30) as rest');
    assert.deepEqual(found, [{ rest: 30 }]);
  });
  const asked: string[] = [];
  const pool: TriggerParts['pool'] = Object.create(api, {
    query: {
      value: (text: string, values: unknown[]) => {
        asked.push(text);
        return api.query(text, values);
      },
    },
  });
  const rested = Promise.withResolvers<number>();
  const clock: TriggerParts['clock'] = {
    now: () => 0,
    sleep: (delayMs, signal) => {
      rested.resolve(delayMs);
      return new Promise((done) => signal?.addEventListener('abort', () => done()));
    },
  };
  triggersFor({}, { pool, clock }).start();
  assert.equal(await rested.promise, 30_000);
  assert.equal(asked.filter((text) => text.includes('take_n8n_call')).length, 1);
});
