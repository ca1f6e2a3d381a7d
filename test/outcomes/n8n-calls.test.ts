import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { pauseJob, resumeJob, startJob } from '../../src/engine/control.ts';
import { createTriggers } from '../../src/outcomes/triggers.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';

const database = await testDatabase();
const jobs = jobsIn(database);

test('a job without a webhook address says so, once for each move', async () => {
  const triggers = createTriggers({
    config: readConfig({}),
    pool: database.pools.api,
    log: createLog('silent'),
  });
  const job = await jobs.create({ driver: 'n8n', items: 3, state: 'submitted' });
  assert.equal(await triggers.deliver(job.organizationId, job.jobId), null, 'nothing moved yet');
  await startJob(database.pools.worker, job);
  const first = await triggers.deliver(job.organizationId, job.jobId);
  assert.equal(first?.triggered, false);
  assert.match(first?.error ?? '', /No webhook address is set/);
  assert.equal(await triggers.deliver(job.organizationId, job.jobId), null);
  await pauseJob(database.pools.worker, job);
  await resumeJob(database.pools.worker, job);
  assert.equal((await triggers.deliver(job.organizationId, job.jobId))?.triggered, false);
  await triggers.stop();
});
