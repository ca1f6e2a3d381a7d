import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cancelJob,
  completeJob,
  deleteJob,
  failJob,
  retryItems,
  startJob,
} from '../../src/engine/control.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, refused } from '../support/engine.ts';

const db = await testDatabase();
const work = countyWorkIn(db);
const engine = jobsIn(db);
const { worker } = db.pools;

const blair = await work.county('Blair');

test('what an unfinished job has waits no more, for its type and organization alone', async () => {
  const org = await db.organization();
  const other = await db.organization();
  const subjects = await work.oneOfEach(org, blair);
  await work.oneOfEach(other, blair);
  for (const [type, subject] of subjects) {
    assert.deepEqual(await work.waiting(org, type, [blair]), [subject], type);
    const job = await work.made(await work.create(org, type, { countyIds: [blair] }));
    assert.deepEqual(
      job.items.map((item) => item.subject),
      [subject],
    );
    assert.deepEqual(await work.waiting(org, type, [blair]), [], type);
    assert.equal((await work.waiting(other, type, [blair])).length, 1, `${type} of another organization`);
  }
});

/** A started job of two properties of Blair, one of them failed. */
async function halfFailed(org: string) {
  await work.properties(org, [
    { county: blair, parcel: '1' },
    { county: blair, parcel: '2' },
  ]);
  const { id, number } = await work.made(await work.create(org, 'regrid_scraping', { countyIds: [blair] }));
  const job = { organizationId: org, jobId: id, number, kind: 'regrid_scraping', actor: 'ann' };
  await startJob(worker, job);
  const { rows } = await worker.query(
    `select * from lotline.report_items($1, $2, '[{"seq":1,"outcome":"failed","class":"permanent","code":"x","message":"y"}]', 'me')`,
    [org, id],
  );
  assert.equal(rows[0].accepted, 1);
  return job;
}

test('a job holds its subjects until it is over, those that failed too', async () => {
  for (const end of [cancelJob, completeJob, failJob]) {
    const org = await db.organization();
    const job = await halfFailed(org);
    assert.deepEqual(await work.waiting(org, 'regrid_scraping'), []);
    await end(worker, job);
    assert.equal((await work.waiting(org, 'regrid_scraping')).length, 2, end.name);
    await work.create(org, 'regrid_scraping', { countyIds: [blair] });
  }
  const org = await db.organization();
  await work.properties(org, [{ county: blair }]);
  const { id } = await work.create(org, 'regrid_scraping');
  await deleteJob(worker, { organizationId: org, jobId: id, actor: 'ann' });
  assert.equal((await work.waiting(org, 'regrid_scraping')).length, 1, 'deleted');
});

test('what failed in a job that is over waits again, and a retry takes it back', async () => {
  const org = await db.organization();
  const job = await halfFailed(org);
  await completeJob(worker, job);
  await retryItems(worker, { ...job, seqs: [1] });
  assert.deepEqual(await work.waiting(org, 'regrid_scraping'), []);
  await engine.sound(job);
});

test('a retry is refused while another job has the subject, and names it', async () => {
  const org = await db.organization();
  const job = await halfFailed(org);
  await completeJob(worker, job);
  const everywhere = await work.create(org, 'regrid_scraping');
  const error = await refused(retryItems(worker, { ...job, seqs: [1] }), 'conflict');
  assert.ok(error.message.includes(everywhere.id));
  await cancelJob(worker, { ...job, jobId: everywhere.id });
  const again = await work.create(org, 'regrid_scraping', { countyIds: [blair], totalItems: 1 });
  assert.ok(
    (await refused(retryItems(worker, { ...job, seqs: [1] }), 'conflict')).message.includes(again.id),
  );
  await cancelJob(worker, { ...job, jobId: again.id });
  assert.deepEqual(await retryItems(worker, { ...job, seqs: [1] }), { retried: 1, refused: 0 });
});
