import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryItems } from '../../src/engine/control.ts';
import { listFailureGroups } from '../../src/engine/failures.ts';
import { listFailureGroupsEverywhere, samplesOfFailureGroup } from '../../src/engine/failures-everywhere.ts';
import { testDatabase } from '../support/database.ts';
import { completed, failed, jobsIn } from '../support/engine.ts';

const db = await testDatabase();
const jobs = jobsIn(db);
const sum = (trend: readonly number[]) => trend.reduce((all, one) => all + one, 0);
const now = () => jobs.one<Date>('lotline.clock()');

test('a trend tells when attempts failed, and always sums to their count', async () => {
  const job = await jobs.create({ items: 60, settings: { maxAttempts: 1, failureLimit: 0, batchSize: 10 } });
  // Six failing batches, four minutes between each: far more than 48 slots of ten seconds.
  for (let batch = 0; batch < 6; batch += 1) {
    await jobs.report(await jobs.claimOne(job), (seq) => (seq % 10 < batch + 1 ? failed() : completed()));
    const [group] = await listFailureGroups(jobs.worker, { ...job, limit: 10 });
    assert.ok(group);
    assert.equal(sum(group.trend), group.attempts);
    assert.equal(group.attempts, ((batch + 1) * (batch + 2)) / 2);
    await jobs.advance(240);
  }
  const [group] = await listFailureGroups(jobs.worker, { ...job, limit: 10 });
  assert.ok(group);
  assert.equal(group.trend.length, 24);
  // The job is over: the trend reaches from its first failure to its last, and they came in ever larger numbers.
  const seen = group.trend.flatMap((attempts, slice) => (attempts > 0 ? [slice] : []));
  assert.deepEqual([seen[0], seen.at(-1)], [0, 23]);
  assert.ok((group.trend[0] ?? 0) <= 1 && (group.trend[23] ?? 0) >= 3, String(group.trend));
  const [stored] = (
    await jobs.owner.query('select trend_seconds, trend from lotline.failure_groups where job_no = $1', [
      job.number,
    ])
  ).rows;
  assert.ok(stored.trend.length <= 48 && stored.trend_seconds === 40, JSON.stringify(stored));
});

test('over months a group stays one small row', async () => {
  const job = await jobs.create({ items: 40, settings: { maxAttempts: 1, failureLimit: 0, batchSize: 1 } });
  for (let day = 0; day < 40; day += 1) {
    await jobs.report(await jobs.claimOne(job, 1), failed());
    await jobs.advance(86_400 * (1 + (day % 3)));
  }
  const trend = await jobs.one<number[]>(
    `select trend from lotline.failure_groups where job_no = ${job.number}`,
  );
  assert.equal(sum(trend), 40);
  assert.ok(trend.length <= 48 && trend.length > 20, String(trend.length));
  const [group] = await listFailureGroups(jobs.worker, { ...job, limit: 10 });
  assert.equal(sum(group?.trend ?? []), 40);
});

test('groups over all jobs add up, by time and by kind, and know their jobs and samples', async () => {
  const organizationId = await db.organization();
  const other = await jobs.create({ items: 1, settings: { maxAttempts: 1 } });
  await jobs.drain(other, failed());
  const made = async (kind: string, failing: number) => {
    const job = await jobs.create({
      organizationId,
      kind,
      items: 10,
      settings: { maxAttempts: 1, failureLimit: 0 },
    });
    await jobs.drain(job, (seq) =>
      seq <= failing ? failed('permanent', 'gone', `Row ${seq} is gone`) : completed(),
    );
    return job;
  };
  const kinds = ['first', 'second'].map((name) => `${name}_${Date.now()}`);
  await made(kinds[0] ?? '', 4);
  await jobs.advance(7_200);
  const since = new Date((await now()).getTime() - 3_600_000);
  const late = await made(kinds[0] ?? '', 3);
  await made(kinds[1] ?? '', 2);

  const day = new Date(since.getTime() - 86_400_000);
  const all = await listFailureGroupsEverywhere(jobs.worker, { organizationId, since: day, limit: 10 });
  assert.deepEqual(
    all.map(({ code, attempts, items, jobs: count }) => [code, attempts, items, count]),
    [['gone', 9, 9, 3]],
  );
  assert.equal(sum(all[0]?.trend ?? []), 9);
  const [hour] = await listFailureGroupsEverywhere(jobs.worker, { organizationId, since, limit: 10 });
  assert.deepEqual([hour?.attempts, hour?.items, hour?.jobs], [5, 5, 2]);
  assert.ok(hour !== undefined && hour.firstSeenAt < since, 'first seen before the time asked for');
  const [kind] = await listFailureGroupsEverywhere(jobs.worker, {
    ...{ organizationId, since, limit: 10 },
    kind: kinds[1] ?? '',
  });
  assert.deepEqual([kind?.attempts, kind?.jobs], [2, 1]);

  const samples = await samplesOfFailureGroup(jobs.worker, {
    organizationId,
    fingerprint: hour.fingerprint,
    limit: 10,
  });
  assert.equal(samples.length, 9);
  assert.match(samples[0]?.message ?? '', /^Row \d is gone$/);

  // What is tried again stands as failed no more; that it failed stays told.
  await retryItems(jobs.worker, { ...late, all: true });
  const [after] = await listFailureGroupsEverywhere(jobs.worker, { organizationId, since, limit: 10 });
  assert.deepEqual([after?.attempts, after?.items], [5, 2]);
});
