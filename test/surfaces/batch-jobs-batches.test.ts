import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { addProperties, countyJob } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';
import { outsideWorkIn } from '../support/outside-work.ts';

const database = await testDatabase();
const { job, claim, done, sound, someCounty } = await outsideWorkIn(database);

test('outside workers take different batches, and the same session gets its own again', async () => {
  const { client, base, id, subjects } = await job(12);
  const one = await claim(client, base, { session: 'one' });
  const two = await claim(client, base);
  const three = await claim(client, base);
  assert.deepEqual(
    [one, two, three].flatMap((batch) => batch.items.map((item: { item_id: string }) => item.item_id)),
    subjects,
  );
  assert.deepEqual(await claim(client, base), null);
  const again = await claim(client, base, { session: 'one' });
  assert.deepEqual([again.lease, again.items], [one.lease, one.items]);
  assert.equal(one.items[0].input.county_name, 'Blair');
  assert.ok(new Date(one.deadline) > new Date());
  assert.equal((await client.get(base)).body.data.status, 'in_progress', 'the first batch started it');
  await sound(id);
});

test('any part of a batch is settled, and a repeated report changes nothing and says so', async () => {
  const { client, base, id, subjects } = await job(5);
  const batch = await claim(client, base, { session: 'one' });
  const results = `${base}/batches/${batch.lease}/results`;
  const first = await client.post(results, done(batch.items.slice(0, 2)));
  assert.deepEqual(
    [first.body.data.accepted, first.body.data.ignored, first.body.data.closed, first.body.message],
    [2, 0, false, '2 items reported'],
  );
  const repeated = await client.post(results, done(batch.items.slice(0, 2)));
  assert.deepEqual(
    [repeated.status, repeated.body.data.accepted, repeated.body.message],
    [200, 0, 'Nothing changed: these items were reported before'],
  );
  const rest = await client.post(results, {
    outcomes: [
      { seq: 3, outcome: 'failed', code: 'no_page', message: 'The page is gone' },
      { seq: 4, outcome: 'skipped', code: 'sold', message: 'Sold last week' },
      { item_id: subjects[4]?.toUpperCase(), outcome: 'completed' },
    ],
  });
  assert.deepEqual([rest.body.data.accepted, rest.body.data.closed], [3, true], rest.text);
  assert.deepEqual(rest.body.data.job, {
    ...{ id, status: 'completed', progress: 100, total_items: 5, processed_items: 3, failed_items: 1 },
  });
  const late = await client.post(results, done(batch.items));
  assert.deepEqual([late.status, late.body.data.accepted, late.body.data.closed], [200, 0, true], late.text);
  await sound(id);
});

test('a failure of a class that may pass comes back with its time; without a class it is final', async () => {
  const { client, base } = await job(2, { settings: { batchSize: 5, backoffBaseSeconds: 0 } });
  const batch = await claim(client, base);
  await client.post(`${base}/batches/${batch.lease}/results`, {
    outcomes: [
      { seq: 1, outcome: 'failed', class: 'rate_limited', code: 'too_fast', message: '429' },
      { seq: 2, outcome: 'failed', message: 'No such parcel' },
    ],
  });
  const again = await claim(client, base);
  assert.deepEqual(
    again.items.map((item: { seq: number; attempt: number }) => [item.seq, item.attempt]),
    [[1, 2]],
  );
});

test('a lease that was handed back or taken away is told apart from a repeated report', async () => {
  const { client, base, id } = await job(5);
  const batch = await claim(client, base, { session: 'one' });
  const released = await client.post(`${base}/batches/${batch.lease}/release`);
  assert.deepEqual([released.status, released.body.data.released], [200, true]);
  assert.equal((await client.post(`${base}/batches/${batch.lease}/release`)).body.data.released, false);
  const lost = await client.post(`${base}/batches/${batch.lease}/results`, done(batch.items));
  assert.deepEqual([lost.status, lost.body.code, lost.body.error], [409, 'lease_lost', 'Conflict']);
  assert.match(lost.body.hint, /Take the next batch/);
  assert.equal((await client.post(`${base}/batches/${batch.lease}/heartbeat`)).status, 409);
  const next = await claim(client, base, { session: 'two' });
  assert.deepEqual(next.items, batch.items);
  await sound(id);
});

test('a heartbeat moves the deadline on', async () => {
  const { client, base } = await job(5, { settings: { batchSize: 5, leaseSeconds: 60 } });
  const batch = await claim(client, base);
  const { body } = await client.post(`${base}/batches/${batch.lease}/heartbeat`, { seconds: 600 });
  const gained = new Date(body.data.deadline).getTime() - new Date(batch.deadline).getTime();
  assert.ok(gained > 500_000, `${gained} ms`);
});

test('a paused job hands out nothing and says why', async () => {
  const { client, base } = await job(5);
  await client.ask(base, { method: 'PATCH', body: { status: 'in_progress' } });
  await client.ask(base, { method: 'PATCH', body: { status: 'paused', reason: 'the county site is down' } });
  const refused = await client.post(`${base}/batches`, { session: 'one' });
  assert.deepEqual([refused.status, refused.body.error, refused.body.code], [409, 'Conflict', 'job_paused']);
  assert.match(refused.body.message, /the county site is down/);
});

test('ten failures in a row pause the job, and after a resume the count starts anew', async () => {
  const { client, base, id } = await job(30, { settings: { batchSize: 10 } });
  const fail = async () => {
    const batch = await claim(client, base);
    const outcomes = batch.items.map(({ seq }: { seq: number }) => ({
      seq,
      outcome: 'failed',
      message: 'down',
    }));
    return client.post(`${base}/batches/${batch.lease}/results`, { outcomes });
  };
  assert.equal((await fail()).body.data.job.status, 'paused');
  const refused = await client.post(`${base}/batches`);
  assert.match(refused.body.message, /Paused after 10 failures in a row: down/);
  const shown = (await client.get(base)).body.data;
  assert.deepEqual([shown.auto_paused, shown.failed_items], [true, 10]);
  await client.ask(base, { method: 'PATCH', body: { status: 'in_progress' } });
  const batch = await claim(client, base);
  const nine = batch.items.slice(0, 9).map(({ seq }: { seq: number }) => ({ seq, outcome: 'failed' }));
  const after = await client.post(`${base}/batches/${batch.lease}/results`, { outcomes: nine });
  assert.equal(after.body.data.job.status, 'in_progress');
  await sound(id);
});

test('a claim that gets nothing is told what is still out, and what comes again', async () => {
  const { client, base } = await job(3);
  const batch = await claim(client, base);
  const nothing = async () => (await client.post(`${base}/batches`, { session: 'late' })).body;
  assert.deepEqual(
    [batch.items.length, (await nothing()).data, (await nothing()).message],
    [
      3,
      null,
      'Nothing is left to hand out now; the job is in_progress; 3 items are still in the hands of somebody',
    ],
  );
  await client.post(`${base}/batches/${batch.lease}/results`, {
    outcomes: [
      { seq: 1, outcome: 'completed' },
      { seq: 2, outcome: 'completed' },
      { seq: 3, outcome: 'failed', class: 'transient', retry_after_seconds: 600 },
    ],
  });
  assert.match((await nothing()).message, /in_progress; 1 item is to be tried again later$/);
});

test('what cannot be reported is refused with its place', async () => {
  const { client, base } = await job(5);
  const batch = await claim(client, base);
  const results = `${base}/batches/${batch.lease}/results`;
  const stranger = randomUUID();
  for (const [body, status, words] of [
    [{ outcomes: [] }, 400, /outcomes: must hold at least one/],
    [{ outcomes: [{ outcome: 'completed' }] }, 400, /outcomes\[0\].item_id: give item_id or seq/],
    [{ outcomes: [{ seq: 1, outcome: 'done' }] }, 400, /^outcomes\[0\].outcome: must be one of completed/],
    [
      { outcomes: [{ seq: 1, outcome: 'completed', finding: [] }] },
      400,
      /^outcomes\[0\].finding: must be an/,
    ],
    [{ outcomes: [{ item_id: stranger, outcome: 'completed' }] }, 404, new RegExp(stranger)],
    [
      { outcomes: [{ item_id: batch.items[1].item_id, seq: 3, outcome: 'completed' }] },
      400,
      /^outcomes\[0\].item_id: \S+ is item 2, not 3; give one/,
    ],
    [{ outcomes: [{ seq: 1, outcome: 'failed', class: 'bad' }] }, 400, /class/],
    [{ outcomes: 'all' }, 400, /outcomes: must be a list/],
    // Done for without what was found, it would not be looked at again.
    [
      { outcomes: [{ seq: 1, outcome: 'completed', result: { land_use: 'x' } }] },
      400,
      /outcomes\[0\]: must not hold "result": what was found goes into finding/,
    ],
  ] as const) {
    const refused = await client.post(results, body);
    assert.equal(refused.status, status, refused.text);
    assert.match(refused.body.message, words);
  }
  assert.equal((await client.post(`${base}/batches/nonsense/results`, done([]))).status, 400);
  assert.equal((await client.post(`${base}/batches/999999.1/results`, done(batch.items))).status, 409);
});

test('a report that means harm is refused, or changes only what it may', async () => {
  const { client, base, id } = await job(3, { kind: 'title_research' });
  const batch = await claim(client, base);
  const send = (outcomes: string) =>
    client.post(`${base}/batches/${batch.lease}/results`, `{"outcomes": [${outcomes}]}`);
  const finding = (more: string) =>
    `{"seq": 1, "outcome": "completed", "finding": {"title_status": "clear", ${more}}}`;
  for (const [more, words] of [
    [`"x": ${'['.repeat(50_000)}${']'.repeat(50_000)}`, /nested/],
    ['"x": "a\\u0000b"', /NUL/],
    ['"x": 1e400', /numbers/],
    ['"__proto__": {"title_status": "clear"}', /forbidden property/],
    ['"total_liens": 99999999999999999999', /total_liens/],
  ] as const) {
    const { status, body, text } = await send(finding(more));
    assert.equal(status, 400, text.slice(0, 300));
    assert.match(body.message, words);
  }
  const foreign = await send('{"seq": 99, "outcome": "completed"}');
  assert.deepEqual(
    [foreign.status, foreign.body.data.accepted, foreign.body.message],
    [200, 0, 'Nothing changed: these items are not of this batch'],
  );
  const twice = await send(
    '{"seq": 1, "outcome": "failed", "code": "first"}, {"seq": 1, "outcome": "completed"}',
  );
  assert.deepEqual([twice.body.data.accepted, twice.body.data.ignored], [1, 1]);
  const [item] = (await client.get(`${base}/items?limit=1`)).body.data;
  assert.deepEqual([item.status, item.error_code], ['failed', 'first'], 'the first word counts');
  await sound(id);
});

test('a batch of a deleted or foreign job is not found', async () => {
  const { base } = await job(2);
  const { client: other } = await job(2);
  assert.equal((await other.post(`${base}/batches`)).status, 404);
  assert.equal(
    (await other.post(`${base}/batches/1.1/results`, { outcomes: [{ seq: 1, outcome: 'completed' }] }))
      .status,
    404,
  );
  assert.equal((await other.post(`${base}/batches/1.1/heartbeat`)).status, 404);
  assert.equal((await other.post(`${base}/batches/1.1/release`)).status, 404);
});

test('a lease of another job does not settle anything here', async () => {
  const { client, base } = await job(3);
  const batch = await claim(client, base);
  const subjects = await addProperties(database, client.organizationId, 1, String(await someCounty()));
  const elsewhere = await countyJob(database, client.organizationId, subjects);
  const refused = await client.post(`/api/batch-jobs/${elsewhere.id}/batches/${batch.lease}/results`, {
    outcomes: [{ seq: 1, outcome: 'completed' }],
  });
  assert.equal(refused.status, 409, refused.text);
  assert.equal((await client.get(base)).body.data.processed_items, 0);
});
