import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { lotline } from '../cli/terminal.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { later } from '../support/later.ts';
import { claimLookups, lookupItem, lookupResult, workLookups } from '../support/lookups.ts';
import { firstPerson, newPerson } from '../support/people.ts';

const database = await testDatabase();
const api = await testApi(database);
const path = '/api/notifications';

interface Asks {
  ask: Client['ask'];
}

/** A job of `count` lookups by whoever asks. */
async function made(by: Pick<Client, 'post'>, name: string, count = 3): Promise<string> {
  const items = Array.from({ length: count }, (_, at) => lookupItem(`site-${at}`));
  const { status, body, text } = await by.post('/batch-lookups', { name, items });
  assert.equal(status, 201, text);
  return body.job_id;
}

const wrong = {
  outcome: 'failed',
  class: 'permanent',
  code: 'no_such_place',
  message: 'nothing is there',
} as const;

/** Works the whole job; the first `failed` of its items fail. */
const worked = (jobId: string, failed = 0) =>
  workLookups(database, jobId, (seq) =>
    seq <= failed ? wrong : { outcome: 'completed', result: lookupResult(seq, 100) },
  );

const told = async (who: Asks, query = '') => (await who.ask(`${path}${query}`)).body;

test('whoever made a job is told when it ends, with its counts, and nobody else is', async () => {
  const client = await api.client('analyst');
  const colleague = await api.client('analyst', client.organizationId);
  assert.deepEqual(await told(client), { notifications: [], unread: 0, next_cursor: null });
  const jobId = await made(client, 'June');
  await worked(jobId, 1);
  const { notifications, unread } = await told(client);
  assert.equal(unread, 1);
  const [one] = notifications;
  assert.equal(one.type, 'job.completed');
  assert.equal(one.title, 'June is done: 2 of 3 succeeded, 1 failed');
  assert.equal(one.job_id, jobId);
  assert.equal(one.kind, 'incentive_lookup');
  assert.equal(one.read_at, null);
  assert.deepEqual(one.counts, { total: 3, completed: 2, failed: 1, skipped: 0, cancelled: 0 });
  assert.equal((await told(colleague)).notifications.length, 0);
});

test('a job without any success is told as failed, one that pauses by itself as paused', async () => {
  const client = await api.client('analyst');
  await worked(await made(client, 'All wrong'), 3);
  const jobId = await made(client, 'Goes wrong', 20);
  for (const { batchId, token, items } of await claimLookups(database, jobId, 10)) {
    await settleBatch(database.pools.worker, {
      batchId,
      token,
      outcomes: items.map(({ seq }) => ({ seq, ...wrong })),
    });
  }
  const { notifications } = await told(client);
  assert.deepEqual(
    notifications.map(({ type }: { type: string }) => type),
    ['job.paused', 'job.failed'],
  );
  assert.match(notifications[0].title, /^Goes wrong has paused by itself: 0 of 20 succeeded, 10 failed$/);
  assert.match(notifications[0].reason, /too many failures in a row/);
});

test('a report that does not get in tells nobody', async () => {
  const client = await api.client('analyst');
  const jobId = await made(client, 'Undone', 1);
  const db = await database.pools.owner.connect();
  try {
    await db.query('begin');
    await db.query('select lotline.start_job($1, $2)', [client.organizationId, jobId]);
    await db.query("select lotline.fail_job($1, $2, 'me', 'because')", [client.organizationId, jobId]);
    const { rows } = await db.query('select from lotline.notifications where job_id = $1', [jobId]);
    assert.equal(rows.length, 1);
    await db.query('rollback');
  } finally {
    db.release();
  }
  assert.equal((await told(client)).unread, 0);
});

test('who follows a job is told too; who no longer does is not', async () => {
  const client = await api.client('analyst');
  const viewer = await api.client('viewer', client.organizationId);
  const jobId = await made(client, 'Followed');
  const place = `/api/jobs/${jobId}/subscription`;
  assert.deepEqual((await viewer.get(place)).body, { job_id: jobId, subscribed: false, why: null });
  assert.deepEqual((await client.get(place)).body, { job_id: jobId, subscribed: true, why: 'creator' });
  const followed = await viewer.ask(place, { method: 'PUT' });
  assert.deepEqual(followed.body, { job_id: jobId, subscribed: true, why: 'asked' });
  await viewer.ask(place, { method: 'PUT' });
  assert.equal((await client.ask(place, { method: 'DELETE' })).body.subscribed, false);
  await worked(jobId);
  assert.equal((await told(viewer)).unread, 1);
  assert.equal((await told(client)).unread, 0);
  const stranger = await api.client('admin');
  for (const method of ['GET', 'PUT', 'DELETE'])
    assert.equal((await stranger.ask(place, { method })).status, 404);
});

test('everybody chooses for themselves what they are told of', async () => {
  const client = await api.client('analyst');
  const settings = `${path}/settings`;
  const defaults = { on_completion: true, on_failure: true, email: true, all_jobs: false };
  assert.deepEqual((await client.get(settings)).body, defaults);
  const put = (who: Client, body: unknown) => who.ask(settings, { method: 'PUT', body });
  assert.deepEqual((await put(client, { on_completion: false })).body, { ...defaults, on_completion: false });
  await worked(await made(client, 'Good'));
  await worked(await made(client, 'Bad'), 3);
  const { notifications } = await told(client);
  assert.deepEqual(
    notifications.map(({ job_name }: { job_name: string }) => job_name),
    ['Bad'],
  );
  assert.deepEqual((await put(client, { on_completion: null })).body, defaults);

  const boss = await api.client('viewer', client.organizationId);
  assert.equal((await put(boss, { all_jobs: true })).body.all_jobs, true);
  await worked(await made(client, 'Any'));
  assert.equal((await told(boss)).notifications[0].job_name, 'Any');
  // of other organizations nothing
  await worked(await made(await api.client('analyst'), 'Elsewhere'));
  assert.equal((await told(boss)).unread, 1);
  assert.equal((await put(client, { sound: true })).status, 400);
  assert.equal((await put(client, { email: 'yes' })).status, 400);
});

test('the list goes by pages, and what is read is marked', async () => {
  const client = await api.client('analyst');
  for (const name of ['One', 'Two', 'Three']) await worked(await made(client, name, 1));
  const names = ({ notifications }: { notifications: { job_name: string }[] }) =>
    notifications.map(({ job_name }) => job_name);
  const first = await told(client, '?limit=2');
  assert.deepEqual(names(first), ['Three', 'Two']);
  const second = await told(client, `?limit=2&cursor=${first.next_cursor}`);
  assert.deepEqual(names(second), ['One']);
  assert.equal(second.next_cursor, null);
  assert.equal((await client.get(`${path}?cursor=nonsense`)).status, 400);

  const [three, two] = first.notifications;
  const read = (body: unknown, who = client) => who.post(`${path}/read`, body);
  assert.deepEqual((await read({ ids: [three.id] })).body, { read: 1, unread: 2 });
  assert.deepEqual((await read({ ids: [three.id] })).body, { read: 0, unread: 2 });
  assert.deepEqual(names(await told(client, '?unread=true')), ['Two', 'One']);
  // a colleague's mark moves nothing of mine
  const colleague = await api.client('admin', client.organizationId);
  assert.equal((await read({ up_to: two.id }, colleague)).body.read, 0);
  assert.deepEqual((await read({ up_to: two.id })).body, { read: 2, unread: 0 });
  await worked(await made(client, 'Four', 1));
  assert.deepEqual((await read({})).body, { read: 1, unread: 0 });
  assert.notEqual((await told(client)).notifications[0].read_at, null);
});

test('a person who left is told nothing more, and after 90 days nobody is', async () => {
  const ann = await firstPerson(database, api);
  const bob = await newPerson(api, ann, 'bob@example.org', 'analyst');
  await bob.change('PUT', `${path}/settings`, { all_jobs: true });
  const by = {
    post: async (to: string, body?: unknown) => ann.change('POST', to, body),
  } as unknown as Client;
  await worked(await made(by, 'With Bob'));
  assert.equal((await told(bob)).unread, 1);
  assert.equal((await told(ann)).unread, 1);
  const { people } = (await ann.ask('/api/people')).body;
  const { id } = people.find(({ email }: { email: string }) => email === 'bob@example.org');
  assert.equal((await ann.change('DELETE', `/api/people/${id}`)).status, 204);
  await worked(await made(by, 'Without Bob'));
  const { rows } = await database.pools.owner.query(
    'select count(*)::int as n from lotline.notifications where principal = $1',
    [id],
  );
  assert.deepEqual(rows, [{ n: 1 }]);
  const sweep = () => database.pools.owner.query('select lotline.sweep_notifications(1000) as gone');
  assert.equal((await sweep()).rows[0].gone, 0);
  await later(database.pools.owner, 91 * 86_400, async () => assert.ok((await sweep()).rows[0].gone > 2));
  assert.equal((await told(ann)).notifications.length, 0);
});

test('the command line lists, marks, follows and chooses', async () => {
  const client = await api.client('analyst');
  const run = (...line: string[]) =>
    lotline(['notifications', ...line], { env: { LOTLINE_URL: api.url, LOTLINE_API_KEY: client.key } });
  assert.match((await run('list')).stdout, /You were told of nothing yet/);
  const other = await api.client('analyst', client.organizationId);
  const jobId = await made(other, 'By command');
  const followed = await run('follow', 'By command');
  assert.match(followed.stdout, /You will be told/, followed.stderr);
  await worked(jobId);
  const list = (await run('list', '--unread')).stdout;
  assert.match(list, /ID +AT +WHAT|By command is done: 3 of 3 succeeded/);
  assert.match(list, /1 unread/);
  assert.match((await run('read')).stdout, /Marked 1 as read; 0 unread are left/);
  assert.match((await run('list', '--unread')).stdout, /Nothing is unread/);
  assert.match((await run('settings', 'email=false')).stdout, /email +false/);
  assert.equal((await run('settings', 'email=maybe')).code, 64);
  assert.match((await run('unfollow', jobId)).stdout, /no longer/);
});
