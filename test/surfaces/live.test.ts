import assert from 'node:assert/strict';
import test from 'node:test';
import { cancelJob, deleteJob, pauseJob, resumeJob } from '../../src/engine/control.ts';
import { revokeApiKey } from '../../src/identity/api-keys.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { watch } from '../support/events.ts';
import { lookupItems, lookupResult, workLookups } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database);
const jobs = jobsIn(database);
const { owner, worker } = database.pools;

test('a watched job is told as it is, as it moves, and to its very end', async () => {
  const client = await api.client('viewer');
  const job = await jobs.create({ items: 30, organizationId: client.organizationId });
  const topic = `job:${job.jobId}`;
  const watcher = await watch(api.url, client.key, topic);
  assert.equal(watcher.status, 200);
  assert.match(watcher.headers.get('content-type') ?? '', /^text\/event-stream/);
  const first = await watcher.sees('its first state', ({ event }) => event === 'state');
  assert.equal(first.data.topic, topic);
  assert.equal(first.data.state.status, 'in_progress');
  assert.deepEqual(first.data.state.counts.total, 30);

  await jobs.drain(job);
  const last = await watcher.sees('its end', ({ data }) => data.state?.status === 'completed');
  const read = (await client.get(`/api/jobs/${job.jobId}`)).body;
  const { state } = last.data;
  assert.deepEqual(
    Object.fromEntries(Object.keys(state).map((name) => [name, read[name]])),
    state,
    'the words and values of GET /api/jobs/{id}',
  );
  const revisions = watcher.seen.filter(({ event }) => event === 'state').map(({ data }) => data.revision);
  assert.deepEqual(
    revisions,
    revisions.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(revisions).size, revisions.length);
  watcher.close();
});

test('what a person does is told though no item moves', async () => {
  const client = await api.client();
  const job = await jobs.create({ items: 5, organizationId: client.organizationId });
  const watcher = await watch(api.url, client.key, `job:${job.jobId}`);
  const sees = (status: string) =>
    watcher.sees(status, ({ data }) => data.state?.status === status && data.state.pauseReason !== undefined);
  await sees('in_progress');
  await pauseJob(worker, { ...job, reason: 'lunch', fence: false });
  assert.equal((await sees('paused')).data.state.pauseReason, 'lunch');
  await resumeJob(worker, { ...job, reason: null });
  await watcher.sees(
    'in progress again',
    () => watcher.states(`job:${job.jobId}`).at(-1)?.status === 'in_progress',
  );
  await cancelJob(worker, { ...job, reason: null, force: false });
  assert.equal((await sees('cancelled')).data.state.counts.cancelled, 5);
  watcher.close();
});

test('a list begins with resync, shows new jobs, and the last state of each', async () => {
  const client = await api.client('viewer');
  const organizationId = client.organizationId;
  const watcher = await watch(api.url, client.key, 'jobs');
  await watcher.sees('resync', ({ event, data }) => event === 'resync' && data.topic === 'jobs');
  const some = await Promise.all(Array.from({ length: 3 }, () => jobs.create({ items: 4, organizationId })));
  for (const job of some) await jobs.drain(job);
  for (const job of some) {
    const last = await watcher.sees(
      'the end of each',
      ({ data }) => data.state?.id === job.jobId && data.state.status === 'completed',
    );
    assert.equal(last.data.topic, 'jobs');
    assert.equal(last.data.state.counts.completed, 4);
  }
  const [first] = some;
  assert.ok(first);
  const before = watcher.seen.length;
  await deleteJob(database.pools.api, first);
  await until(
    () => watcher.seen.slice(before).some(({ event }) => event === 'resync'),
    'word of the deletion',
  );
  watcher.close();
});

test('nobody is told of the jobs of others', async () => {
  const [own, other] = [await api.client('viewer'), await api.client('admin')];
  const theirs = await jobs.create({ items: 3, organizationId: other.organizationId });
  assert.equal((await watch(api.url, own.key, `job:${theirs.jobId}`)).status, 404);
  const watcher = await watch(api.url, own.key, 'jobs');
  const mine = await jobs.create({ items: 3, organizationId: own.organizationId });
  await jobs.drain(theirs);
  await jobs.drain(mine);
  await watcher.sees(
    'my own job',
    ({ data }) => data.state?.id === mine.jobId && data.state.status === 'completed',
  );
  assert.ok(!JSON.stringify(watcher.seen).includes(theirs.jobId));
  watcher.close();
});

test('whoever reconnects hears what was missed, and resync when too much was', async () => {
  const client = await api.client('viewer');
  const organizationId = client.organizationId;
  const watcher = await watch(api.url, client.key, 'jobs');
  const one = await jobs.create({ items: 2, organizationId });
  await watcher.sees('the first job', ({ data }) => data.state?.id === one.jobId);
  const { lastEventId } = watcher;
  assert.ok(lastEventId);
  watcher.close();
  await jobs.drain(one);

  const again = await watch(api.url, client.key, 'jobs', { 'last-event-id': lastEventId });
  await again.sees(
    'what was missed',
    ({ data }) => data.state?.id === one.jobId && data.state.status === 'completed',
  );
  assert.ok(!again.seen.some(({ event }) => event === 'resync'), 'nothing is fetched anew');
  again.close();

  for (const position of ['0badf00d.7', 'nonsense', `${lastEventId}9999`]) {
    const lost = await watch(api.url, client.key, 'jobs', { 'last-event-id': position });
    await lost.sees('resync', ({ event }) => event === 'resync');
    lost.close();
  }
});

test('a deleted job is gone for those who watch it', async () => {
  const client = await api.client();
  const job = await jobs.create({ items: 1, organizationId: client.organizationId });
  await jobs.drain(job);
  const watcher = await watch(api.url, client.key, `job:${job.jobId},workers`);
  await watcher.sees('its state', ({ data }) => data.state?.status === 'completed');
  await deleteJob(database.pools.api, job);
  await watcher.sees('its end', ({ event, data }) => event === 'gone' && data.topic === `job:${job.jobId}`);
  assert.equal(watcher.ended, false, 'the other topics go on');
  watcher.close();
});

test('a report is told with its totals, to its end', async () => {
  const client = await api.client('analyst');
  const { body: made } = await client.post('/batch-lookups', { items: lookupItems(4) });
  const { rows } = await owner.query<{ id: string }>(
    'select r.id from lotline.incentive_reports r join lotline.jobs j on j.number = r.job_no where j.id = $1',
    [made.job_id],
  );
  const topic = `report:${rows[0]?.id}`;
  const watcher = await watch(api.url, client.key, topic);
  const first = await watcher.sees('its first state', ({ event }) => event === 'state');
  assert.deepEqual(
    { status: first.data.state.status, sites: first.data.state.total_sites, job: first.data.state.job_id },
    { status: 'processing', sites: 0, job: made.job_id },
  );
  await workLookups(database, made.job_id, (seq) => ({
    outcome: 'completed',
    result: lookupResult(seq, 100),
  }));
  const last = await watcher.sees('its end', ({ data }) => data.state?.status === 'complete');
  assert.equal(last.data.state.total_sites, 4);
  assert.equal(last.data.state.eligible_sites, 4);
  assert.equal(last.data.state.total_incentive_value, 400);
  const stranger = await api.client('viewer');
  assert.equal((await watch(api.url, stranger.key, topic)).status, 404);
  watcher.close();
});

test('workers are counted by kind, and by nothing that tells whose work they do', async () => {
  const client = await api.client('viewer');
  await owner.query(`insert into lotline.workers (name, started_at, seen_at, info)
    values ('w1', lotline.clock(), lotline.clock(), '{"host":"secret.internal","slots":50,"running":7,"kinds":["incentive_lookup"]}')`);
  const watcher = await watch(api.url, client.key, 'workers');
  const seen = await watcher.sees('the workers', ({ event }) => event === 'state');
  assert.deepEqual(seen.data.state, { workers: 1, slots: 50, kinds: { incentive_lookup: 1 } });
  watcher.close();
});

test('a stream ends when its key is revoked, and others go on', async () => {
  const own = await testApi(database, { live: { rightsMs: 300, heartbeatMs: 200 } });
  const client = await own.client('viewer');
  const other = await own.client('viewer', client.organizationId);
  const [one, two] = [await watch(own.url, client.key, 'jobs'), await watch(own.url, other.key, 'jobs')];
  const { rows } = await owner.query<{ id: string }>(
    'select id from lotline.api_keys where prefix = left($1, 17)',
    [client.key],
  );
  await revokeApiKey(owner, client.organizationId, String(rows[0]?.id));
  await until(() => one.ended, 'the end of the stream');
  assert.deepEqual(one.seen.at(-1), { id: undefined, event: 'end', data: { reason: 'signed_out' } });
  assert.equal(two.ended, false);
  await two.sees('a heartbeat', ({ event }) => event === 'heartbeat');
  two.close();
});

test('faults of the request are named', async () => {
  const client = await api.client('viewer');
  const cases: [string, RegExp][] = [
    ['', /topics/],
    ['?topics=', /topics: ""/],
    ['?topics=job:7', /topics: "job:7" is not a topic/],
    ['?topics=everything', /topics: "everything" is not a topic; give jobs, workers, job:<id/],
    ['?topics=jobs&topics=workers', /topics: give it once/],
    [`?topics=${Array.from({ length: 33 }, () => `job:${crypto.randomUUID()}`)}`, /at most 32/],
  ];
  for (const [query, message] of cases) {
    const { status, body } = await client.get(`/api/events${query}`);
    assert.equal(status, 400, query);
    assert.match(body.message, message);
  }
  assert.equal((await client.get(`/api/events?topics=report:${crypto.randomUUID()}`)).status, 404);
  assert.equal((await api.ask('/api/events?topics=jobs')).status, 401);
});

test('an organization has a number of streams, and nothing is read when nobody watches', {
  timeout: 60_000,
}, async () => {
  const own = await testApi(database, { live: { perOrganization: 2, lingerMs: 300 } });
  const client = await own.client('viewer');
  const other = await own.client('viewer');
  const [one, two] = [await watch(own.url, client.key, 'jobs'), await watch(own.url, client.key, 'jobs')];
  const refused = await client.get('/api/events?topics=jobs');
  assert.equal(refused.status, 429);
  assert.ok(refused.headers.get('retry-after'));
  const elsewhere = await watch(own.url, other.key, 'jobs');
  assert.equal(elsewhere.status, 200, 'another organization is not concerned');
  one.close();
  await until(() => own.live.streams === 2, 'the end of one stream');
  const three = await watch(own.url, client.key, 'jobs');
  assert.equal(three.status, 200);
  for (const watcher of [two, three, elsewhere]) watcher.close();
  await until(() => own.live.streams === 0, 'the end of all streams');
  await until(() => !own.live.busy, 'the end of all reading');
});

test('a stop ends the streams and says so', async () => {
  const own = await testApi(database);
  const client = await own.client('viewer');
  const watcher = await watch(own.url, client.key, 'jobs,workers');
  await watcher.sees('something', () => true);
  await own.live.stop();
  await until(() => watcher.ended, 'the end');
  assert.deepEqual(watcher.seen.at(-1)?.data, { reason: 'server_stops' });
  assert.equal((await client.get('/api/events?topics=jobs')).status, 503);
  await own.server.stop();
});
