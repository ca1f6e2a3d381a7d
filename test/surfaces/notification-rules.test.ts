import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../../src/base/log.ts';
import { buryWorker, heartbeat } from '../../src/engine/claims.ts';
import { createLetters } from '../../src/outcomes/notifications/letters.ts';
import { createWatch } from '../../src/outcomes/notifications/watch.ts';
import { lotline } from '../cli/terminal.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn, type TestJob } from '../support/engine.ts';
import { mcpOverHttp } from '../support/mcp.ts';
import { firstPerson } from '../support/people.ts';
import { until } from '../support/until.ts';
import { webhooksIn } from '../support/webhooks.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const api = await testApi(database);
const { owner, worker: pool } = database.pools;
const PATH = '/api/notifications/rules';

const EVENTS = ['completed', 'completed_with_failures', 'failed', 'auto_paused', 'stalled', 'no_workers'];
const rule = async (client: Client, more: object = {}) => {
  const reply = await client.post(PATH, { name: 'A rule', events: EVENTS, ...more });
  assert.equal(reply.status, 201, reply.text);
  return reply.body;
};
interface Told {
  readonly type: string;
  readonly title: string;
  readonly repeats: number;
  readonly reason: string | null;
  readonly link: { page: string; id: string };
}
const told = async (client: Client): Promise<Told[]> =>
  (await client.get('/api/notifications')).body.notifications;
const titles = async (client: Client) => (await told(client)).map(({ title }) => title);
/** As if the last look was long ago. */
const watched = async () => {
  await owner.query("update lotline.engine_locks set done_at = '-infinity' where name = 'alarms'");
  await owner.query('select lotline.watch_work()');
};

/** Quiet hours that began within the last two hours and end within the next three. */
async function hoursAround(zone: string) {
  const now = await jobs.one<string>('to_char(lotline.clock() at time zone $1, $2)', [zone, 'HH24']);
  const hour = (add: number) => `${String((Number(now) + 24 + add) % 24).padStart(2, '0')}:00`;
  return { from: hour(-1), to: hour(3) };
}

async function ended(
  organizationId: string,
  more: { kind?: string; outcome?: Parameters<typeof jobs.drain>[1] },
) {
  const job = await jobs.create({ items: 2, organizationId, ...(more.kind ? { kind: more.kind } : {}) });
  await jobs.drain(job, more.outcome ?? completed());
  return job;
}

test('a rule tells of everything, of a kind, or of one job, and of what it is for alone', async () => {
  const all = await api.client('viewer');
  const { organizationId } = all;
  const ofKind = await api.client('viewer', organizationId);
  const ofJob = await api.client('viewer', organizationId);
  const watchedJob = await jobs.create({ items: 2, organizationId });
  await rule(all, { events: ['failed', 'completed_with_failures'] });
  await rule(ofKind, { kind: 'ops_told', events: ['completed'] });
  const one = await rule(ofJob, { job_id: watchedJob.jobId });
  assert.deepEqual([one.job_id, one.channels, one.recipients], [watchedJob.jobId, ['inbox'], 'me']);

  await ended(organizationId, {});
  await ended(organizationId, { outcome: (seq) => (seq === 1 ? failed() : completed()) });
  await ended(organizationId, { outcome: failed() });
  await ended(organizationId, { kind: 'ops_told' });
  await jobs.drain(watchedJob);
  assert.deepEqual(await titles(all), [
    'Test job failed: 0 of 2 succeeded, 2 failed',
    'Test job is done: 1 of 2 succeeded, 1 failed',
  ]);
  assert.deepEqual(await titles(ofKind), ['Test job is done: 2 of 2 succeeded']);
  assert.equal((await told(ofJob))[0]?.link.id, watchedJob.jobId);
  assert.equal((await told(ofJob)).length, 1);

  await all.ask(`${PATH}/${(await all.get(PATH)).body.rules[0].id}`, {
    method: 'PATCH',
    body: { enabled: false },
  });
  await ended(organizationId, { outcome: failed() });
  assert.equal((await told(all)).length, 2, 'a rule that rests tells nothing');
});

test('what comes again while it is unread is counted, not sent again; once read it is told anew', async () => {
  const webhooks = webhooksIn(database);
  const { receiver, organizationId } = await webhooks.listening(['notification.raised']);
  const client = await api.client('admin', organizationId);
  await rule(client, { events: ['auto_paused'], channels: ['inbox', 'webhook'] });
  const job = await jobs.create({
    ...{ items: 40, organizationId, settings: { failureLimit: 2, batchSize: 2 } },
  });
  const pausedAgain = async () => {
    await jobs.report(await jobs.claimOne(job, 2), failed());
    assert.equal((await jobs.get(job)).status, 'paused');
    assert.equal((await client.post(`/api/jobs/${job.jobId}/resume`)).status, 200);
  };
  for (let round = 0; round < 3; round += 1) await pausedAgain();
  const [message, ...more] = await told(client);
  assert.ok(message && more.length === 0);
  assert.deepEqual([message.type, message.repeats], ['job.paused', 2]);
  await client.post('/api/notifications/read', {});
  await pausedAgain();
  assert.deepEqual(
    (await told(client)).map(({ repeats }) => repeats),
    [0, 2],
  );
  const sender = webhooks.deliverer();
  await until(() => receiver.requests.length > 0);
  await sender.stop();
  const bodies = receiver.requests.map(({ text }) => JSON.parse(text));
  // in quiet hours it is held, and numbered when they are over
  const quietly = {
    events: ['stalled', 'completed'],
    channels: ['webhook'],
    quiet_hours: { from: '00:00', to: '23:59' },
  };
  await rule(client, quietly);
  await ended(organizationId, {});
  const numbered = async () => {
    await owner.query('select lotline.number_webhook_events()');
    return jobs.one<boolean>(
      `select number is not null from lotline.webhook_events where org_id = $1 and type = 'notification.raised' order by id desc limit 1`,
      [organizationId],
    );
  };
  assert.equal(await numbered(), false);
  await jobs.advance(86_400);
  assert.equal(await numbered(), true);
  await jobs.advance(-86_400);
  assert.equal(bodies.length, 1, 'one an hour for one cause');
  const [{ type, data }] = bodies;
  assert.deepEqual([type, data.event, data.job_id], ['notification.raised', 'auto_paused', job.jobId]);
});

test('a worker that dies or falls silent, a kind without one and a job that stands still are told within the minute', async () => {
  const job: TestJob = await jobs.create({ items: 3 });
  const client = await api.client('analyst', job.organizationId);
  const stranger = await api.client('analyst');
  for (const who of [client, stranger]) await rule(who, { events: ['worker_lost', 'no_workers', 'stalled'] });
  const beat = (worker: string, running = 0) =>
    heartbeat(pool, { worker, leases: [], info: { host: 'box', slots: 1, running, kinds: [job.kind] } });

  await beat('killed-1');
  await jobs.claimOne(job, 3, 'killed-1');
  await buryWorker(pool, 'killed-1');
  const [lost] = await told(client);
  assert.deepEqual([lost?.title, lost?.reason], ['Worker killed-1 was lost', 'It held 3 items of yours']);
  assert.deepEqual(lost?.link, { page: 'worker', id: 'killed-1' });
  assert.deepEqual(await told(stranger), [], 'it is the business of those who have work for it');

  await beat('silent-1');
  await jobs.advance(31);
  const watch = createWatch({ pool: database.pools.api, log: createLog('silent'), lookMs: 5 });
  watch.start();
  await until(async () => (await told(client)).length === 2);
  await watch.stop();
  assert.equal((await titles(client))[0], 'Worker silent-1 was lost');

  await jobs.tick();
  await jobs.advance(31);
  await watched();
  await watched();
  const [alone] = await told(client);
  assert.deepEqual([alone?.type, alone?.repeats, (await told(client)).length], ['queue.no_workers', 0, 3]);
  assert.equal(alone?.reason, 'No worker can do what waits: 3 items');
  await beat('fresh-1');
  await watched();
  await jobs.advance(31);
  await watched();
  // the same again: the worker that came is lost as well, and the kind has none
  assert.deepEqual(
    (await told(client)).map(({ type, repeats }) => [type, repeats]),
    [
      ['worker.lost', 0],
      ['queue.no_workers', 1],
      ['worker.lost', 0],
      ['worker.lost', 0],
    ],
  );
  await beat('fresh-2');
  await jobs.advance(300);
  await beat('fresh-2');
  await watched();
  assert.equal((await told(client))[0]?.type, 'job.stalled');
  assert.deepEqual(await told(stranger), []);
});

test('quiet hours hold letters and lose none, and a digest is one letter', async () => {
  const ann = await firstPerson(database, api);
  const organizationId = await database.defaultOrganization();
  const make = async (body: object) => {
    const reply = await ann.change('POST', PATH, { channels: ['inbox', 'email'], ...body });
    assert.equal(reply.status, 201, reply.text);
    return reply.body.id as string;
  };
  const letters: { subject: string; text: string }[] = [];
  const sender = createLetters({
    ...{ pool, log: createLog('silent'), lookMs: 5, publicUrl: undefined },
    tell: async (letter) => {
      letters.push(letter);
      return 'email';
    },
  });
  sender.start();
  const quiet = await make({
    ...{ name: 'Quiet', events: ['failed'], time_zone: 'America/New_York' },
    quiet_hours: await hoursAround('America/New_York'),
  });
  const gathered = await make({ name: 'Daily', events: ['completed'], digest: 'daily' });
  await ended(organizationId, { outcome: failed() });
  for (let n = 0; n < 3; n += 1) await ended(organizationId, {});
  const { rows } = await owner.query<{ held: number; digest: boolean; n: number }>(
    `select extract(epoch from min(mail_due_at) - lotline.clock())::float8 as held, mail_digest as digest, count(*)::int as n
     from lotline.notifications where org_id = $1 group by mail_digest order by mail_digest`,
    [organizationId],
  );
  assert.deepEqual(
    rows.map(({ digest, n }) => [digest, n]),
    [
      [false, 1],
      [true, 3],
    ],
  );
  assert.ok(
    (rows[0]?.held ?? 0) > 2 * 3_600 - 60 && (rows[0]?.held ?? 0) <= 3 * 3_600,
    String(rows[0]?.held),
  );
  assert.equal(letters.length, 0);
  await jobs.advance(3 * 3_600);
  await until(() => letters.some(({ subject }) => /failed: 0 of 2/.test(subject)));
  await jobs.advance(24 * 3_600);
  await until(() => letters.some(({ subject }) => /: 3 notifications$/.test(subject)));
  const digest = letters.find(({ subject }) => /3 notifications/.test(subject));
  assert.equal(digest?.text.match(/is done: 2 of 2 succeeded/g)?.length, 3);
  await sender.stop();
  assert.equal(letters.length, 2);
  for (const id of [quiet, gathered]) assert.equal((await ann.change('DELETE', `${PATH}/${id}`)).status, 200);
});

test('everybody makes rules for themselves; to tell others, or webhooks, is for admins; and a rule is its maker’s', async () => {
  const viewer = await api.client('viewer');
  const admin = await api.client('admin', viewer.organizationId);
  const stranger = await api.client('admin');
  const own = await rule(viewer, {
    quiet_hours: { from: '22:00', to: '06:30' },
    time_zone: 'America/New_York',
  });
  assert.deepEqual([own.quiet_hours, own.mine], [{ from: '22:00', to: '06:30' }, true]);
  for (const [body, status] of [
    [{ recipients: 'everyone' }, 403],
    [{ channels: ['webhook'] }, 403],
    [{ time_zone: 'Mars/Phobos' }, 400],
    [{ quiet_hours: { from: '08:00', to: '08:00' } }, 400],
    [{ events: ['nonsense'] }, 400],
    [{ kind: 'x', job_id: '00000000-0000-4000-8000-000000000000' }, 404],
  ] as const) {
    const reply = await viewer.post(PATH, { name: 'No', events: ['failed'], ...body });
    assert.equal(reply.status, status, JSON.stringify(body) + reply.text);
  }
  const shared = await rule(admin, { recipients: 'everyone', name: 'For all' });
  const names = async (who: Client) =>
    (await who.get(PATH)).body.rules.map((one: { name: string; mine: boolean }) => [one.name, one.mine]);
  assert.deepEqual(await names(viewer), [
    ['A rule', true],
    ['For all', false],
  ]);
  assert.deepEqual(await names(stranger), []);
  const change = (who: Client, id: string, body: object) =>
    who.ask(`${PATH}/${id}`, { method: 'PATCH', body });
  assert.equal((await change(viewer, shared.id, { enabled: false })).status, 404);
  assert.equal((await change(stranger, own.id, { enabled: false })).status, 404);
  assert.equal((await change(admin, own.id, { quiet_hours: null })).body.quiet_hours, null);
  assert.equal((await stranger.ask(`${PATH}/${own.id}`, { method: 'DELETE' })).status, 404);
  const { rows } = await owner.query(
    "select count(*)::int as n from lotline.audit_entries where org_id = $1 and action like 'notifications.rule%'",
    [viewer.organizationId],
  );
  assert.deepEqual(rows, [{ n: 3 }]);
});

test('the command line and agents do it too', async () => {
  const client = await api.client('admin');
  const run = (...line: string[]) =>
    lotline(line, { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key } });
  const rules = (...line: string[]) => run('notifications', 'rules', ...line);
  assert.match((await rules()).stdout, /No rules/);
  const added = await rules(
    'add',
    'Nights',
    '--events',
    'failed,stalled',
    '--quiet-hours',
    '22:00-06:30',
    '--digest',
    'daily',
  );
  assert.match(
    added.stdout,
    /Nights +everything +failed, stalled +inbox +me +daily, not 22:00–06:30 UTC/,
    added.stderr,
  );
  const [{ id }] = (await client.get(PATH)).body.rules;
  assert.match((await rules('change', id, '--disable', '--by', 'inbox,email')).stdout, /inbox, email.*off/);
  assert.equal((await rules('add', 'Nothing')).code, 64);
  assert.match((await rules('remove', id)).stdout, /gone/);

  const job = await jobs.create({ items: 4, organizationId: client.organizationId });
  await jobs.claimOne(job, 4, 'never-beat');
  await jobs.advance(31);
  const mcp = await mcpOverHttp(api.url, client.key);
  const { stuck } = (await mcp.call('list_stuck')).body;
  assert.deepEqual([stuck[0].what, stuck[0].items], ['dead_worker', 4]);
  const tried = (await mcp.call('settle_stuck', { id: stuck[0].id, action: 'release' })).body;
  assert.deepEqual([tried.dry_run, tried.effects.length], [true, 2]);
  await mcp.call('settle_stuck', { id: stuck[0].id, action: 'release', dry_run: false });
  assert.equal((await jobs.get(job)).counts.waiting, 4);
  assert.equal((await mcp.call('list_queues')).body.queues[0].waiting, 4);
  assert.ok((await mcp.call('list_workers')).body.found >= 0);
  assert.equal((await mcp.call('what_needs_attention')).failed, false);
  assert.match(
    (await mcp.call('order_worker', { worker_id: 'x', wanted: 'drain' })).text,
    /Several organizations/,
  );
  await mcp.close();
});
