import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { asOrganization } from '../../src/db/pool.ts';
import { pauseJob, resumeJob } from '../../src/engine/control.ts';
import { changeWebhook, getWebhook, rotateSecret } from '../../src/outcomes/webhooks/endpoints.ts';
import type { Notice } from '../../src/outcomes/webhooks/notice.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';
import { until } from '../support/until.ts';
import { type Listening, WEBHOOK_CONFIG, webhooksIn } from '../support/webhooks.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const { api, owner, worker } = db.pools;
const webhooks = webhooksIn(db);
const letters: Notice[] = [];
webhooks.deliverer({}, undefined, letters);

const shown = ({ organizationId, webhook }: Listening) =>
  asOrganization(api, organizationId, (client) => getWebhook(client, organizationId, webhook.id));

/** Moves a job to and fro: each pair is two events. */
async function happen(organizationId: string, pairs = 1): Promise<void> {
  const job = await jobs.create({ organizationId, items: 1 });
  for (let pair = 0; pair < pairs; pair += 1) {
    await pauseJob(worker, { ...job, reason: `pause ${pair}` });
    await resumeJob(worker, job);
  }
}

/** A person of an organization, by e-mail address. */
async function member(organizationId: string, email: string, role: string): Promise<void> {
  await owner.query(
    `with person as (
       insert into lotline_auth."user" (id, name, email, "emailVerified") values ($1, $1, $1, true) returning id)
     insert into lotline.members (org_id, person_id, role) select $2, id, $3 from person`,
    [email, organizationId, role],
  );
}

async function states(webhookId: string): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from lotline.webhook_deliveries where endpoint_id = $1 group by state',
    [webhookId],
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** What went wrong with an endpoint, and came to be recorded. */
async function failures(webhookId: string) {
  const { rows } = await owner.query<{ status: number | null; error: string; answer: string | null }>(
    `select a.status, a.error, a.answer from lotline.webhook_attempts a
       join lotline.webhook_deliveries d on d.id = a.delivery_id
      where d.endpoint_id = $1 and a.error is not null order by a.status, a.error`,
    [webhookId],
  );
  return rows;
}

test('an event arrives once, signed, with what it tells of', async () => {
  const listening = await webhooks.listening(['job.paused']);
  const { receiver, organizationId } = listening;
  await happen(organizationId);
  await until(() => receiver.requests.length > 0);
  const [request] = receiver.requests;
  assert.equal(request?.verified, true);
  const body = JSON.parse(request?.text ?? '');
  assert.equal(body.type, 'job.paused');
  assert.equal(body.id, request?.headers['webhook-id']);
  assert.equal(body.sequence, 1);
  assert.equal(body.data.reason, 'pause 0');
  assert.equal(body.data.status, 'paused');
  await until(async () => (await shown(listening)).lastSuccessAt !== null);
  assert.deepEqual(await states(listening.webhook.id), { delivered: 1 });
});

test('lookups arrive one by one, as their generation left them', async () => {
  const { receiver, organizationId } = await webhooks.listening(['lookup.completed', 'lookup.failed'], {
    fieldNames: ['deal'],
  });
  receiver.always({ kind: 'answer', status: 500 });
  const input = {
    address: { street_1: '1 Main St' },
    webhook_custom_fields: { deal: '7', secret_note: 'not yours' },
  };
  const job = await jobs.create({
    organizationId,
    kind: 'incentive_lookup',
    items: [1, 2].map((n) => ({ reference: `deal-${n}`, input })),
    settings: { batchSize: 2 },
  });
  await jobs.report(await jobs.claimOne(job), (seq) =>
    seq === 1 ? completed({ incentives: { total_incentive_amount: 5 } }) : failed(),
  );
  await worker.query('select from lotline.retry_items($1, $2, $3, null, true)', [
    organizationId,
    job.jobId,
    'tester',
  ]);
  await jobs.report(await jobs.claimOne(job), completed({ second: 'generation' }));
  await until(() => receiver.requests.length >= 3);
  receiver.always({ kind: 'answer', status: 200 });
  await webhooks.pass('10 minutes');
  await until(() => receiver.taken().length >= 3);
  const bodies = new Map(
    receiver.requests.map((request) => JSON.parse(request.text)).map((body) => [body.sequence, body]),
  );
  const told = [...bodies.values()].map(({ type, data }) => [type, data.reference_id, data.generation]);
  assert.deepEqual(told.sort(), [
    ['lookup.completed', 'deal-1', 1],
    ['lookup.completed', 'deal-2', 2],
    ['lookup.failed', 'deal-2', 1],
  ]);
  const ofFailure = [...bodies.values()].find(({ type }) => type === 'lookup.failed');
  assert.deepEqual(ofFailure.data.error, { code: 'broken', message: 'It is broken' });
  assert.deepEqual(ofFailure.data.custom_fields, { deal: '7' });
  assert.deepEqual(ofFailure.data.address, { street_1: '1 Main St' });
});

test('a receiver that fails twice and hangs once gets every event, under the same ids', async () => {
  const { receiver, organizationId, webhook } = await webhooks.listening(['job.paused', 'job.resumed']);
  receiver.next(
    { kind: 'answer', status: 500, body: 'oh dear' },
    { kind: 'answer', status: 503 },
    { kind: 'hang' },
  );
  // All at once, when they are all there: a failure would hold up those that come after it.
  const enable = (enabled: boolean) =>
    asOrganization(api, organizationId, (client) =>
      changeWebhook(client, WEBHOOK_CONFIG, { organizationId, id: webhook.id }, { enabled }),
    );
  await enable(false);
  await happen(organizationId, 5);
  await until(async () => {
    const { rows } = await owner.query(
      'select count(number) >= 10 as numbered from lotline.webhook_events where org_id = $1',
      [organizationId],
    );
    return rows[0].numbered;
  });
  await enable(true);
  // The one that hangs ends last; time that passed before it ended would make another try of it.
  await until(async () => (await failures(webhook.id)).length === 3);
  await webhooks.pass('10 minutes');
  await until(async () => (await states(webhook.id)).delivered === 10);
  const ids = receiver.taken();
  assert.equal(new Set(ids).size, 10);
  assert.ok(receiver.requests.every((request) => request.verified));
  const host = new URL(receiver.url).host;
  assert.deepEqual(await failures(webhook.id), [
    { status: 500, error: 'The receiver answered 500', answer: 'oh dear' },
    { status: 503, error: 'The receiver answered 503', answer: null },
    { status: null, error: `${host} did not answer within 0.5 s`, answer: null },
  ]);
});

test('a connection that was kept and is closed by the other side is no failure; a fresh one that breaks is', async () => {
  const { receiver, organizationId, webhook } = await webhooks.listening(['job.paused', 'job.resumed']);
  receiver.next({ kind: 'drop' });
  await happen(organizationId);
  await until(() => receiver.requests.length >= 2);
  const broken = await until(async () => {
    const found = await failures(webhook.id);
    return found.length > 0 && found;
  });
  const { host } = new URL(receiver.url);
  assert.deepEqual(
    broken.map(({ error }) => error),
    [`${host} broke the connection off before it answered (ECONNRESET)`],
  );
  receiver.next({ kind: 'drop' });
  await happen(organizationId);
  await until(() => receiver.requests.length >= 5);
  await webhooks.pass('1 minute');
  await until(async () => (await states(webhook.id)).delivered === 4);
});

test('one that is down is asked more and more seldom, and gets all when it is back', async () => {
  const listening = await webhooks.listening(['job.paused', 'job.resumed']);
  const { receiver, organizationId, webhook } = listening;
  await receiver.close();
  await happen(organizationId, 50);
  await until(async () => (await shown(listening)).nextAttemptAt !== null);
  const state = await shown(listening);
  assert.ok(state.failingSince !== null);
  assert.match(state.lastError ?? '', /could not be reached/);
  const { waiting = 0 } = await states(webhook.id);
  assert.ok(waiting <= 96, `it was asked ${waiting} times for 100 events`);
  await receiver.open();
  await webhooks.pass('5 minutes');
  await until(() => receiver.taken().length >= 100);
  assert.equal(new Set(receiver.taken()).size, 100);
  await until(async () => (await shown(listening)).failingSince === null);
});

test('whoever hangs holds up nobody else', async () => {
  const hanging = await webhooks.listening(['job.paused', 'job.resumed']);
  hanging.receiver.always({ kind: 'hang' });
  const well = await webhooks.listening(['job.paused', 'job.resumed']);
  await happen(hanging.organizationId, 20);
  await until(() => hanging.receiver.requests.length > 0);
  await happen(well.organizationId, 20);
  await until(() => well.receiver.taken().length === 40);
  assert.equal(hanging.receiver.taken().length, 0);
});

test('Retry-After is kept to, in seconds and as a date', async () => {
  for (const value of ['3600', new Date(Date.now() + 3_600_000).toUTCString()]) {
    const listening = await webhooks.listening(['job.paused']);
    listening.receiver.next({ kind: 'answer', status: 429, headers: { 'retry-after': value } });
    await happen(listening.organizationId);
    await until(async () => (await shown(listening)).nextAttemptAt !== null);
    const { rows } = await owner.query<{ wait: number }>(
      `select extract(epoch from l.hold_until - lotline.clock())::float8 as wait
         from lotline.webhook_lanes l where l.endpoint_id = $1`,
      [listening.webhook.id],
    );
    const wait = rows[0]?.wait ?? 0;
    assert.ok(wait > 3500 && wait <= 3600, `${value}: ${wait} s`);
  }
});

test('Retry-After is kept to for a day at most, however large it is', async () => {
  const listening = await webhooks.listening(['job.paused']);
  listening.receiver.next({ kind: 'answer', status: 503, headers: { 'retry-after': '9'.repeat(30) } });
  await happen(listening.organizationId);
  await until(async () => (await shown(listening)).nextAttemptAt !== null);
});

test('410 disables an endpoint at once, with a notice; enabled again it gets what it missed', async () => {
  const listening = await webhooks.listening(['job.paused', 'job.resumed']);
  const { receiver, organizationId, webhook } = listening;
  const witness = await webhooks.listening(['webhook.disabled']);
  await webhooks.add(organizationId, witness.receiver.url, ['webhook.disabled']);
  await member(organizationId, 'ann@example.org', 'admin');
  await member(organizationId, 'vic@example.org', 'viewer');
  receiver.next({ kind: 'answer', status: 410 });
  await happen(organizationId, 1);
  await until(async () => (await shown(listening)).disabledReason === 'gone');
  await until(() => witness.receiver.requests.length === 1);
  const notice = JSON.parse(witness.receiver.requests[0]?.text ?? '');
  assert.equal(notice.data.webhook_id, webhook.id);
  assert.equal(notice.data.reason, 'gone');
  assert.equal(notice.data.url, new URL(receiver.url).origin, 'where it leads, and no more of it');
  const { rows: audited } = await owner.query(
    "select actor, after from lotline.audit_entries where action = 'webhook.disabled' and subject_id = $1",
    [webhook.id],
  );
  assert.deepEqual(audited, [{ actor: 'system', after: { reason: 'gone' } }]);
  await until(() => letters.length > 0);
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['ann@example.org'],
    'admins are written to',
  );
  assert.equal(letters[0]?.subject, `Webhooks to ${new URL(receiver.url).origin} were stopped`);
  assert.match(letters[0]?.text ?? '', /answered 410.*\n\n.*lotline webhooks enable [0-9a-f-]{36}/);

  await happen(organizationId, 2);
  await asOrganization(api, organizationId, (client) =>
    changeWebhook(client, WEBHOOK_CONFIG, { organizationId, id: webhook.id }, { enabled: true }),
  );
  await until(() => new Set(receiver.taken()).size === 6);
});

test('one that fails until the schedule of an event is over is disabled; one that only dislikes an event is not', async () => {
  const broken = await webhooks.listening(['job.paused']);
  broken.receiver.always({ kind: 'answer', status: 500 });
  const picky = await webhooks.listening(['job.paused', 'job.resumed']);
  picky.receiver.always((text) => ({
    kind: 'answer',
    status: JSON.parse(text).type === 'job.paused' ? 400 : 204,
  }));
  const ids = [broken.webhook.id, picky.webhook.id];
  /** Both have tried their first event so often, and nothing is under way. */
  const tried = async (attempts: number) => {
    const { rows } = await owner.query<{ done: boolean }>(
      `select count(*) = 2 as done from lotline.webhook_deliveries
        where endpoint_id = any ($1) and type = 'job.paused' and attempts = $2 and taken_until is null`,
      [ids, attempts],
    );
    return rows[0]?.done;
  };
  await happen(broken.organizationId);
  await happen(picky.organizationId);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await until(() => tried(attempt), `attempt ${attempt}`);
    if (attempt < 10) assert.equal((await shown(broken)).disabledAt, null);
    await webhooks.pass('27 hours');
  }
  assert.equal((await shown(broken)).disabledReason, 'failing');
  assert.deepEqual(await states(broken.webhook.id), { failed: 1 });
  assert.equal((await shown(picky)).disabledAt, null);
  assert.deepEqual(await states(picky.webhook.id), { failed: 1, delivered: 1 });
});

test('after a rotation both secrets sign until the overlap is over', async () => {
  const { receiver, organizationId, webhook, secret: old } = await webhooks.listening(['job.paused']);
  const { secret } = await asOrganization(api, organizationId, (client) =>
    rotateSecret(client, WEBHOOK_CONFIG, { organizationId, id: webhook.id }, 3600),
  );
  const verifies = (key: string, at: number) => {
    const request = receiver.requests[at];
    try {
      new Webhook(key).verify(request?.text ?? '', request?.headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  };
  await happen(organizationId);
  await until(() => receiver.requests.length === 1);
  assert.deepEqual([verifies(old, 0), verifies(secret, 0)], [true, true]);
  await webhooks.pass('61 minutes');
  await happen(organizationId);
  await until(() => receiver.requests.length === 2);
  assert.deepEqual([verifies(old, 1), verifies(secret, 1)], [false, true]);
});
