import assert from 'node:assert/strict';
import test from 'node:test';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { lotline } from '../support/lotline-process.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const env = { DATABASE_URL: database.urls.owner };

test('supabase enable, status and disable say what is there and what is missing', async () => {
  const off = await lotline(['supabase', 'status'], env);
  assert.deepEqual(
    [off.code, off.stdout],
    [0, 'off: lotline supabase enable makes public.batch_lookup_jobs\n'],
  );
  const on = await lotline(['supabase', 'enable'], env);
  assert.equal(on.code, 0, on.stderr);
  assert.match(on.stdout, /^jobs in the copy +0$/m);
  assert.match(on.stdout, /^written +not yet/m);
  assert.match(on.stdout, /^published +no: there is no publication/m);
  assert.match(on.stdout, /^readable by users +no: there is no auth\.jwt/m);
  await jobs.create({ kind: 'incentive_lookup', items: 3 });
  await jobs.tick();
  const status = JSON.parse((await lotline(['supabase', 'status', '--json'], env)).stdout);
  assert.deepEqual([status.enabled, status.jobs, status.error], [true, 1, null]);
  assert.ok(status.written_at);
  await database.pools.owner.query('alter table public.batch_lookup_jobs rename to elsewhere');
  await jobs.create({ kind: 'incentive_lookup', items: 3 });
  await jobs.advance(1);
  await jobs.tick();
  const broken = (await lotline(['supabase', 'status'], env)).stdout;
  assert.match(broken, /^jobs in the copy +none, the table is missing/m);
  assert.match(broken, /^error +relation "public\.batch_lookup_jobs" does not exist/m);
  const dropped = await lotline(['supabase', 'disable'], env);
  assert.deepEqual([dropped.code, dropped.stderr.trim()], [0, 'Dropped public.batch_lookup_jobs.']);
  const again = await lotline(['supabase', 'disable'], env);
  assert.match(again.stderr, /There is no public\.batch_lookup_jobs of ours/);
});
