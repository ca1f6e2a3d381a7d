import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { AppError } from '../../src/base/errors.ts';
import { listen } from '../../src/db/listen.ts';
import { asOrganization, call } from '../../src/db/pool.ts';
import { pauseJob } from '../../src/engine/control.ts';
import { readJobs, readLists } from '../../src/outcomes/live/reads.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn } from '../support/engine.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const jobs = jobsIn(database);
const { api, worker, owner } = database.pools;

test('watched jobs are read for all organizations at once, and only as what they belong to', async () => {
  const [one, two] = [await jobs.create({ items: 3 }), await jobs.create({ items: 4 })];
  const found = await readJobs(api, [
    { organizationId: one.organizationId, id: one.jobId },
    { organizationId: two.organizationId, id: two.jobId },
    { organizationId: one.organizationId, id: two.jobId },
  ]);
  assert.deepEqual(
    found.map(({ organizationId, id, moving }) => ({ organizationId, id, moving })).toSorted(byId),
    [one, two]
      .map((job) => ({ organizationId: job.organizationId, id: job.jobId, moving: true }))
      .toSorted(byId),
  );
});

const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);

test('a transaction of one organization cannot ask for the jobs of another', async () => {
  const job = await jobs.create({ items: 3 });
  const other = await database.organization();
  const asOther = (text: string, values: unknown[]) =>
    asOrganization(api, other, (db) => call(db, text, values));
  for (const [text, values] of [
    ['select * from lotline.live_jobs($1, $2)', [[job.organizationId], [job.jobId]]],
    ['select * from lotline.live_lists($1, $2, 10)', [[job.organizationId], [job.number]]],
    ['select * from lotline.live_reports($1, $2)', [[job.organizationId], [job.jobId]]],
  ] as const) {
    await assert.rejects(asOther(text, [...values]), (error) => {
      assert.ok(error instanceof AppError && error.code === 'forbidden_organization');
      return true;
    });
  }
  const number = await asOther('select * from lotline.live_lists($1, $2, 10)', [[other], [job.number]]);
  assert.deepEqual(number, [], 'a number of another organization gives nothing');
});

test('a list has the newest jobs in progress, as many as asked for, and those that are named', async () => {
  const organizationId = await database.organization();
  const many = [];
  for (let i = 0; i < 4; i += 1) many.push(await jobs.create({ items: 1, organizationId }));
  const [oldest] = many;
  assert.ok(oldest);
  await pauseJob(worker, { ...oldest, reason: null, fence: false });
  const numbers = async (named: string[]) =>
    (await readLists(api, { organizationIds: [organizationId], numbers: named, limit: 2 })).map(
      ({ number }) => number,
    );
  assert.deepEqual(await numbers([]), [many[2]?.number, many[3]?.number]);
  assert.deepEqual(await numbers([oldest.number]), [oldest.number, many[2]?.number, many[3]?.number]);
});

test('whoever listens is told of a job by its number and a hash of its organization, never of its data', async () => {
  const heard: string[] = [];
  const connected = Promise.withResolvers<void>();
  const listener = listen({
    url: database.urls.api,
    channels: ['lotline_live'],
    clock: systemClock,
    onConnect: connected.resolve,
    onNotice: (_channel, payload) => heard.push(payload),
  });
  await connected.promise;
  const job = await jobs.create({ items: 2, state: 'submitted' });
  const payload = `${createHash('md5').update(job.organizationId).digest('hex')} ${job.number}`;
  await until(() => heard.includes(payload), 'word of the new job');
  const before = heard.length;
  const [batch] = await jobs.claim(job);
  assert.ok(batch);
  await until(() => heard.length > before, 'word of its start');
  const { rows } = await owner.query<{ n: number }>(
    'select count(*)::int as n from lotline.job_events where job_no = $1',
    [job.number],
  );
  assert.ok(heard.length <= (rows[0]?.n ?? 0), 'no more than one for each event');
  await listener.stop();
});
