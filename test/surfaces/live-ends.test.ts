import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { createPool } from '../../src/db/pool.ts';
import { testApi } from '../support/api.ts';
import { supabase, testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { watch } from '../support/events.ts';
import { firstPerson, newPerson, signIn } from '../support/people.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const api = await testApi(database, { live: { rightsMs: 300 } });
const jobs = jobsIn(database);
const superuser = createPool(database.urls.superuser, { name: 'test superuser', max: 1 });
after(() => superuser.end());
const ann = await firstPerson(database, api);

const cookieOf = ({ cookies }: { cookies: Iterable<readonly string[]> }) => ({
  cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
});

test('a page watches with its session, and no longer than that', async () => {
  const organizationId = await database.defaultOrganization();
  const own = await signIn(api, 'ann@example.org');
  const [watcher, other] = [
    await watch(api.url, undefined, 'jobs', cookieOf(own)),
    await watch(api.url, undefined, 'jobs', cookieOf(ann)),
  ];
  assert.equal(watcher.status, 200);
  const job = await jobs.create({ items: 1, organizationId });
  await watcher.sees('a job of the organization', ({ data }) => data.state?.id === job.jobId);
  const left = await own.change('POST', '/api/auth/sign-out', {});
  assert.equal(left.status, 200, left.text);
  await until(() => watcher.ended, 'the end of the stream');
  assert.deepEqual(watcher.seen.at(-1)?.data, { reason: 'signed_out' });
  assert.equal(other.ended, false, 'the other session goes on');
  other.close();
});

test('a person that is removed from an organization watches it no more', async () => {
  const bob = await newPerson(api, ann, 'bob@example.org', 'viewer');
  const watcher = await watch(api.url, undefined, 'jobs', cookieOf(bob));
  assert.equal(watcher.status, 200);
  const { body } = await ann.ask('/api/people');
  const { id } = body.people.find(({ email }: { email: string }) => email === 'bob@example.org');
  const removed = await ann.change('DELETE', `/api/people/${id}`);
  assert.ok(removed.status < 300, removed.text);
  await until(() => watcher.ended, 'the end of the stream');
});

// Where nobody can listen, it is noticed by looking from time to time.
test('a key or session that is ended, and a person that is removed, watch no longer than until then', {
  skip: supabase,
}, async () => {
  // so late that nothing is noticed by looking from time to time
  const there = await testApi(database, { live: { rightsMs: 3_600_000 } });
  const client = await there.client('admin');
  const made = await client.post('/api/keys', { name: 'screen', role: 'viewer' });
  const eve = await newPerson(api, ann, 'eve@example.org', 'viewer');
  const hal = await newPerson(api, ann, 'hal@example.org', 'viewer');
  const [byKey, other, bySession, member] = [
    await watch(there.url, made.body.key, 'jobs'),
    await watch(there.url, client.key, 'jobs'),
    await watch(there.url, undefined, 'jobs', cookieOf(eve)),
    await watch(there.url, undefined, 'jobs', cookieOf(hal)),
  ];
  // the first event comes when the process listens
  for (const watcher of [byKey, bySession, member]) await watcher.sees('any event', () => true);

  await client.ask(`/api/keys/${made.body.id}`, { method: 'DELETE' });
  await until(() => byKey.ended, 'the end of the stream of a key that was revoked');
  assert.deepEqual(byKey.seen.at(-1)?.data, { reason: 'signed_out' });
  await eve.change('POST', '/api/auth/sign-out', {});
  await until(() => bySession.ended, 'the end of the stream of a session that was ended');
  const { body } = await ann.ask('/api/people');
  const { id } = body.people.find(({ email }: { email: string }) => email === 'hal@example.org');
  await ann.change('DELETE', `/api/people/${id}`);
  await until(() => member.ended, 'the end of the stream of somebody who was removed');
  assert.equal(other.ended, false, 'others go on');
  other.close();
});

test('a database that goes away and comes back is made up for', async () => {
  const client = await api.client('viewer');
  const job = await jobs.create({ items: 4, organizationId: client.organizationId });
  const watcher = await watch(api.url, client.key, `jobs,job:${job.jobId}`);
  await watcher.sees(
    'its state',
    ({ data }) => data.topic === `job:${job.jobId}` && data.state !== undefined,
  );
  const before = watcher.seen.filter(({ event }) => event === 'resync').length;
  await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name in ('lotline listen', 'test api')`,
  );
  await jobs.drain(job);
  for (const topic of ['jobs', `job:${job.jobId}`]) {
    await watcher.sees(
      `the end, in ${topic}`,
      ({ data }) => data.topic === topic && data.state?.id === job.jobId && data.state.status === 'completed',
    );
  }
  await until(
    () => watcher.seen.filter(({ event }) => event === 'resync').length > before,
    'word that something may have been missed',
  );
  assert.equal(watcher.ended, false);
  watcher.close();
});
