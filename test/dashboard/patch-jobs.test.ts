import assert from 'node:assert/strict';
import test from 'node:test';
import { patchJob, patchList } from '../../dashboard/src/data/patch-jobs.ts';

test('an event changes what it tells of a job, and takes nothing away that it leaves out', () => {
  const job = { id: 'a', progress: 1, settings: { batchSize: 50 }, params: { county_id: 'c' } };
  const other = { id: 'b', progress: 2, settings: { batchSize: 20 }, params: {} };
  const news = { id: 'a', progress: 9 };
  assert.deepEqual(patchJob(job, news), { ...job, progress: 9 });
  assert.equal(patchJob(undefined, news), undefined, 'half a job is none');
  const list = { jobs: [other, job], total: 2 };
  const patched = patchList(list, new Map([['a', news]]));
  assert.deepEqual(patched, { jobs: [other, { ...job, progress: 9 }], total: 2 });
  assert.equal((patched as typeof list).jobs[0], other, 'a row of which nothing was told is the same');
  assert.equal(patchList(list, new Map([['c', { id: 'c' }]])), list);
});
