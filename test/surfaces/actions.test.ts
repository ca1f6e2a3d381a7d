import assert from 'node:assert/strict';
import test from 'node:test';
import { workActions } from '../../src/engine/actions.ts';
import { pauseJob } from '../../src/engine/control.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';
import { watch } from '../support/events.ts';
import { mcpOverHttp } from '../support/mcp.ts';

const database = await testDatabase();
const api = await testApi(database);
const jobs = jobsIn(database);

/** A job of the caller with ten items, of which six failed. */
async function failingJob(client: Client, kind?: string) {
  const job = await jobs.create({
    organizationId: client.organizationId,
    items: 10,
    settings: { maxAttempts: 1, failureLimit: 0 },
    ...(kind === undefined ? {} : { kind }),
  });
  await jobs.drain(job, (seq) => {
    if (seq > 6) return completed();
    return seq > 4 ? failed('outcome_unknown', 'no_answer') : failed('rate_limited', 'busy', `Wait ${seq} s`);
  });
  return job;
}

test('groups tell in plain words whether trying again helps, in a job and over all of them', async () => {
  const client = await api.client('analyst');
  const job = await failingJob(client);
  await failingJob(client);
  const { failures } = (await client.get(`/api/jobs/${job.jobId}/failures`)).body;
  assert.deepEqual(
    failures.map((group: Record<string, unknown>) => [
      group.code,
      group.final,
      group.retryable,
      group.whyNot,
    ]),
    [
      ['busy', 4, true, null],
      ['no_answer', 2, false, 'Outcome unknown: it was sent and may be paid for; reconcile it first'],
    ],
  );
  assert.equal(failures[0].trend.length, 24);
  const everywhere = (await client.get('/api/failures')).body.failures;
  assert.deepEqual(
    everywhere.map((group: Record<string, unknown>) => [group.code, group.count, group.final, group.jobs]),
    [
      ['busy', 8, 8, 2],
      ['no_answer', 4, 4, 2],
    ],
  );
  const one = (await client.get(`/api/failures/${everywhere[0].fingerprint}`)).body;
  assert.deepEqual(one.failure, {
    ...everywhere[0],
    trend: one.failure.trend,
    trendFrom: one.failure.trendFrom,
    trendSliceSeconds: one.failure.trendSliceSeconds,
  });
  assert.deepEqual([one.jobs.length, one.jobs[1].id, one.samples.length], [2, job.jobId, 8]);
  assert.equal((await client.get('/api/failures?since=2999-01-01T00:00:00Z')).body.failures.length, 0);
  assert.equal((await client.get('/api/failures/none')).status, 404);
});

test('a retry of one group is previewed, begins with a few, is continued, and is told as it goes', async () => {
  const client = await api.client('analyst');
  const job = await failingJob(client);
  const { failures } = (await client.get(`/api/jobs/${job.jobId}/failures`)).body;
  const asked = {
    ...{ action: 'retry', jobs: { ids: [job.jobId] }, items: { fingerprint: failures[0].fingerprint } },
    ...{ settings: { ratePerSecond: 100 }, first: 1 },
  };
  const all = (await client.post('/api/actions/preview', { ...asked, items: { all: true } })).body;
  assert.deepEqual([all.count, all.cannot, all.cannotWhy[0].code], [4, 2, 'outcome_unknown']);
  const preview = (await client.post('/api/actions/preview', asked)).body;
  assert.deepEqual([preview.count, preview.cannot, preview.samples.length], [4, 0, 4]);
  assert.equal(
    preview.filter,
    `failed items with ${failures[0].code} (failure group ${failures[0].fingerprint.slice(0, 12)}), of job "Test job"`,
  );
  const inWords = async (classes: string[]) =>
    (await client.post('/api/actions/preview', { ...asked, items: { classes } })).body.filter;
  assert.match(
    await inWords(['transient', 'permanent']),
    /^failed items \(temporary or permanent\), of job /,
  );
  assert.match(
    await inWords(['timeout', 'transient', 'crashed', 'rate_limited']),
    /^failed items that may go well when retried, of job /,
  );

  const changed = await client.post('/api/actions', { ...asked, first: 2, hash: preview.hash });
  assert.deepEqual([changed.status, changed.body.code], [409, 'preview_changed']);
  const key = { 'idempotency-key': 'the-same' };
  const made = await client.post('/api/actions', { ...asked, hash: preview.hash }, key);
  assert.equal(made.status, 202, made.text);
  assert.deepEqual(
    (await client.post('/api/actions', { ...asked, hash: preview.hash }, key)).body,
    made.body,
  );
  const { id } = made.body;
  const watcher = await watch(api.url, client.key, `action:${id}`);
  const first = await watcher.sees('its first state', ({ event }) => event === 'state');
  assert.deepEqual(first.data.state, (await client.get(`/api/actions/${id}`)).body);
  assert.deepEqual(
    [first.data.state.status, first.data.state.trying, first.data.state.total],
    ['running', 1, 4],
  );

  await jobs.drain(job);
  await jobs.advance(11);
  while (await workActions(jobs.worker));
  await watcher.sees(
    'that it waits',
    ({ data }) => data.state?.status === 'waiting' && data.state.succeeded === 1,
  );
  assert.equal((await client.get('/api/actions?open=true')).body.actions[0].id, id);

  const stranger = await api.client('analyst', client.organizationId);
  const refusal = await stranger.post(`/api/actions/${id}/abort`);
  // Both keys of this test have one name, which is who an action is of.
  assert.equal(refusal.status, 200, refusal.text);
  assert.equal(refusal.body.status, 'aborted');
  assert.equal((await client.post(`/api/actions/${id}/continue`)).status, 409);
  await watcher.sees('that it is aborted', ({ data }) => data.state?.status === 'aborted');
  watcher.close();
  const page = (await client.get('/api/actions?limit=1')).body;
  assert.deepEqual(
    [page.actions.length, (await client.get(`/api/actions?after=${page.next}`)).body.actions],
    [1, []],
  );
});

test('jobs are filtered by what they are, and what has to be said is asked for', async () => {
  const client = await api.client('analyst');
  const kind = `filtered_${Date.now()}`;
  const [one, two] = [
    await jobs.create({ organizationId: client.organizationId, kind, items: 1 }),
    await jobs.create({ organizationId: client.organizationId, kind, items: 1 }),
  ];
  await jobs.create({ organizationId: client.organizationId, items: 1 });
  const preview = async (of: object) =>
    (await client.post('/api/actions/preview', { action: 'pause', jobs: of })).body;
  assert.equal((await preview({})).count, 3);
  assert.equal((await preview({ kind: [kind] })).filter, `all running jobs of kind ${kind}`);
  assert.equal(
    (await preview({ kind: [kind], createdAfter: '1h', createdBy: 'tester', name: 'test' })).count,
    2,
  );
  assert.equal((await preview({ createdBefore: '1h' })).count, 0);
  assert.equal((await preview({ createdBy: 'me' })).count, 0);
  assert.match((await preview({ county: ['Blair, PA'] })).filter, /in Blair, PA$/);
  const nowhere = await client.post('/api/actions/preview', {
    action: 'pause',
    jobs: { county: ['Nowhere, PA'] },
  });
  assert.deepEqual([nowhere.status, nowhere.body.code], [404, 'county_not_found']);

  const ask = (body: object) => client.post('/api/actions', body);
  const silent = await ask({ action: 'cancel', jobs: { ids: [one?.jobId] } });
  assert.deepEqual([silent.status, silent.body.details?.field ?? silent.body.field], [400, 'reason']);
  const cancel = await ask({ action: 'cancel', jobs: { ids: [one?.jobId] }, reason: 'not wanted' });
  assert.deepEqual([cancel.status, cancel.body.status, cancel.body.succeeded], [202, 'completed', 1]);
  assert.equal((await ask({ action: 'cancel', jobs: { ids: [one?.jobId] }, reason: 'again' })).status, 409);
  for (const body of [
    { action: 'retry', jobs: {} },
    { action: 'retry', items: { ids: [1] } },
    { action: 'retry', jobs: { ids: [two?.jobId] }, items: { ids: [1], all: true } },
    { action: 'pause', items: { all: true } },
    { action: 'pause', first: 3 },
    { action: 'pause', jobs: { colour: 'red' } },
    { action: 'pause', jobs: { createdAfter: '999999d' } },
    { action: 'pause', jobs: { createdBefore: '9999-12-31T23:59:59-23:59' } },
  ])
    assert.equal((await client.post('/api/actions/preview', body)).status, 400, JSON.stringify(body));
  const { hash, count } = await preview({ kind: [kind] });
  await pauseJob(jobs.worker, two as TestJob);
  await jobs.create({ organizationId: client.organizationId, kind, items: 1 });
  assert.equal((await preview({ kind: [kind] })).count, count, 'as many, but another one');
  const stale = await ask({ action: 'pause', jobs: { kind: [kind] }, hash });
  assert.deepEqual([stale.status, stale.body.code], [409, 'preview_changed']);
  const viewer = await api.client('viewer', client.organizationId);
  assert.equal((await viewer.post('/api/actions/preview', { action: 'pause' })).status, 403);
  assert.equal((await viewer.get('/api/actions')).status, 200);
});

test('an agent sees causes, is shown what it would do before it does it, and steers it', async () => {
  const client = await api.client('analyst');
  const job = await failingJob(client);
  const mcp = await mcpOverHttp(api.url, client.key);
  const [cause] = (await mcp.call('failures', {})).body.causes;
  assert.deepEqual([cause.code, cause.items, cause.jobs, cause.why_not_retried], ['busy', 4, 1, null]);
  const asked = { action: 'retry', job_ids: [job.jobId], retry: { fingerprint: cause.fingerprint } };
  const call = async (more: object) => (await mcp.call('act_on_jobs', { ...asked, ...more })).body;
  const preview = await call({ first: 1, rate_per_second: 9 });
  assert.deepEqual([preview.started, preview.count, preview.samples.length], [false, 4, 4]);
  assert.equal((await jobs.get(job)).status, 'completed');
  assert.match((await call({ hash: preview.hash })).why, /something else/);
  const made = await call({ first: 1, rate_per_second: 9, hash: preview.hash });
  assert.deepEqual([made.started, made.status, made.trying], [true, 'running', 1]);
  assert.equal((await jobs.get(job)).settings.ratePerSecond, 9);
  const { body } = await mcp.call('list_actions', { open: true });
  assert.equal(body.actions[0].id, made.id);
  assert.equal((await mcp.call('steer_action', { action: made.id, order: 'continue' })).body.trying, 4);
  assert.equal((await mcp.call('steer_action', { action: made.id, order: 'abort' })).body.status, 'aborted');
  const { succeeded, trying } = (await mcp.call('action_status', { action: made.id })).body;
  assert.deepEqual([succeeded, trying, (await jobs.sound(job)).failed], [0, 0, 6]);
  const mute = { action: 'cancel', job_ids: [job.jobId] };
  assert.equal((await mcp.call('act_on_jobs', mute)).body.cannot, 1);
  await mcp.close();
});
