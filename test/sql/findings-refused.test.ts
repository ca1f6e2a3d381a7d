import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/database.ts';
import { completed, refused } from '../support/engine.ts';
import { findingsIn } from '../support/finding-jobs.ts';
import { guideIn } from '../support/guide.ts';

const db = await testDatabase();
const { jobs, countyJob, rowOf } = findingsIn(db);

test('one bad finding refuses the whole report, and its items stay with their holder', async () => {
  const job = await countyJob('title_research', 3);
  const batch = await jobs.claimOne(job);
  const result = (seq: number) => completed(seq === 2 ? { title_status: 'fine' } : { title_status: 'clear' });
  const error = await refused(jobs.report(batch, result), 'finding_refused');
  assert.match(
    error.message,
    new RegExp(`item ${job.about[1]} was refused: title_status must be one of .*"fine"`),
  );
  assert.deepEqual(error.details, {
    field: 'title_status',
    errors: [
      {
        seq: 2,
        item_id: job.about[1],
        errors: [{ field: 'title_status', value: 'fine', message: 'must be one of clear, clouded, unknown' }],
      },
    ],
  });
  assert.match(error.hint ?? '', /report again/);
  assert.equal((await jobs.sound(job)).processing, 3);
  assert.equal(await rowOf('title_research', job.organizationId, job.about[0]), undefined);
  await jobs.report(batch, completed({ title_status: 'clear' }));
  assert.equal((await jobs.sound(job)).completed, 3);
});

test('a refusal of many names them all in its number and the first twenty in full', async () => {
  const job = await countyJob('title_research', 30);
  const batch = await jobs.claimOne(job, 30);
  const error = await refused(jobs.report(batch, completed({ title_status: 5 })), 'finding_refused');
  assert.ok(error.message.endsWith('(and 29 more items)'), error.message);
  assert.equal((error.details as { errors: unknown[] }).errors.length, 20);
});

test('a refusal stays short however much is wrong', async () => {
  const job = await countyJob('title_research', 1);
  const sources = Array(100).fill({ title: 1, url: 'x', note: 2, retrieved_at: 'y' });
  const batch = await jobs.claimOne(job);
  const error = await refused(
    jobs.report(batch, completed({ title_status: 'clear', sources })),
    'finding_refused',
  );
  const { errors } = error.details as { errors: { errors: unknown[] }[] };
  assert.deepEqual([errors.length, errors[0]?.errors.length], [1, 20]);
});

test('an agent in SQL is told what is wrong with its finding, and by what name it is kept', async () => {
  const guide = await guideIn(db);
  const user = await guide.user();
  const [property] = await guide.properties(user.organizationId, 'Blair, PA', 1);
  const job = await user.value<string>("select create_batch_job('regrid_scraping', null)");
  await user.query('select * from get_next_batch($1)', [job]);
  const report = (finding: object) =>
    user.query('select update_batch_progress($1, $2, 1, 0, null, $3)', [
      job,
      property,
      JSON.stringify(finding),
    ]);
  await assert.rejects(
    report({ year_built: 'old' }),
    (error: Error & { code?: string; detail?: string; hint?: string }) => {
      assert.equal(error.code, 'LL065');
      assert.match(
        error.message,
        new RegExp(`item ${property} was refused: year_built must be a whole number`),
      );
      assert.deepEqual(JSON.parse(error.detail ?? '').errors[0].errors[0].value, 'old');
      assert.match(error.hint ?? '', /report again/);
      return true;
    },
  );
  await report({ year_built: 1950 });
  const row = await rowOf('regrid_scraping', user.organizationId, property);
  assert.equal(row.year_built, 1950);
  assert.match(row.found_by, /^SQL login \S+$/, 'whose connection it was, not its number');
  const [, held = ''] = /^(SQL login \S+)$/.exec(row.found_by) ?? [];
  const job2 = await user.value<string>("select create_batch_job('visual_validation', null)");
  await user.query(`select item_id from get_next_batch($1, 'ana')`, [job2]);
  await user.query(
    `select update_batch_progress($1, $2, 1, 0, null, '{"validation_status": "APPROVED"}', p_session => 'ana')`,
    [job2, property],
  );
  const seen = await rowOf('visual_validation', user.organizationId, property);
  assert.equal(seen.found_by, `${held}, session ana`);
});
