import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClaimedBatch, claimBatches } from '../../src/engine/claims.ts';
import { testDatabase } from '../support/database.ts';
import { completed, jobsIn, refused } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { worker } = db.pools;

test('a lease says all that a worker needs, its items in order', async () => {
  const job = await jobs.create({ items: 25 });
  const batch = await jobs.claimOne(job, 10);
  assert.equal(batch.jobId, job.jobId);
  assert.equal(batch.organizationId, job.organizationId);
  assert.deepEqual([batch.kind, batch.token, batch.generation, batch.leaseSeconds], [job.kind, 1, 1, 300]);
  assert.ok(Math.abs(batch.leaseUntil.getTime() - Date.now() - 300_000) < 5_000);
  assert.deepEqual(
    batch.items.map((i) => i.seq),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  assert.deepEqual(batch.items[0], { seq: 1, attempt: 1, reference: 'ref-1', input: { n: 1 } });
  assert.equal((await jobs.sound(job)).processing, 10);
});

test("a lease never exceeds the job's batch size, a claim never its limit", async () => {
  const job = await jobs.create({ items: 100, settings: { batchSize: 4 } });
  assert.deepEqual(
    (await jobs.claim(job, 10)).map((b) => b.items.length),
    [4, 4],
    'a scrap of two is not worth a lease',
  );
  const sizes = (await jobs.claim(job, 3)).map((b) => b.items.length);
  assert.deepEqual(sizes, [3]);
});

test('a submitted job leaves pending with its first lease, once', async () => {
  const job = await jobs.create({ items: 20, state: 'submitted' });
  assert.equal((await jobs.get(job)).status, 'pending');
  await Promise.all([jobs.claim(job), jobs.claim(job)]);
  const now = await jobs.get(job);
  assert.equal(now.status, 'in_progress');
  assert.ok(now.startedAt);
  assert.equal((await jobs.sound(job)).processing, 20);
});

test('many workers at once get every item exactly once', async () => {
  const job = await jobs.create({ items: 500, settings: { batchSize: 7 } });
  const seen: number[] = [];
  await Promise.all(
    Array.from({ length: 12 }, async (_, w) => {
      for (;;) {
        const batches = await jobs.claim(job, 20, `w${w}`);
        if (batches.length === 0) return;
        for (const batch of batches) {
          seen.push(...batch.items.map((i) => i.seq));
          await jobs.report(batch, completed());
        }
      }
    }),
  );
  assert.equal(seen.length, 500);
  assert.equal(new Set(seen).size, 500);
  await jobs.tick();
  assert.equal((await jobs.get(job)).status, 'completed');
  await jobs.sound(job);
});

test('kinds that a worker does not serve, and jobs that others drive, are not handed to it', async () => {
  const agents = await jobs.create({ items: 5, driver: 'agent' });
  assert.deepEqual(await jobs.claim(agents), []);
  const mine = await jobs.create({ items: 5 });
  const other = await jobs.create({ items: 5, organizationId: mine.organizationId });
  const batches = await claimBatches(worker, { worker: 'w', kinds: [mine.kind], limit: 100 });
  assert.ok(batches.every((b) => b.jobId === mine.jobId));
  const both = await claimBatches(worker, { worker: 'w', kinds: [mine.kind, other.kind], limit: 100 });
  assert.deepEqual(
    both.map((b) => b.jobId),
    [other.jobId],
  );
});

test('a claim bound to one job takes from that job alone', async () => {
  const first = await jobs.create({ items: 5 });
  const second = await jobs.create({ items: 5, kind: first.kind });
  const batches = await claimBatches(worker, {
    worker: 'w',
    kinds: [first.kind],
    limit: 10,
    jobNumber: second.number,
  });
  assert.deepEqual(
    batches.map((b) => b.jobId),
    [second.jobId],
  );
});

test('the smaller priority goes first, and equal ones share by organization', async () => {
  const urgent = await jobs.create({ items: 30, settings: { priority: 10 } });
  const rich = await db.organization();
  const many = [];
  for (let i = 0; i < 5; i++)
    many.push(await jobs.create({ items: 2000, kind: urgent.kind, organizationId: rich }));
  const single = await jobs.create({ items: 2000, kind: urgent.kind });
  assert.ok((await jobs.claim(urgent, 30)).every((b) => b.jobId === urgent.jobId));
  const handedOut = new Map<string, number>();
  for (let n = 0; n < 2400; ) {
    for (const batch of await jobs.claim(urgent, 10)) {
      handedOut.set(batch.jobId, (handedOut.get(batch.jobId) ?? 0) + batch.items.length);
      n += batch.items.length;
    }
  }
  assert.ok(Math.abs((handedOut.get(single.jobId) ?? 0) - 1200) <= 20, JSON.stringify([...handedOut]));
  for (const job of many) assert.ok(Math.abs((handedOut.get(job.jobId) ?? 0) - 240) <= 20);
});

test('a job with twice the weight gets twice the share', async () => {
  const heavy = await jobs.create({ items: 1000, settings: { weight: 2 } });
  const light = await jobs.create({ items: 1000, kind: heavy.kind });
  let ofHeavy = 0;
  for (let n = 0; n < 300; n += 10) {
    const batch = await jobs.claimOne(heavy, 10);
    ofHeavy += batch.jobId === heavy.jobId ? 10 : 0;
  }
  assert.ok(Math.abs(ofHeavy - 200) <= 10, String(ofHeavy));
  await jobs.sound(light);
});

test('a job never has more leases out than it may', async () => {
  const job = await jobs.create({ items: 100, settings: { batchSize: 5, maxLeases: 3 } });
  const claimed = (
    await Promise.all(Array.from({ length: 12 }, (_, w) => jobs.claim(job, 5, `w${w}`)))
  ).flat();
  assert.equal(claimed.length, 3);
  const [first] = claimed;
  assert.ok(first);
  await jobs.report(first, completed());
  assert.equal((await jobs.claim(job, 5)).length, 1, 'a lease that ends makes room at once');
  assert.equal((await jobs.claim(job, 5)).length, 0);
  for (const batch of claimed.slice(1)) await jobs.report(batch, completed());
  assert.equal((await jobs.sound(job)).processing, 5, 'the one not reported yet');
});

test('items are handed out no faster than the rate, after a burst', async () => {
  const job = await jobs.create({ items: 100, settings: { ratePerSecond: 2, rateBurst: 6, batchSize: 10 } });
  assert.equal((await jobs.claimOne(job, 10)).items.length, 6);
  assert.deepEqual(await jobs.claim(job, 10), []);
  await jobs.advance(2);
  const more = (await jobs.claim(job, 10)).reduce((n, b) => n + b.items.length, 0);
  assert.ok(more === 4 || more === 5, `2 s at 2 a second, and the time the test took: ${more}`);
});

test('a rate whose step is no whole number of microseconds hands out items too', async () => {
  for (const ratePerSecond of [30, 70, 333_333]) {
    const job = await jobs.create({ items: 3, settings: { ratePerSecond, batchSize: 3 } });
    assert.equal((await jobs.claimOne(job, 3)).items.length, 1, `${ratePerSecond} a second, one at a time`);
    await jobs.advance(1);
    assert.equal((await jobs.claimOne(job, 3)).items.length, 1, `${ratePerSecond} a second, the next`);
  }
});

test('with few leases out, a rate is reached by claims that take turns ahead, and never passed', async () => {
  const job = await jobs.create({
    items: 400,
    settings: { ratePerSecond: 40, maxLeases: 3, batchSize: 100 },
  });
  const ask = () => claimBatches(worker, { worker: 'w', kinds: [job.kind], limit: 80, aheadMs: 2_000 });
  const turns: number[] = [];
  let [held, claims, now]: [{ batch: ClaimedBatch; endsAt: number }[], number, number] = [[], 0, 0];
  while (turns.length < 400 && claims < 200) {
    for (const batch of await ask()) {
      const { startsInMs, stepMs } =
        batch.pace ?? assert.fail('a batch of a job with a rate says when to begin');
      now = batch.leaseUntil.getTime() - batch.leaseSeconds * 1_000;
      const begins = batch.items.map((_, index) => now + Math.max(0, startsInMs + index * stepMs));
      turns.push(...begins);
      held.push({ batch, endsAt: Math.max(...begins) + 600 });
    }
    claims += 1;
    // whoever works them takes six tenths of a second for each item
    await jobs.advance(0.25);
    now += 250;
    for (const { batch } of held.filter(({ endsAt }) => endsAt <= now)) await jobs.report(batch, completed());
    held = held.filter(({ endsAt }) => endsAt > now);
    assert.ok(held.length <= 3, 'no more leases out than the job allows');
  }
  const seconds = (Math.max(...turns) - Math.min(...turns)) / 1_000;
  assert.ok(turns.length / (seconds + 1 / 40) >= 36, `${turns.length} items in ${seconds} s`);
  for (const [index, at] of turns.entries()) {
    const before = turns.filter((other, j) => j < index && at - other < 999).length;
    assert.ok(before <= 39, `${before + 1} items within a second before item ${index + 1}`);
  }
  assert.ok(claims < 60, `${claims} claims`);
});

test('few items that become due one by one are worth no claim each: a quarter of a second of them is', async () => {
  const job = await jobs.create({
    items: 300,
    settings: { ratePerSecond: 80, rateBurst: 80, batchSize: 100 },
  });
  assert.equal((await jobs.claimOne(job, 100)).items.length, 80);
  await jobs.advance(0.05);
  assert.deepEqual(await jobs.claim(job, 100), [], 'four or five are due');
  await jobs.advance(0.25);
  const [batch] = await jobs.claim(job, 100);
  assert.ok(batch !== undefined && batch.items.length >= 20, `${batch?.items.length} items`);
});

test('a claim that makes no sense is refused', async () => {
  assert.equal(
    (await refused(claimBatches(worker, { worker: ' ', kinds: ['x'], limit: 1 }), 'invalid_argument')).field,
    'worker',
  );
  assert.equal(
    (await refused(claimBatches(worker, { worker: 'w', kinds: ['x'], limit: 0 }), 'invalid_argument')).field,
    'limit',
  );
});
