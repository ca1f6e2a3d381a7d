import assert from 'node:assert/strict';
import test from 'node:test';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { outsideWorkIn } from '../support/outside-work.ts';

const database = await testDatabase();
const engine = jobsIn(database);
const { job, claim, done, sound, someCounty } = await outsideWorkIn(database);

test('a job paused until a time goes on at that time, unless somebody had another word', async () => {
  const { client, base } = await job(5);
  const move = (status: string) => client.ask(base, { method: 'PATCH', body: { status } });
  const until = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const at = (resume_at: string | null) =>
    client.post(`${base}/resume-at`, { resume_at, reason: 'rate limit' });
  assert.equal((await at(until(60))).status, 409, 'a pending job has nothing to pause');
  await move('in_progress');
  const paused = await at(until(900));
  assert.deepEqual(
    [paused.status, paused.body.data.status, paused.body.data.pause_reason],
    [200, 'paused', 'rate limit'],
  );
  assert.ok(paused.body.data.resume_at);
  await engine.tick();
  assert.equal((await client.get(base)).body.data.status, 'paused', 'not yet');

  await move('in_progress');
  await move('paused');
  assert.equal((await client.get(base)).body.data.resume_at, null, 'the time belonged to another pause');
  await engine.advance(1000);
  await engine.tick();
  assert.equal((await client.get(base)).body.data.status, 'paused', 'the new pause stands');

  await at(until(2000));
  await at(null);
  assert.equal((await client.get(base)).body.data.resume_at, null);
  await at(until(2000));
  await engine.advance(1500);
  await engine.tick();
  const running = (await client.get(base)).body.data;
  assert.deepEqual([running.status, running.resume_at, running.pause_reason], ['in_progress', null, null]);
  for (const bad of ['yesterday', '2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 5]) {
    assert.equal((await client.post(`${base}/resume-at`, { resume_at: bad })).status, 400, String(bad));
  }
});

test('cancelling drains: items that are out may be reported, the rest is cancelled', async () => {
  const { client, base, id } = await job(8);
  const batch = await claim(client, base);
  const cancelled = await client.post(`${base}/cancel`, { reason: 'wrong county' });
  assert.deepEqual(
    [cancelled.body.data.status, cancelled.body.data.cancelled_items, cancelled.body.data.draining],
    ['cancelled', 3, true],
  );
  const report = await client.post(`${base}/batches/${batch.lease}/results`, done(batch.items));
  assert.equal(report.body.data.accepted, 5, report.text);
  const { activeJobs, jobHistory } = (await client.get('/api/batch-jobs')).body.data;
  assert.deepEqual(
    [activeJobs.length, jobHistory[0].status, jobHistory[0].processedItems],
    [0, 'cancelled', 5],
  );
  await sound(id);
});

test('failed items are tried again inside the same job', async () => {
  const { client, base, id } = await job(3);
  const batch = await claim(client, base);
  await client.post(`${base}/batches/${batch.lease}/results`, {
    outcomes: [1, 2, 3].map((seq) => ({ seq, outcome: 'failed', code: 'no_page', message: 'gone' })),
  });
  assert.equal((await client.get(base)).body.data.status, 'failed');
  assert.equal((await client.post(`${base}/retry`, {})).status, 400);
  assert.equal((await client.post(`${base}/retry`, { all: true, items: [1] })).status, 400);
  const some = await client.post(`${base}/retry`, { items: [1] });
  assert.deepEqual(
    [some.body.data.status, some.body.retried, some.body.refused, some.body.message],
    ['in_progress', 1, 0, '1 item is tried again'],
  );
  assert.equal((await client.post(`${base}/retry`, { codes: ['no_page'] })).body.retried, 2);
  await sound(id);
});

test('items are paged by status and county', async () => {
  const { client, base, countyId } = await job(7);
  const batch = await claim(client, base);
  await client.post(`${base}/batches/${batch.lease}/results`, done(batch.items.slice(0, 3)));
  const seqs = async (query: string) => {
    const { status, body, text } = await client.get(`${base}/items?${query}`);
    assert.equal(status, 200, text);
    return [body.data.map((item: { seq: number }) => item.seq), body.next_after];
  };
  assert.deepEqual(await seqs('limit=4'), [[1, 2, 3, 4], 4]);
  assert.deepEqual(await seqs('limit=4&after=4'), [[5, 6, 7], null]);
  assert.deepEqual(await seqs('status=completed'), [[1, 2, 3], null]);
  assert.deepEqual(await seqs('status=processing'), [[4, 5], null]);
  assert.deepEqual(await seqs(`status=pending&county_id=${countyId}`), [[6, 7], null]);
  assert.deepEqual(await seqs(`county_id=${await someCounty()}`), [[], null]);
  const { body } = await client.get(`${base}/items?limit=501`);
  assert.match(body.message, /limit: must be a whole number from 1 to 500/);
});

test('the log merges events and failed attempts, and is read both ways', async () => {
  const { client, base } = await job(5);
  const batch = await claim(client, base);
  await client.post(`${base}/batches/${batch.lease}/results`, {
    outcomes: [
      { seq: 1, outcome: 'failed', class: 'timeout', message: 'too slow' },
      { seq: 2, outcome: 'failed', message: 'gone' },
    ],
  });
  await client.ask(base, { method: 'PATCH', body: { status: 'paused', reason: 'enough' } });
  const lines = async (query = '') => {
    const { status, body, text } = await client.get(`${base}/logs?${query}`);
    assert.equal(status, 200, text);
    return body.data as {
      cursor: string;
      event: string;
      level: string;
      item: number | null;
      message: string;
    }[];
  };
  const all = await lines();
  const events = all.map(({ event }) => event);
  assert.deepEqual(events.slice(0, 3), ['paused', 'item_failed', 'item_failed']);
  assert.equal(events.at(-1), 'created');
  for (const level of ['WARNING', 'warning']) {
    const some = await lines(`level=${level}`);
    assert.deepEqual(
      some.map((line) => [line.level, line.item, line.message]),
      [['WARNING', 1, 'too slow']],
    );
  }
  assert.deepEqual([...new Set(all.map(({ level }) => level))].toSorted(), ['ERROR', 'INFO', 'WARNING']);
  const unknown = await client.get(`${base}/logs?level=debug`);
  assert.deepEqual([unknown.status, unknown.body.field], [400, 'level']);
  assert.deepEqual(
    (await lines('event=item_failed&item=2')).map(({ level }) => level),
    ['ERROR'],
  );
  const walked: string[] = [];
  for (let page = await lines('limit=2'); page.length > 0; ) {
    walked.push(...page.map(({ cursor }) => cursor));
    page = await lines(`limit=2&before=${walked.at(-1)}`);
  }
  assert.deepEqual(
    walked,
    all.map(({ cursor }) => cursor),
  );
  const newer = await lines(`limit=2&after=${all[2]?.cursor}`);
  assert.deepEqual(
    newer.map(({ cursor }) => cursor),
    all.slice(0, 2).map(({ cursor }) => cursor),
  );
  assert.deepEqual(await lines(`after=${all[0]?.cursor}`), []);
  assert.equal((await client.get(`${base}/logs?before=x`)).status, 400);
  assert.equal((await client.get(`${base}/logs?before=1.0.1.1&after=1.0.1.1`)).status, 400);
});

test('a finding is stored with the report; one that does not fit refuses the report with the reasons', async () => {
  const { client, base, id, subjects } = await job(3, { kind: 'title_research', settings: { batchSize: 5 } });
  const batch = await claim(client, base, { session: 'one' });
  const results = `${base}/batches/${batch.lease}/results`;
  const refused = await client.post(results, {
    outcomes: [
      { seq: 1, outcome: 'completed', finding: { title_status: 'clear', total_liens: 0 } },
      { item_id: subjects[1], outcome: 'completed', finding: { title_status: 'cloudy', total_liens: -5 } },
    ],
  });
  assert.deepEqual(
    [refused.status, refused.body.error, refused.body.code],
    [400, 'Validation error', 'finding_refused'],
  );
  const [bad] = refused.body.errors;
  assert.deepEqual([refused.body.errors.length, bad.seq, bad.item_id], [1, 2, subjects[1]]);
  assert.deepEqual(bad.errors.map((error: { field: string }) => error.field).sort(), [
    'title_status',
    'total_liens',
  ]);
  const again = await claim(client, base, { session: 'one' });
  assert.deepEqual(again.items, batch.items, 'all of them are still with their holder');
  const taken = await client.post(results, {
    outcomes: [
      { seq: 1, outcome: 'completed', finding: { title_status: 'clear', total_liens: 0 } },
      { seq: 2, outcome: 'completed' },
      { seq: 3, outcome: 'skipped', message: 'sold' },
    ],
  });
  assert.equal(taken.body.data.accepted, 3, taken.text);
  const { rows } = await database.pools.owner.query(
    'select property_id, title_status, total_liens from lotline.title_research where org_id = $1',
    [client.organizationId],
  );
  assert.deepEqual(rows, [{ property_id: subjects[0], title_status: 'clear', total_liens: '0.00' }]);
  const items = (await client.get(`${base}/items?limit=1`)).body.data;
  assert.equal(items[0].finding.title_status, 'clear');
  await sound(id);
});
