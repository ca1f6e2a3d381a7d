import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { httpKind } from '../../src/kinds/http/http.ts';
import type { AnyKind } from '../../src/kinds/kind.ts';
import { httpParts } from '../../src/local/http-work.ts';
import { type ReceiverAnswer, startReceiver } from '../../src/simulators/webhook-receiver.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { answers, ended, httpJob, httpService, itemsOf, type PostedBatch } from '../support/http-service.ts';
import { later } from '../support/later.ts';
import { testServices } from '../support/services.ts';
import { until } from '../support/until.ts';
import { stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const env = { LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.0/8', LOTLINE_SECRET_KEY: 'cd'.repeat(32) };
const api = await testApi(database, { env });
const config = { ...readConfig(env), publicUrl: api.url };
const { owner, worker: workerPool } = database.pools;
const kind = httpKind(httpParts(config, workerPool, testServices(workerPool))) as AnyKind;
stageWorker(database.urls.worker, [kind]).start();

const service = () => httpService(api);

/** What one item ends with when the service answers so. */
async function endOf(answer: ReceiverAnswer, params = {}) {
  const own = await service();
  own.receiver.always(answer);
  const id = await httpJob(own, 1, { params });
  await ended(own.client, id);
  const [one] = await itemsOf(own.client, id);
  return `${one?.error?.class}/${one?.error?.code}`;
}

test('a batch is posted once, signed, with its items and what goes along; results count by item', async () => {
  const own = await service();
  own.receiver.always((text) => {
    const { items } = JSON.parse(text) as PostedBatch;
    return answers(200, {
      // in any order, one unknown, one twice
      results: [
        { item: 99, outcome: 'completed', result: 'not ours' },
        ...items
          .toReversed()
          .map(({ item, input }) => ({ item, outcome: 'completed', result: { got: input } })),
        { item: items[0]?.item, outcome: 'failed' },
      ],
    });
  });
  const id = await httpJob(own, 5, {
    batch_size: 3,
    rate_per_second: 100,
    params: { data: { county: 'Blair' } },
  });
  assert.equal(await ended(own.client, id), 'completed');
  assert.equal(own.receiver.requests.length, 2);
  assert.ok(own.receiver.requests.every(({ verified }) => verified));
  const [first, second] = [own.posted(0), own.posted(1)].sort((a, b) => b.items.length - a.items.length);
  assert.deepEqual(
    first?.items.map(({ item, reference_id, attempt }) => [item, reference_id, attempt]),
    [
      [1, 'r1', 1],
      [2, 'r2', 1],
      [3, 'r3', 1],
    ],
  );
  assert.equal(second?.items.length, 2);
  assert.deepEqual((first as unknown as { data: unknown }).data, { county: 'Blair' });
  assert.deepEqual(
    (await itemsOf(own.client, id)).map(({ status, result }) => [status, result]),
    [1, 2, 3, 4, 5].map((n) => ['completed', { got: { n } }]),
  );
  const csv = await own.client.get(`/api/jobs/${id}/items?format=csv`);
  assert.match(csv.text, /^item,reference_id,status,input,result[\s\S]*3,r3,completed,"\{""n"":3\}"/);
});

test('each way to answer, or not to, is told apart', async () => {
  const expected: [ReceiverAnswer, string][] = [
    [answers(401, {}), 'permanent/http_401'],
    [answers(404, 'nothing'), 'permanent/http_404'],
    [answers(418, {}), 'permanent/http_418'],
    [answers(301, '', { location: 'http://127.0.0.1/' }), 'permanent/redirected'],
    [answers(408, {}), 'timeout/http_408'],
    [answers(429, {}, { 'retry-after': '1' }), 'rate_limited/http_429'],
    [answers(500, {}), 'transient/http_500'],
    [answers(503, '<html>busy</html>'), 'transient/http_503'],
    [answers(200, '<html>welcome</html>'), 'transient/invalid_answer'],
    [answers(200, { result: [] }), 'transient/invalid_answer'],
    [answers(200, { results: [{ item: 1, outcome: 'perhaps' }] }), 'transient/invalid_answer'],
    [answers(204, ''), 'transient/invalid_answer'],
    [answers(200, { results: [] }), 'transient/no_result'],
    [{ kind: 'drop' }, 'transient/broken_off'],
  ];
  const ends = await Promise.all(expected.map(([answer]) => endOf(answer)));
  assert.deepEqual(
    ends,
    expected.map(([, end]) => end),
  );
  assert.equal(await endOf({ kind: 'hang' }, { timeout_seconds: 1 }), 'timeout/no_answer');
});

test('what the service says of an item decides: done, failed for good, to be tried again, left out', async () => {
  const own = await service();
  own.receiver.always((text) =>
    answers(200, {
      results: (JSON.parse(text) as PostedBatch).items.map(({ item, attempt }) =>
        item === 1
          ? { item, outcome: 'failed', code: 'no_such_parcel', message: 'Not listed' }
          : item === 2 && attempt === 1
            ? { item, outcome: 'failed', code: 'busy', retry: true, retry_after_seconds: 0 }
            : item === 3
              ? { item, outcome: 'skipped', code: 'not_needed', message: 'Known' }
              : { item, outcome: 'completed' },
      ),
    }),
  );
  const id = await httpJob(own, 4, { max_attempts: 3 });
  assert.equal(await ended(own.client, id), 'completed');
  const found = await itemsOf(own.client, id);
  assert.deepEqual(
    found.map(({ status, error, attempts }) => [status, error?.code, attempts]),
    [
      ['failed', 'no_such_parcel', 1],
      ['completed', undefined, 2],
      ['skipped', 'not_needed', 1],
      ['completed', undefined, 1],
    ],
  );
});

test('each batch that is posted is a row of the call log, and one too many holds its own address alone', async () => {
  const own = await service();
  own.receiver.always(answers(429, {}, { 'retry-after': '600' }));
  const id = await httpJob(own, 1, { params: { url: `${own.receiver.url}?token=hidden` } });
  await ended(own.client, id);
  const other = await service();
  other.receiver.always((text) => {
    const { items } = JSON.parse(text) as PostedBatch;
    return answers(200, { results: items.map(({ item }) => ({ item, outcome: 'completed' })) });
  });
  assert.equal(await ended(other.client, await httpJob(other, 1)), 'completed');
  const rows = await until(async () => {
    const { calls } = (await own.client.get(`/api/calls?service=http&job_id=${id}`)).body;
    return calls.length > 0 ? (calls as Record<string, unknown>[]) : false;
  }, 'its row');
  assert.deepEqual(
    rows.map(({ operation, method, status, verdict }) => [operation, method, status, verdict]),
    [['batch', 'POST', 429, 'rate_limited']],
  );
  assert.ok(!JSON.stringify(rows).includes('hidden'));

  // the next batch for it waits without being posted, and without an attempt
  const waiting = await httpJob(own, 1);
  await until(
    async () => (await own.client.get(`/api/jobs/${waiting}`)).body.status === 'in_progress',
    'the second job runs',
  );
  const { rows: budgets } = await owner.query<{ held: boolean }>(
    "select held_until > lotline.clock() as held from lotline.service_budgets where service = 'http' order by held",
  );
  assert.ok(budgets.some(({ held }) => held) && budgets.some(({ held }) => !held));
  assert.equal(own.receiver.requests.length, 1);
});

test('a result must fit the schema of the job, by the answer and by the callback', async () => {
  const own = await service();
  const result_schema = {
    type: 'object',
    properties: { degrees: { type: 'number', maximum: 90 } },
    required: ['degrees'],
  };
  own.receiver.always(
    answers(200, {
      results: [
        { item: 1, outcome: 'completed', result: { degrees: 12 } },
        { item: 2, outcome: 'completed', result: { degrees: 120 } },
        { item: 3, outcome: 'completed' },
      ],
    }),
  );
  const id = await httpJob(own, 3, { params: { result_schema } });
  await ended(own.client, id);
  const found = await itemsOf(own.client, id);
  assert.deepEqual(
    found.map(({ error }) => error?.code),
    [undefined, 'invalid_result', 'invalid_result'],
  );
  assert.match(found[1]?.error?.message ?? '', /degrees: .*90/);
  for (const bad of [
    { type: 'nonsense' },
    { type: 'string', pattern: '(a+)+$' },
    { $ref: 'https://x.example' },
  ]) {
    const reply = await own.client.post('/api/jobs', {
      kind: 'http',
      params: { url: own.receiver.url, result_schema: bad },
      items: [{ input: 1 }],
    });
    assert.equal(reply.status, 400, JSON.stringify(bad));
    assert.match(reply.text, /params\.result_schema/);
  }
});

const bring = (url: string, body: unknown) => api.ask(new URL(url).pathname, { method: 'POST', body });
const done = (item: number) => ({ item, outcome: 'completed', result: { item } });

test('results may come later, in parts and twice; the job waits for them without a worker', async () => {
  const own = await service();
  own.receiver.always(answers(202, {}));
  const id = await httpJob(own, 3);
  await own.batches(1);
  const { callback_url } = own.posted(0);
  const lease = await until(async () => {
    const { rows } = await owner.query<{ worker: string }>(
      `select b.worker from lotline.batches b join lotline.jobs j on j.number = b.job_no
        where j.id = $1 and b.worker = 'http callback'`,
      [id],
    );
    return rows[0];
  }, 'the batch to wait');
  assert.equal(lease.worker, 'http callback');
  const first = await bring(callback_url, { results: [done(2)] });
  assert.deepEqual(first.body, { accepted: 1, ignored: 0, remaining: 2 });
  const twice = await bring(callback_url, { results: [done(2), done(1)] });
  assert.deepEqual(twice.body, { accepted: 1, ignored: 1, remaining: 1 });
  const foreign = await bring(callback_url, { results: [done(3), done(4)] });
  assert.equal(foreign.status, 400);
  assert.match(foreign.text, /results\[1\]\.item: 4 was not sent/);
  assert.equal((await bring(callback_url, { results: [done(3), done(3)] })).status, 400);
  assert.equal((await bring(callback_url, { results: 'all' })).status, 400);
  assert.deepEqual((await bring(callback_url, { results: [done(3)] })).body, {
    accepted: 1,
    ignored: 0,
    remaining: 0,
  });
  assert.equal(await ended(own.client, id), 'completed');
  const again = await bring(callback_url, { results: [done(1), done(2), done(3)] });
  assert.deepEqual(again.body, { accepted: 0, ignored: 3, remaining: 0 });
  assert.equal(own.receiver.requests.length, 1, 'posted once');
  const token = callback_url.slice(-43);
  const { rows } = await owner.query(
    'select c::text as row from lotline.http_callbacks c where job_id = $1',
    [id],
  );
  assert.ok(!rows.some(({ row }) => row.includes(token)), 'the link itself is not kept');
  assert.ok(!api.logged.join('').includes(token), 'nor logged');
  assert.equal((await bring(`${callback_url.slice(0, -43)}${'x'.repeat(43)}`, { results: [] })).status, 404);
  assert.equal((await bring(`${callback_url}x`, { results: [] })).status, 404);
});

test('a service may bring results before it has answered', async () => {
  const receiver = await startReceiver({
    onTaken: ({ text }) =>
      void bringing.push(bring((JSON.parse(text) as PostedBatch).callback_url, { results: [done(1)] })),
  });
  after(() => receiver.close());
  const bringing: ReturnType<typeof bring>[] = [];
  const own = await service();
  receiver.always(answers(202, {}));
  const id = await httpJob({ ...own, receiver }, 1);
  assert.equal(await ended(own.client, id), 'completed');
  const [taken] = await Promise.all(bringing);
  assert.deepEqual(taken?.body, { accepted: 1, ignored: 0, remaining: 0 });
  assert.equal(receiver.requests.length, 1);
});

test('what does not come in time is tried again, and comes too late after that', async () => {
  const own = await service();
  own.receiver.always(answers(202, {}));
  const id = await httpJob(own, 2, { max_attempts: 2, params: { callback_seconds: 60 } });
  await own.batches(1);
  const { callback_url } = own.posted(0);
  await until(async () => {
    const { rows } = await owner.query(
      'select from lotline.http_callbacks where waits_until is not null and job_id = $1',
      [id],
    );
    return rows.length === 1;
  });
  assert.equal((await bring(callback_url, { results: [done(1)] })).body.remaining, 1);
  await later(owner, 120, async () => {
    await own.batches(2);
  });
  const [again] = own.posted(1).items;
  assert.deepEqual([again?.item, again?.attempt], [2, 2]);
  assert.notEqual(own.posted(1).callback_url, callback_url);
  const late = await bring(callback_url, { results: [done(2)] });
  assert.equal(late.status, 410);
  assert.equal(late.body.code, 'callback_over');
  assert.equal((await bring(own.posted(1).callback_url, { results: [done(2)] })).status, 200);
  assert.equal(await ended(own.client, id), 'completed');
  const { failures } = (await own.client.get(`/api/jobs/${id}/failures`)).body;
  assert.deepEqual([failures[0].code, failures[0].class], ['no_callback', 'timeout']);
});

test('a cancelled job takes no results any more', async () => {
  const own = await service();
  own.receiver.always(answers(202, {}));
  const id = await httpJob(own, 1);
  await own.batches(1);
  await until(async () => {
    const { rows } = await owner.query(
      'select from lotline.http_callbacks where waits_until is not null and job_id = $1',
      [id],
    );
    return rows.length === 1;
  });
  await own.client.post(`/api/jobs/${id}/cancel`, { force: true });
  assert.equal((await bring(own.posted(0).callback_url, { results: [done(1)] })).status, 410);
});

test('a job needs a secret first, and an address that may be called', async () => {
  const client = await api.client('admin');
  const post = (url: string) =>
    client.post('/api/jobs', { kind: 'http', params: { url }, items: [{ input: 1 }] });
  const none = await post('http://127.0.0.1:9/');
  assert.equal(none.status, 409);
  assert.equal(none.body.code, 'http_secret_needed');
  assert.equal((await client.get('/api/http-secret')).body.created_at, null);
  assert.equal(
    (await (await api.client('analyst', client.organizationId)).post('/api/http-secret', {})).status,
    403,
  );
  assert.match((await client.post('/api/http-secret', {})).body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal((await post('ftp://example.com')).status, 400);
  assert.equal((await post('https://me:secret@example.com')).status, 400);
  // 10.0.0.0/8 is private, and not among what this operator allows
  const { body } = await post('https://10.1.2.3/work');
  await until(async () => (await client.get(`/api/jobs/${body.job_id}`)).body.status === 'failed');
  const [one] = await itemsOf(client, body.job_id);
  assert.equal(one?.error?.code, 'address_refused');
});

test('during a rotation both secrets sign', async () => {
  const own = await service();
  own.receiver.always(answers(200, { results: [done(1)] }));
  const { body } = await own.client.post('/api/http-secret', { overlap_seconds: 3600 });
  await ended(own.client, await httpJob(own, 1));
  assert.ok(own.receiver.requests[0]?.verified, 'the one before');
  own.receiver.expect(body.secret);
  await ended(own.client, await httpJob(own, 1));
  assert.ok(own.receiver.requests[1]?.verified, 'the new one');
  const { rows } = await owner.query('select s::text as row from lotline.http_secrets s where org_id = $1', [
    own.client.organizationId,
  ]);
  assert.ok(!rows[0].row.includes(body.secret));
});

test('one Idempotency-Key makes one job, and faults name the field', async () => {
  const own = await service();
  own.receiver.always(answers(200, { results: [done(1)] }));
  const body = { kind: 'http', params: { url: own.receiver.url }, items: [{ input: 1 }] };
  const twice = await Promise.all(
    [1, 2].map(() => own.client.post('/api/jobs', body, { 'idempotency-key': 'once' })),
  );
  const made = twice.filter(({ status }) => status === 201).map((reply) => reply.body.job_id);
  assert.equal(new Set(made).size, 1);
  const unknown = await own.client.post('/api/jobs', { ...body, kind: 'regrid_scraping' });
  assert.match(unknown.text, /has an endpoint of its own/);
  const wrong = await own.client.post('/api/jobs', {
    ...body,
    params: { url: own.receiver.url, retries: 3 },
  });
  assert.equal(wrong.status, 400);
});
