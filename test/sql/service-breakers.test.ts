import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { pauseJob } from '../../src/engine/control.ts';
import { NotNow, ServiceFailure } from '../../src/providers/service.ts';
import { countingService } from '../support/counting-service.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { ask, serviceWith } from '../support/service-calls.ts';
import { testServices } from '../support/services.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { owner, worker } = db.pools;
const organizationId = await db.organization();

/** Two processes that call one service with one key, and a kind of work that needs it. */
async function staged() {
  const outside = await countingService();
  const key = `key-${Math.random()}`;
  const kind = `kind_${Math.random().toString(36).slice(2)}`;
  const [one, two] = [0, 1].map(() => {
    const services = testServices(worker);
    const caller = services.callerFor(serviceWith(), { url: outside.url, key });
    services.serve([{ name: kind, services: ['regrid'] }]);
    return { services, caller };
  });
  assert.ok(one && two);
  return { outside, one, two, kind };
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: unknown) =>
      error instanceof NotNow ? 'put off' : error instanceof ServiceFailure ? error.failure : String(error),
  );

async function paused(job: { number: string }) {
  const { rows } = await owner.query<{ status: string; reason: string | null }>(
    'select status, pause_reason as reason from lotline.jobs where number = $1',
    [job.number],
  );
  return rows[0];
}

test('a service that is out of order pauses the jobs that need it, is probed by one, and they go on by themselves', async () => {
  const { outside, one, two, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const job = await jobs.create({ items: 3, kind });
  const manual = await jobs.create({ items: 3, kind });
  const other = await jobs.create({ items: 3 });
  await pauseJob(worker, { ...manual, reason: 'by hand' });

  outside.usual = { status: 500 };
  assert.equal(await outcome(one.caller.call(ask(organizationId))), 'transient');
  assert.equal(
    await outcome(one.caller.call(ask(organizationId))),
    'put off',
    'the fifth failure in a row opens it',
  );
  const sent = outside.arrivals.length;
  assert.equal(await outcome(two.caller.call(ask(organizationId))), 'put off', 'the other process knows');
  assert.equal(outside.arrivals.length, sent, 'and sends nothing');

  await jobs.tick();
  assert.deepEqual(await paused(job), {
    status: 'paused',
    reason: 'Regrid is out of order: answers 500. It goes on by itself',
  });
  assert.equal((await paused(other))?.status, 'in_progress');
  await jobs.sound(job);

  // one of them goes on to see; the service is well, and so they all go on
  await jobs.advance(16);
  await jobs.tick();
  assert.equal((await paused(job))?.status, 'in_progress');
  outside.usual = { status: 200 };
});

test('one call at a time finds out, and its success resumes exactly what was paused', async () => {
  await owner.query('delete from lotline.service_breakers');
  await owner.query('delete from lotline.service_pauses');
  const { outside, one, two, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const job = await jobs.create({ items: 3, kind });
  const manual = await jobs.create({ items: 3, kind });
  await pauseJob(worker, { ...manual, reason: 'by hand' });
  const credential = (
    await owner.query<{ credential: string }>(
      'select credential from lotline.kind_services where kind = $1',
      [kind],
    )
  ).rows[0]?.credential;
  const open = () =>
    owner.query<{ ms: number }>("select lotline.open_breaker('regrid', $1, 'server', 'answers 500') as ms", [
      credential,
    ]);
  await open();
  await jobs.tick();
  assert.equal((await paused(job))?.status, 'paused');

  await jobs.advance(16);
  outside.usual = { status: 200, body: '{}', afterMs: 150 };
  const sent = outside.arrivals.length;
  const probing = outcome(one.caller.call(ask(organizationId)));
  await until(() => outside.arrivals.length > sent);
  // the probe is under way: the other one waits for what comes of it
  const waiting = outcome(two.caller.call(ask(organizationId)));
  assert.equal(await probing, 'answered');
  assert.equal(outside.arrivals.length, sent + 1, 'one call at a time');
  assert.equal(await waiting, 'answered');
  await jobs.tick();
  assert.equal((await paused(job))?.status, 'in_progress');
  assert.deepEqual(await paused(manual), { status: 'paused', reason: 'by hand' });
  assert.equal((await owner.query('select from lotline.service_pauses')).rowCount, 0);
  await jobs.sound(job);
});

test('a probe that fails is the failure of its item alone, which comes again only after others', async () => {
  const { outside, one, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const { rows } = await owner.query<{ credential: string }>(
    'select credential from lotline.kind_services where kind = $1',
    [kind],
  );
  const credential = rows[0]?.credential;
  await owner.query("select lotline.open_breaker('regrid', $1, 'unreachable', 'no answer')", [credential]);
  await jobs.advance(16);
  outside.usual = { status: 500 };
  const sent = outside.arrivals.length;
  const failure = await one.caller.call(ask(organizationId)).catch((error: unknown) => error);
  assert.ok(failure instanceof ServiceFailure, String(failure));
  assert.equal(failure.failure, 'transient');
  assert.ok(
    (failure.afterMs ?? 0) > 55_000,
    `30 s until the next probe, and as much for others: ${failure.afterMs}`,
  );
  assert.equal(outside.arrivals.length, sent + 1, 'one call, not three');
  assert.equal(await outcome(one.caller.call(ask(organizationId))), 'put off', 'others spend nothing');
  const { rows: after } = await owner.query<{ openings: number; wait: number }>(
    `select openings, extract(epoch from probe_at - lotline.clock())::float8 as wait from lotline.service_breakers
     where credential = $1`,
    [credential],
  );
  assert.equal(after[0]?.openings, 2);
  assert.ok((after[0]?.wait ?? 0) > 25, `${after[0]?.wait}`);
});

test('a job that somebody paused anew meanwhile is left to him', async () => {
  const { one, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const job = await jobs.create({ items: 3, kind });
  const { rows } = await owner.query<{ credential: string }>(
    'select credential from lotline.kind_services where kind = $1',
    [kind],
  );
  await owner.query("select lotline.open_breaker('regrid', $1, 'refused', 'answers 401')", [
    rows[0]?.credential,
  ]);
  await jobs.tick();
  assert.equal((await paused(job))?.status, 'paused');
  await owner.query(
    'update lotline.jobs set paused_at = lotline.clock(), auto_paused = false where number = $1',
    [job.number],
  );
  await owner.query('select lotline.close_breaker($1, $2)', ['regrid', rows[0]?.credential]);
  await jobs.tick();
  assert.equal((await paused(job))?.status, 'paused');
});

test('one item that a service never answers opens nothing: it fails, and others are worked', async () => {
  const { outside, one } = await staged();
  const jobId = randomUUID();
  const about = (seq: number) => ask(organizationId, { for: { organizationId, jobId, seq } });
  outside.usual = { status: 500 };
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    assert.equal(await outcome(one.caller.call(about(1))), 'transient', `attempt ${attempt}`);
  }
  outside.usual = { status: 200, body: '{}' };
  assert.equal(await outcome(one.caller.call(about(2))), 'answered');
  outside.usual = { status: 500 };
  const outcomes = [];
  for (const seq of [3, 4, 5, 6, 7, 8]) outcomes.push(await outcome(one.caller.call(about(seq))));
  assert.equal(
    outcomes.at(-1),
    'put off',
    `five that fail in a row say that the service is out of order: ${outcomes}`,
  );
});

test('a service that still refuses us at a probe costs no item an attempt', async () => {
  const { outside, one, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const { rows } = await owner.query<{ credential: string }>(
    'select credential from lotline.kind_services where kind = $1',
    [kind],
  );
  await owner.query("select lotline.open_breaker('regrid', $1, 'refused', 'answers 401')", [
    rows[0]?.credential,
  ]);
  await jobs.advance(301);
  outside.usual = { status: 401 };
  assert.equal(await outcome(one.caller.call(ask(organizationId))), 'put off');
});

test('a service that nobody reaches is out of order for all, and costs the one item that asks no attempt', async () => {
  // nothing listens there
  const place = { url: 'http://127.0.0.1:9', key: randomUUID() };
  const [one, two] = [0, 1].map(() => testServices(worker).callerFor(serviceWith(), place));
  assert.ok(one && two);
  const about = ask(organizationId, { for: { organizationId, jobId: randomUUID(), seq: 1 } });
  assert.equal(await outcome(one.call(about)), 'transient', 'three in a row');
  assert.equal(await outcome(one.call(about)), 'put off', 'five');
  await jobs.advance(16);
  assert.equal(await outcome(two.call(about)), 'put off', 'a probe that reaches nobody');
  const { rows } = await owner.query(
    'select b.openings from lotline.service_breakers b where b.cause like $1',
    ['%unsent%'],
  );
  assert.deepEqual(rows, [{ openings: 2 }]);
});

test('a probe that was taken and never sent is another process’s at once', async () => {
  const { outside, one, two, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const { rows } = await owner.query<{ credential: string }>(
    'select credential from lotline.kind_services where kind = $1',
    [kind],
  );
  const key = rows[0]?.credential;
  await until(async () => (await owner.query('select from lotline.service_shares')).rowCount === 0);
  await owner.query("select lotline.open_breaker('regrid', $1, 'server', 'answers 500')", [key]);
  await jobs.advance(16);
  const probing = () =>
    owner.query(
      'select from lotline.service_breakers b where b.credential = $1 and b.probing_by is not null',
      [key],
    );
  await one.caller.reserve(1, { organizationId }, new AbortController().signal);
  assert.equal((await probing()).rowCount, 1);
  await until(async () => (await probing()).rowCount === 0);
  outside.usual = { status: 200, body: '{}' };
  assert.equal(await outcome(two.caller.call(ask(organizationId))), 'answered');
});

test('a probe that needs more units than were announced leaves at once', async () => {
  const { outside, one, kind } = await staged();
  await one.caller.call(ask(organizationId));
  const { rows } = await owner.query<{ credential: string }>(
    'select credential from lotline.kind_services where kind = $1',
    [kind],
  );
  await until(async () => (await owner.query('select from lotline.service_shares')).rowCount === 0);
  await owner.query("select lotline.open_breaker('regrid', $1, 'server', 'answers 500')", [
    rows[0]?.credential,
  ]);
  await jobs.advance(16);
  outside.usual = { status: 200, body: '{}' };
  const wanted = { organizationId };
  await one.caller.reserve(1, wanted, new AbortController().signal);
  const asked = Date.now();
  assert.equal(await outcome(one.caller.call(ask(organizationId, { units: 25 }))), 'answered');
  assert.ok(Date.now() - asked < 10_000, 'not when the probe has run out');
});
