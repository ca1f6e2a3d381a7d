import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buryWorker, claimBatches, heartbeat } from '../../src/engine/claims.ts';
import { lotline } from '../cli/terminal.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, skipped, type TestJob } from '../support/engine.ts';
import { webhooksIn } from '../support/webhooks.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const api = await testApi(database);
const { worker: pool } = database.pools;

interface Stuck {
  readonly id: string;
  readonly what: string;
  readonly jobId: string | null;
  readonly workerId: string | null;
  readonly items: number;
  readonly evidence: readonly { label: string; value: string }[];
  readonly action: string;
}

const stuck = async (client: Client): Promise<Stuck[]> => (await client.get('/api/stuck')).body.stuck;
const settle = (client: Client, { id }: Stuck, body: object) =>
  client.post(`/api/stuck/${encodeURIComponent(id)}`, body);
const beat = (worker: string, { kind }: TestJob, info: object = {}) =>
  heartbeat(pool, {
    worker,
    leases: [],
    info: { slots: 4, running: 0, host: `box of ${kind}`, kinds: [kind], ...info },
  });
const attention = async (client: Client) => (await client.get('/api/attention')).body.attention;

test('what a dead worker holds is shown with evidence, tried without effect, and released exactly so', async () => {
  const job = await jobs.create({ items: 12, settings: { batchSize: 6, leaseSeconds: 3_600 } });
  const client = await api.client('analyst', job.organizationId);
  await beat('gone-1', job);
  assert.equal((await claimBatches(pool, { worker: 'gone-1', kinds: [job.kind], limit: 12 })).length, 2);
  assert.deepEqual(await stuck(client), []);
  await jobs.advance(40);
  const [found, ...more] = await stuck(client);
  assert.ok(found && more.length === 0);
  assert.deepEqual(
    [found.what, found.jobId, found.workerId, found.items, found.action],
    ['dead_worker', job.jobId, 'gone-1', 12, 'release'],
  );
  const says = (label: string) => found.evidence.find((one) => one.label === label)?.value ?? '';
  assert.match(says('Last heartbeat'), /^4\d s ago$/);
  assert.equal(says('Batches held'), '2');

  const tried = await settle(client, found, { action: 'release', dryRun: true });
  assert.equal(tried.status, 200, tried.text);
  assert.deepEqual(tried.body.effects, [
    '2 batches with 12 unreported items: taken away; a late report of its holder counts nothing',
    '12 items to be taken again, at once',
  ]);
  assert.equal((await jobs.get(job)).counts.processing, 12, 'nothing was done');
  assert.equal((await settle(client, found, { action: 'resume' })).status, 400);
  const viewer = await api.client('viewer', job.organizationId);
  assert.equal((await settle(viewer, found, { action: 'release' })).status, 403);
  assert.equal((await settle(await api.client('admin'), found, { action: 'release' })).status, 404);

  await beat('next-1', job);
  const done = await settle(client, found, { action: 'release', reason: 'its machine burned' });
  assert.deepEqual(done.body.effects, tried.body.effects);
  assert.deepEqual([(await jobs.get(job)).counts.waiting, await stuck(client)], [12, []]);
  assert.equal((await settle(client, found, { action: 'release' })).body.code, 'stuck_not_found');
  assert.equal((await jobs.drain(job)).status, 'completed');
  await jobs.sound(job);
  const { rows } = await jobs.owner.query(
    "select action, reason from lotline.audit_entries where org_id = $1 and action like 'stuck.%'",
    [job.organizationId],
  );
  assert.deepEqual(rows, [{ action: 'stuck.release', reason: 'its machine burned' }]);
});

test('what a worker held that was found dead a moment ago can be looked at before anybody sweeps', async () => {
  const job = await jobs.create({ items: 4, settings: { batchSize: 2, leaseSeconds: 3_600 } });
  const client = await api.client('viewer', job.organizationId);
  await beat('burnt-1', job);
  await claimBatches(pool, { worker: 'burnt-1', kinds: [job.kind], limit: 4 });
  assert.equal(await buryWorker(pool, 'burnt-1'), 2);
  assert.deepEqual(await stuck(client), [], 'it is swept within seconds');
  const { batches } = (await client.get(`/api/jobs/${job.jobId}/batches`)).body;
  assert.ok(batches.every(({ until }: { until: string }) => Date.parse(until) > 0));
  await jobs.advance(12);
  assert.deepEqual(
    (await stuck(client)).map(({ what, items }) => [what, items]),
    [
      ['expired_lease', 2],
      ['expired_lease', 2],
    ],
  );
  await jobs.tick();
  assert.deepEqual([await stuck(client), (await jobs.sound(job)).waiting], [[], 4]);
});

test('a batch that is out three times longer than its like is handed out again, or failed', async () => {
  const job = await jobs.create({ items: 260, settings: { batchSize: 10, leaseSeconds: 86_400 } });
  const client = await api.client('analyst', job.organizationId);
  await beat('slow-1', job);
  for (let batch = 0; batch < 24; batch += 1) await jobs.report(await jobs.claimOne(job), completed());
  await jobs.owner.query('select lotline.fold($1)', [job.number]);
  const [first, second] = [await jobs.claimOne(job, 10, 'slow-1'), await jobs.claimOne(job, 10, 'slow-1')];
  await jobs.report(first, completed(), [241, 242]);
  await jobs.advance(20);
  await beat('slow-1', job);
  assert.deepEqual(await stuck(client), [], 'half a minute is nothing yet');
  await jobs.advance(20);
  await beat('slow-1', job);
  const found = await stuck(client);
  assert.deepEqual(
    found.map(({ what, items, action }) => [what, items, action]),
    [
      ['slow_items', 8, 'requeue'],
      ['slow_items', 10, 'requeue'],
    ],
  );
  const [one, two] = found;
  assert.ok(one && two);
  assert.equal((await settle(client, one, { action: 'requeue' })).status, 200);
  assert.equal((await jobs.report(first, completed(), [243])).fenced, true);
  const failing = await settle(client, two, { action: 'mark_failed', reason: 'no use', dryRun: true });
  assert.match(failing.body.effects[0], /^10 items to fail as marked_failed/);
  assert.equal((await jobs.get(job)).counts.failed, 0);
  await settle(client, two, { action: 'mark_failed', reason: 'no use' });
  const { counts } = await jobs.get(job);
  assert.deepEqual([counts.failed, counts.waiting, counts.completed], [10, 8, 242]);
  assert.equal((await jobs.report(second, completed())).fenced, true);
  await jobs.drain(job);
  await jobs.sound(job);
});

test('no worker for a kind, a lost worker and a stalled job are told, and need attention until they do not', async () => {
  const job = await jobs.create({ items: 5 });
  const admin = await api.client('admin', job.organizationId);
  assert.deepEqual(await attention(admin), []);
  await jobs.advance(31);
  const [found] = await stuck(admin);
  assert.ok(found);
  assert.deepEqual([found.id, found.items, found.action], [`no_worker:${job.kind}`, 5, 'pause_queue']);
  const [line] = await attention(admin);
  assert.deepEqual([line.what, line.link], ['no_workers', { page: 'queue', id: job.kind }]);
  const analyst = await api.client('analyst', job.organizationId);
  assert.equal((await settle(analyst, found, { action: 'pause_queue' })).status, 403);
  const paused = await settle(admin, found, { action: 'pause_queue' });
  assert.match(paused.body.effects[0], /^All work of .* to be held, with 5 items/);
  assert.deepEqual([await stuck(admin), await attention(admin)], [[], []]);
  await admin.ask(`/api/queues/${job.kind}`, { method: 'PATCH', body: { paused: false } });

  // workers with room, and nobody takes anything
  await jobs.advance(300);
  await beat('idle-1', job);
  const [stalled] = await stuck(admin);
  assert.ok(stalled);
  assert.deepEqual([stalled.what, stalled.jobId, stalled.action], ['stalled_job', job.jobId, 'resume']);
  assert.deepEqual(
    (await attention(admin)).map(({ what }: { what: string }) => what),
    ['stalled'],
  );
  await beat('idle-1', job, { running: 4 });
  assert.deepEqual(await stuck(admin), [], 'who has no room is not to blame');
  await beat('idle-1', job);
  assert.match(
    (await settle(admin, stalled, { action: 'resume' })).body.effects[0],
    /^5 items to be offered to workers/,
  );
  assert.deepEqual(await stuck(admin), []);

  await buryWorker(pool, 'idle-1');
  assert.equal((await attention(admin))[0].title, 'Worker idle-1 was lost');
  await beat('idle-2', job);
  assert.deepEqual(await attention(admin), [], 'another began on its machine');

  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: admin.key } });
  assert.match((await run('attention')).stdout, /All is well/);
  assert.match((await run('stuck')).stdout, /Nothing is stuck/);
  await jobs.claimOne(job, 5, 'idle-2');
  await buryWorker(pool, 'idle-2');
  await jobs.owner.query(
    "update lotline.batches set lease_until = lotline.clock() + interval '1 hour' where worker = 'idle-2'",
  );
  await jobs.advance(31);
  const told = await run('stuck');
  assert.match(told.stdout, /dead worker: Test job, 5 items[\s\S]*→ release/);
  const [dead] = await stuck(admin);
  assert.ok(dead);
  assert.match(
    (await run('stuck', dead.id, '--dry-run')).stdout,
    /Nothing was done. It would be:\n- 1 batch with 5/,
  );
  assert.match((await run('stuck', dead.id, '--yes')).stdout, /Done:\n- 1 batch with 5 unreported items/);
});

test('a lease that ran out while nobody swept is released', async () => {
  const job = await jobs.create({ items: 3, settings: { leaseSeconds: 60 } });
  const client = await api.client('analyst', job.organizationId);
  await beat('busy-1', job);
  await jobs.claimOne(job, 3, 'busy-1');
  await jobs.advance(75);
  await beat('busy-1', job);
  const [found] = await stuck(client);
  assert.ok(found);
  assert.deepEqual([found.what, found.items, found.action], ['expired_lease', 3, 'release']);
  await settle(client, found, { action: 'release' });
  assert.deepEqual([await stuck(client), (await jobs.get(job)).counts.waiting], [[], 3]);
});

test('jobs that paused by themselves, services, webhooks and purchases are on the list of what needs somebody', async () => {
  const kind = 'ops_attended';
  const organizationId = await database.organization();
  const client = await api.client('viewer', organizationId);
  const paused = await jobs.create({
    items: 4,
    kind,
    organizationId,
    settings: { failureLimit: 1, batchSize: 2 },
  });
  await jobs.report(await jobs.claimOne(paused, 2), failed());
  const bought = await jobs.create({ items: 1, kind, organizationId, settings: { failureLimit: 0 } });
  await jobs.report(
    await jobs.claimOne(bought),
    failed('outcome_unknown', 'outcome_unknown', 'No answer came'),
  );
  const going = await jobs.create({ items: 2, kind, organizationId });
  const { webhook } = await webhooksIn(database).add(organizationId, 'https://hooks.example.org/x');
  await jobs.owner.query(
    `update lotline.webhook_lanes set failures = 3, failing_since = lotline.clock(), last_error = 'HTTP 500' where endpoint_id = $1`,
    [webhook.id],
  );
  await jobs.owner.query(
    `with budget as (insert into lotline.service_budgets (service, credential, label, per_minute, burst, concurrency, reserve)
       values ('regrid', 'attended', 'Regrid', 60, 1, 1, 0)),
     kinds as (insert into lotline.kind_services (kind, service, credential) values ($1, 'regrid', 'attended'))
     insert into lotline.service_breakers (service, credential, class, cause, opened_at, probe_at)
     values ('regrid', 'attended', 'server', 'HTTP 503', lotline.clock(), lotline.clock() + interval '10 minutes')`,
    [kind],
  );
  assert.deepEqual(
    (await attention(client)).map(({ what, title, detail, link }: Record<string, unknown>) => [
      what,
      title,
      detail,
      link,
    ]),
    [
      [
        ...['auto_paused', 'Test job has paused by itself', 'Paused after 2 failures in a row: It is broken'],
        { page: 'job', id: paused.jobId },
      ],
      [
        ...['service_held', 'Regrid: out of order (HTTP 503)'],
        (await attention(client))[1].detail,
        { page: 'service', id: 'regrid' },
      ],
      ['webhook_failing', 'Webhook hooks.example.org fails', 'HTTP 500', { page: 'webhook', id: webhook.id }],
      [
        ...['unknown_purchases', 'Test job: of a billed request no answer is known'],
        ...['Look up what became of them, and say so', { page: 'job', id: bought.jobId }],
      ],
    ],
  );
  assert.match((await attention(client))[1].detail, /^1 job waits for it until 20/);
  assert.equal((await jobs.get(going)).status, 'in_progress');
});

test('what is pending is told with what it would take, by how long past runs took, and county by county', async () => {
  const client = await api.client('analyst');
  const { rows } = await jobs.owner.query<{ id: string; fips_code: string }>(
    "select id, fips_code from lotline.county_list where state_code = 'PA' order by fips_code limit 2",
  );
  for (const [at, { id }] of rows.entries()) {
    await jobs.owner.query(
      `insert into lotline.properties (org_id, county_id, parcel_id, auction_status)
       select $1, $2, 'p-' || n, 'active' from generate_series(1, $3) n`,
      [client.organizationId, id, 60 * (at + 1)],
    );
  }
  const regrid = async () =>
    (await client.get('/api/pending-work')).body.pendingWork.find(
      ({ jobType }: { jobType: string }) => jobType === 'regrid_scraping',
    );
  const before = await regrid();
  assert.deepEqual(
    [before.label, before.pending, before.batches, before.estimate, before.estimateText],
    ['Regrid Scraping', 180, Math.ceil(180 / before.batchSize), null, 'no history yet'],
  );
  const past = await jobs.create({
    items: 30,
    kind: 'regrid_scraping',
    organizationId: client.organizationId,
  });
  await jobs.drain(past, skipped());
  await jobs.owner.query(
    "update lotline.jobs set started_at = completed_at - interval '300 seconds' where number = $1",
    [past.number],
  );
  const after = await regrid();
  assert.equal(after.estimateText, '24–38 min (your last run)');
  assert.deepEqual([after.estimate.lowMinutes, after.estimate.highMinutes], [24, 37.5]);
  const { pending, counties } = (await client.get('/api/pending-work/regrid_scraping')).body;
  assert.equal(pending, 180);
  assert.deepEqual(
    counties.map(({ fipsCode, pending: own }: { fipsCode: string; pending: number }) => [fipsCode, own]),
    [
      [rows[1]?.fips_code, 120],
      [rows[0]?.fips_code, 60],
    ],
  );
  assert.ok((await client.get('/api/pending-work/all')).body.pending >= 180);
  assert.equal((await client.get('/api/pending-work/nonsense')).status, 400);
  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key } });
  assert.match((await run('pending')).stdout, /regrid_scraping +180 .*24–38 min/);
  assert.match((await run('pending', 'regrid_scraping')).stdout, /Adams|PA +42/);
});
