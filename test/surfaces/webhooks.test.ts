import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pauseJob, resumeJob } from '../../src/engine/control.ts';
import { startReceiver } from '../../src/simulators/webhook-receiver.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, jobsIn } from '../support/engine.ts';
import { until } from '../support/until.ts';
import { WEBHOOK_CONFIG, webhooksIn } from '../support/webhooks.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const webhooks = webhooksIn(db);
const env = { LOTLINE_WEBHOOKS_PRIVATE: '127.0.0.0/8', LOTLINE_SECRET_KEY: WEBHOOK_CONFIG.secretKey };
const api = await testApi(db, { env });
const strict = await testApi(db, { env: { LOTLINE_SECRET_KEY: WEBHOOK_CONFIG.secretKey } });
webhooks.deliverer();

async function receiving() {
  const receiver = await startReceiver();
  after(() => receiver.close());
  return receiver;
}

async function added(client: Client, body: Record<string, unknown>) {
  const reply = await client.post('/webhooks', body);
  assert.equal(reply.status, 201, reply.text);
  return reply.body;
}

/** So many pauses and resumes of a job of the client's organization. */
async function happen(client: Client, pairs: number): Promise<{ jobId: string }> {
  const job = await jobs.create({ organizationId: client.organizationId, items: 1 });
  for (let pair = 0; pair < pairs; pair += 1) {
    await pauseJob(db.pools.worker, { ...job, reason: null });
    await resumeJob(db.pools.worker, job);
  }
  return job;
}

const events = (client: Client, query: string) => client.get(`/events?${query}`);

test('an endpoint is made with a secret that is shown once, and told of what it chose', async () => {
  const client = await api.client();
  const receiver = await receiving();
  const made = await added(client, { url: receiver.url, events: ['job.paused', 'job.paused'] });
  assert.match(made.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(made.events, ['job.paused']);
  assert.equal(made.state, 'active');
  receiver.expect(made.secret);
  await happen(client, 1);
  await until(() => receiver.taken().length === 1);
  assert.ok(receiver.requests[0]?.verified);
  const { body } = await client.get('/webhooks');
  assert.equal(body.webhooks.length, 1);
  assert.equal(body.webhooks[0].secret, undefined);
  const stored = await db.pools.owner.query('select * from lotline.webhook_endpoints where id = $1', [
    made.id,
  ]);
  assert.ok(!JSON.stringify(stored.rows).includes(made.secret.slice(6)));
});

test('what cannot be an endpoint is refused, naming the field', async () => {
  const client = await strict.client();
  const refusals: [Record<string, unknown>, RegExp][] = [
    [{ url: 'http://example.com/x' }, /url: must be an https address/],
    [{ url: 'https://user:pass@example.com/x' }, /url: must hold no user/],
    [{ url: 'https://example.com/x#part' }, /url: must have no part after #/],
    [{ url: 'ftp://example.com' }, /url/],
    [{ url: '' }, /url: must not be empty/],
    [{}, /url/],
    [{ url: 'https://example.com', events: [] }, /events/],
    [{ url: 'https://example.com', events: ['job.exploded'] }, /events: must be of lookup.completed/],
    [{ url: 'https://example.com', rate_per_second: 0 }, /rate_per_second: must be from 1 to 1000/],
    [{ url: 'https://example.com', field_names: [''] }, /field_names/],
  ];
  for (const [body, message] of refusals) {
    const reply = await client.post('/webhooks', body);
    assert.equal(reply.status, 400, JSON.stringify(body));
    assert.match(reply.body.message, message);
  }
  const viewer = await strict.client('analyst', client.organizationId);
  assert.equal((await viewer.get('/webhooks')).status, 403);
});

test('a private address is refused when it is connected to, unless the operator allows it', async () => {
  const client = await strict.client();
  const { id } = await added(client, { url: 'https://127.0.0.1:9/hook' });
  const tested = await client.post(`/webhooks/${id}/test`);
  assert.equal(tested.status, 200);
  assert.equal(tested.body.delivered, false);
  assert.match(tested.body.error, /leads to a private address/);
});

test('a test event says what came of it, and is logged with the answer', async () => {
  const client = await api.client();
  const receiver = await receiving();
  const made = await added(client, { url: receiver.url });
  receiver.expect(made.secret);
  receiver.next({ kind: 'answer', status: 418, body: `teapot${'.'.repeat(5000)}` });
  const failed = await client.post(`/webhooks/${made.id}/test`);
  assert.equal(failed.body.delivered, false);
  assert.equal(failed.body.status, 418);
  assert.equal(failed.body.answer.length, 4096);
  assert.equal((await client.post(`/webhooks/${made.id}/test`)).body.delivered, true);
  assert.ok(receiver.requests.every((request) => request.verified));
  const { body } = await client.get(`/webhooks/${made.id}/deliveries`);
  assert.deepEqual(
    body.deliveries.map((delivery: { type: string; state: string }) => [delivery.type, delivery.state]),
    [
      ['webhook.test', 'delivered'],
      ['webhook.test', 'failed'],
    ],
  );
  const one = await client.get(`/webhooks/${made.id}/deliveries/${failed.body.delivery_id}`);
  assert.equal(one.body.log.length, 1);
  assert.equal(one.body.log[0].status, 418);
});

test('gaps are fetched after a number, by type and by job', async () => {
  const client = await api.client();
  const receiver = await receiving();
  await added(client, { url: receiver.url, events: ['job.paused', 'job.resumed'] });
  const first = await happen(client, 3);
  const second = await happen(client, 1);
  await until(() => receiver.taken().length === 8);
  const sent = receiver.requests.map((request) => JSON.parse(request.text));
  const page = await events(client, 'after=0&limit=5');
  assert.deepEqual(
    page.body.events.map((event: { number: string }) => event.number),
    ['1', '2', '3', '4', '5'],
  );
  assert.deepEqual([page.body.next_after, page.body.has_more, page.body.oldest], ['5', true, '1']);
  for (const event of page.body.events) {
    assert.deepEqual(
      sent.find(({ id }) => id === event.id),
      event,
      'the same as was sent',
    );
  }
  const rest = await events(client, 'after=5');
  assert.equal(rest.body.events.length, 3);
  assert.equal(rest.body.has_more, false);
  const paused = await events(client, 'types=job.paused');
  assert.equal(paused.body.events.length, 4);
  const ofJob = await events(client, `job_id=${second.jobId}`);
  assert.deepEqual(
    ofJob.body.events.map((event: { sequence: number }) => event.sequence),
    [1, 2],
  );
  assert.equal((await events(client, `job_id=${first.jobId}&after=7`)).body.events.length, 0);
  assert.equal((await events(client, 'after=x')).status, 400);
  assert.equal((await events(client, 'types=job.exploded')).status, 400);
});

test('lookups of one report are told apart in pages', async () => {
  const client = await api.client();
  const receiver = await receiving();
  await added(client, { url: receiver.url, events: ['lookup.completed'] });
  const job = await jobs.create({
    organizationId: client.organizationId,
    kind: 'incentive_lookup',
    items: 7,
    settings: { batchSize: 7 },
  });
  await jobs.report(await jobs.claimOne(job), completed({ n: 1 }));
  await until(() => receiver.taken().length === 7);
  const seen: string[] = [];
  for (let after = '0'; ; ) {
    const { body } = await events(client, `after=${after}&limit=3`);
    seen.push(...body.events.map((event: { data: { reference_id: string } }) => event.data.reference_id));
    if (!body.has_more) break;
    after = body.next_after;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 7 }, (_, at) => `ref-${at + 1}`),
  );
});

test('events are sent again by delivery, by range, and those that were given up alone', async () => {
  const client = await api.client();
  const receiver = await receiving();
  const { id } = await added(client, { url: receiver.url, events: ['job.paused', 'job.resumed'] });
  await happen(client, 3);
  await until(() => receiver.taken().length === 6);
  await until(async () => {
    const { body } = await client.get(`/webhooks/${id}/deliveries?state=delivered`);
    return body.deliveries.length === 6;
  });
  const { body } = await client.get(`/webhooks/${id}/deliveries?limit=2`);
  assert.equal(body.deliveries.length, 2);
  const next = await client.get(`/webhooks/${id}/deliveries?limit=10&cursor=${body.next_cursor}`);
  assert.equal(next.body.deliveries.length, 4);
  assert.equal(next.body.next_cursor, null);

  const again = (request: object) => client.post(`/webhooks/${id}/replay`, request);
  assert.deepEqual((await again({ delivery_ids: [body.deliveries[0].id] })).body, { events: 1 });
  await until(() => receiver.taken().length === 7);
  assert.equal(receiver.taken().at(-1), body.deliveries[0].event_id, 'under its old id');
  assert.deepEqual((await again({ after: 1, until: '4' })).body, { events: 3 });
  await until(() => receiver.taken().length === 10);
  assert.deepEqual((await again({ after: '0', only: 'failed' })).body, { events: 0 });

  const beyond = '9'.repeat(18);
  assert.deepEqual((await again({ after: beyond, until: beyond })).body, { events: 0 });

  assert.equal((await again({ delivery_ids: ['999999999'] })).body.code, 'delivery_not_found');
  assert.equal((await again({})).status, 400);
  assert.equal((await again({ after: 0, delivery_ids: ['1'] })).status, 400);
  await db.pools.owner.query(
    `insert into lotline.webhook_events (org_id, type, at, amount, number)
     values ($1, 'job.paused', now(), 10001, 7)`,
    [client.organizationId],
  );
  assert.equal((await again({ after: 0, until: 100_000 })).body.code, 'replay_too_large');
});

test('an endpoint is changed, disabled and enabled, rotated and removed', async () => {
  const client = await api.client();
  const receiver = await receiving();
  const { id, secret } = await added(client, { url: receiver.url, events: ['job.paused'] });
  const patch = (body: object) => client.ask(`/webhooks/${id}`, { method: 'PATCH', body });
  const off = await patch({ enabled: false, description: 'The CRM', rate_per_second: 5 });
  assert.deepEqual(
    [off.body.state, off.body.disabled_reason, off.body.description, off.body.rate_per_second],
    ['disabled', 'owner', 'The CRM', 5],
  );
  await happen(client, 2);
  const on = await patch({ enabled: true, events: ['job.paused', 'job.resumed'], field_names: ['a'] });
  assert.deepEqual(
    [on.body.state, on.body.events, on.body.field_names],
    ['active', ['job.paused', 'job.resumed'], ['a']],
  );
  await until(() => receiver.taken().length === 2);
  const rotated = await client.post(`/webhooks/${id}/rotate`, {});
  assert.notEqual(rotated.body.secret, secret);
  assert.notEqual(rotated.body.old_secret_until, null);
  assert.equal((await patch({})).status, 400);
  assert.equal((await patch({ url: 'nowhere' })).status, 400);
  assert.equal((await client.ask(`/webhooks/${id}`, { method: 'DELETE' })).status, 200);
  assert.equal((await client.get(`/webhooks/${id}`)).status, 404);
  assert.equal((await client.get('/webhooks/nonsense')).status, 404);
  const { rows } = await db.pools.owner.query(
    "select action from lotline.audit_entries where org_id = $1 and subject_type = 'webhook' order by id",
    [client.organizationId],
  );
  assert.deepEqual(
    rows.map((row) => row.action),
    ['created', 'changed', 'changed', 'secret_rotated', 'removed'].map((what) => `webhook.${what}`),
  );
});

test('there are at most 50 endpoints', async () => {
  const client = await api.client();
  for (let n = 0; n < 50; n += 1) await added(client, { url: `https://example.com/${n}` });
  assert.equal((await client.post('/webhooks', { url: 'https://example.com/x' })).body.code, 'webhook_limit');
});

test('/webhook-config has one address and the fields that may go there, changed part by part', async () => {
  const client = await api.client();
  const receiver = await receiving();
  const put = async (body: object) => {
    const reply = await client.ask('/webhook-config', { method: 'PUT', body });
    assert.equal(reply.status, 200, reply.text);
    return reply.body;
  };
  const get = async () => (await client.get('/webhook-config')).body;
  assert.deepEqual(await get(), { url: null, field_names: [], payload: 'signed' });
  assert.deepEqual(await put({ field_names: ['deal'] }), {
    url: null,
    field_names: ['deal'],
    payload: 'signed',
  });
  assert.equal((await client.get('/webhooks')).body.webhooks.length, 0);
  const { secret, ...set } = await put({ url: receiver.url });
  assert.deepEqual(set, { url: receiver.url, field_names: ['deal'], payload: 'signed' });
  receiver.expect(secret);
  const lookUp = async () => {
    const job = await jobs.create({
      organizationId: client.organizationId,
      kind: 'incentive_lookup',
      items: [
        {
          reference: 'deal-1',
          input: { address: { city: 'Reno' }, webhook_custom_fields: { deal: 'D', other: 'O' } },
        },
      ],
    });
    await jobs.report(
      await jobs.claimOne(job),
      completed({ customer_id: 5, incentives: { by_program: [] } }),
    );
  };
  await lookUp();
  await until(() => receiver.taken().length === 1);
  assert.ok(receiver.requests[0]?.verified);
  const signed = JSON.parse(receiver.requests[0]?.text ?? '');
  assert.equal(signed.type, 'lookup.completed');
  assert.deepEqual(signed.data.custom_fields, { deal: 'D' });

  assert.deepEqual(await put({ payload: 'legacy' }), {
    url: receiver.url,
    field_names: ['deal'],
    payload: 'legacy',
  });
  await lookUp();
  await until(() => receiver.taken().length === 2);
  const legacy = receiver.requests[1];
  assert.equal(legacy?.headers['webhook-signature'], undefined);
  assert.deepEqual(JSON.parse(legacy?.text ?? ''), {
    deal: 'D',
    reference_id: 'deal-1',
    customer_id: 5,
    incentives: { by_program: [] },
  });

  assert.equal((await put({ url: null })).url, null);
  await lookUp();
  const back = await put({ url: receiver.url });
  assert.notEqual(back.secret, secret, 'a new address has a new secret');
  await lookUp();
  await until(() => receiver.taken().length === 3);
  assert.equal((await client.ask('/webhook-config', { method: 'PUT', body: {} })).status, 400);
  const tooMuch = await strict.client();
  const http = await tooMuch.ask('/webhook-config', { method: 'PUT', body: { url: 'http://example.com' } });
  assert.match(http.body.message, /must be an https address/);
});

test('/webhook-config set by several at once has one address, whose secret somebody was shown', async () => {
  const client = await api.client();
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      client.ask('/webhook-config', { method: 'PUT', body: { url: `https://example.com/${at}` } }),
    ),
  );
  assert.deepEqual([...new Set(replies.map((reply) => reply.status))], [200], replies[0]?.text);
  assert.equal(replies.filter(({ body }) => body.secret !== undefined).length, 1);
  assert.equal((await client.get('/webhooks')).body.webhooks.length, 1);
});

test('an endpoint of /webhook-config without an address is none that can be enabled, tested or seen', async () => {
  const client = await api.client();
  await client.ask('/webhook-config', { method: 'PUT', body: { url: 'https://example.com/x' } });
  const { id } = (await client.get('/webhooks')).body.webhooks[0];
  await client.ask('/webhook-config', { method: 'PUT', body: { url: null } });
  const replies = await Promise.all([
    client.get(`/webhooks/${id}`),
    client.ask(`/webhooks/${id}`, { method: 'PATCH', body: { enabled: true } }),
    client.post(`/webhooks/${id}/test`),
  ]);
  assert.deepEqual(
    replies.map((reply) => [reply.status, reply.body.code]),
    replies.map(() => [404, 'webhook_not_found']),
  );
});

test('what is wrong with a body as a whole is said', async () => {
  const client = await api.client();
  const put = (body: unknown) => client.ask('/webhook-config', { method: 'PUT', body });
  assert.match(
    (await put({})).body.message,
    /^The body names nothing to change: url, field_names or payload/,
  );
  assert.equal((await put([])).body.message, 'The request body must be a JSON object');
  const { id } = await added(client, { url: 'https://example.com' });
  const replay = (body: unknown) => client.post(`/webhooks/${id}/replay`, body);
  assert.match((await replay({})).body.message, /^Give delivery_ids or after/);
});

test("nothing of another organization's webhooks and events is seen or changed", async () => {
  const [mine, other] = [await api.client(), await api.client()];
  const receiver = await receiving();
  const { id } = await added(mine, { url: receiver.url });
  await happen(mine, 1);
  await until(() => receiver.taken().length > 1);
  const { body } = await mine.get(`/webhooks/${id}/deliveries`);
  const delivery = body.deliveries[0].id;
  assert.equal((await other.get(`/webhooks/${id}`)).status, 404);
  assert.equal((await other.get(`/webhooks/${id}/deliveries`)).status, 404);
  assert.equal((await other.get(`/webhooks/${id}/deliveries/${delivery}`)).status, 404);
  assert.equal((await other.post(`/webhooks/${id}/replay`, { after: 0 })).status, 404);
  assert.equal((await other.post(`/webhooks/${id}/rotate`, {})).status, 404);
  assert.equal((await other.post(`/webhooks/${id}/test`)).status, 404);
  assert.equal(
    (await other.ask(`/webhooks/${id}`, { method: 'PATCH', body: { enabled: false } })).status,
    404,
  );
  assert.equal((await other.ask(`/webhooks/${id}`, { method: 'DELETE' })).status, 404);
  assert.deepEqual((await events(other, 'after=0')).body.events, []);
  const own = await added(other, { url: receiver.url });
  assert.equal((await other.get(`/webhooks/${own.id}/deliveries/${delivery}`)).status, 404);
});
