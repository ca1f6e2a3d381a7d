import assert from 'node:assert/strict';
import test from 'node:test';
import { createApiKey } from '../../src/identity/api-keys.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { watch } from '../support/events.ts';
import { lotlineProcess } from '../support/lotline-process.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner } = database.pools;
const jobs = jobsIn(database);

test('a process with API and worker listens once, tells a watcher what happens, and stops in spite of it', async () => {
  const organizationId = await database.defaultOrganization();
  const { key } = await createApiKey(owner, {
    organizationId,
    name: 'watcher',
    role: 'viewer',
    createdBy: 'test',
  });
  const product = lotlineProcess(['start', '--no-sample'], { DATABASE_URL: database.urls.owner, PORT: '0' });
  const [, url = ''] = await product.says(/Serving on (http\S+)\./);
  const watcher = await watch(url, key, 'jobs,workers');
  await watcher.sees('the worker', ({ data }) => data.topic === 'workers' && data.state?.workers === 1);
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and application_name = 'lotline listen'`,
  );
  assert.equal(rows[0]?.n, 1);
  const job = await jobs.create({ items: 1, organizationId });
  await watcher.sees('a new job', ({ data }) => data.state?.id === job.jobId);
  product.child.kill('SIGTERM');
  await until(() => watcher.ended, 'the end of the stream');
  assert.deepEqual(watcher.seen.at(-1)?.data, { reason: 'server_stops' });
  assert.equal(await product.ended(), 0);
});
