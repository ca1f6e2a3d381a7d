import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PoolClient } from 'pg';
import { completeJob, retryItems, startJob } from '../../src/engine/control.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { refused } from '../support/engine.ts';
import { until } from '../support/until.ts';

const db = await testDatabase();
const work = countyWorkIn(db);
const { owner, worker } = db.pools;

const blair = await work.county('Blair');
const adams = await work.county('Adams');

const someProperties = (org: string, count = 6) =>
  work.properties(
    org,
    Array.from({ length: count }, (_, n) => ({ county: n % 2 === 0 ? blair : adams, parcel: `P${n}` })),
  );

/** Makes a job in a transaction that stays open until `meanwhile`, begun after it, waits for it. */
async function whileMaking<T>(
  org: string,
  counties: string[] | null,
  meanwhile: () => Promise<T>,
): Promise<T> {
  const client: PoolClient = await owner.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('begin');
    await client.query("select lotline.create_county_job($1, 'bob', 'regrid_scraping', $2)", [org, counties]);
    const result = meanwhile();
    result.catch(() => undefined);
    await until(async () => {
      const waiting = await owner.query(
        'select from pg_stat_activity where $1 = any (pg_blocking_pids(pid))',
        [rows[0]?.pid],
      );
      return waiting.rowCount === 1;
    }, 'somebody waiting for the creation');
    await client.query('commit');
    return await result;
  } finally {
    client.release(true);
  }
}

/** Every subject that unfinished jobs of the organization hold, once for each that does. */
async function held(org: string): Promise<string[]> {
  const { rows } = await owner.query<{ subject: string }>(
    `select i.subject from lotline.jobs j join lotline.items i on i.job_no = j.number
     where j.org_id = $1 and j.status in ('pending', 'in_progress', 'paused')`,
    [org],
  );
  return rows.map((row) => row.subject);
}

test('a creation under way is waited for, and what it takes is left out', async () => {
  const org = await db.organization();
  await someProperties(org);
  const all = await whileMaking(org, [blair], () => work.create(org, 'regrid_scraping'));
  assert.deepEqual(
    (await work.made(all)).items.map((i) => i.reference),
    ['P1', 'P3', 'P5'],
  );
});

test('the second of two equal creations is refused and names the first', async () => {
  const org = await db.organization();
  await someProperties(org);
  await refused(
    whileMaking(org, null, () => work.create(org, 'regrid_scraping')),
    'conflict',
  );
});

test('other types and organizations do not wait', async () => {
  const [org, other] = [await db.organization(), await db.organization()];
  await someProperties(org);
  const all = await whileMaking(org, [blair], async () => {
    await work.create(org, 'visual_validation');
    await work.create(other, 'regrid_scraping');
    return work.create(org, 'regrid_scraping');
  });
  assert.equal((await work.made(all)).total_items, 3);
});

test('a transaction that looked before another creation is refused, not misled', async () => {
  const org = await db.organization();
  await someProperties(org);
  const client = await owner.connect();
  try {
    await client.query('begin isolation level repeatable read');
    await client.query("select lotline.count_pending($1, 'regrid_scraping')", [org]);
    await work.create(org, 'regrid_scraping', { countyIds: [blair] });
    await assert.rejects(
      client.query("select lotline.create_county_job($1, 'x', 'regrid_scraping')", [org]),
      {
        code: '40001',
      },
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('many creations at once of overlapping scopes take every subject once', async () => {
  const org = await db.organization();
  const subjects = await someProperties(org, 40);
  const scopes = [
    { countyIds: [blair] },
    { countyIds: [adams] },
    { countyIds: [adams, blair] },
    { stateCode: 'PA' },
    {},
  ];
  await Promise.all(scopes.map((scope) => work.create(org, 'regrid_scraping', scope)));
  assert.deepEqual((await held(org)).toSorted(), subjects.toSorted());
});

test('a retry waits for a creation, and is refused when that took its subjects', async () => {
  for (const counties of [[blair], null]) {
    const org = await db.organization();
    await someProperties(org);
    const { id } = await work.create(org, 'regrid_scraping', { countyIds: [blair] });
    const job = { organizationId: org, jobId: id, actor: 'ann' };
    await startJob(worker, job);
    const failure = { seq: 1, outcome: 'failed', class: 'permanent', code: 'gone', message: 'Gone' };
    await worker.query('select lotline.report_items($1, $2, $3)', [org, id, JSON.stringify([failure])]);
    await completeJob(worker, job);
    await refused(
      whileMaking(org, counties, () => retryItems(worker, { ...job, all: true })),
      'conflict',
    );
    assert.equal(new Set(await held(org)).size, (await held(org)).length);
  }
});

test('a creation that waits too long behind another says that somebody is at work', async () => {
  const org = await db.organization();
  await someProperties(org);
  const [first, second] = [await owner.connect(), await owner.connect()];
  const create = "select lotline.create_county_job($1, 'ann', 'regrid_scraping', $2)";
  try {
    await first.query('begin');
    await first.query(create, [org, [blair]]);
    await second.query("set lock_timeout = '100ms'");
    await assert.rejects(second.query(create, [org, [adams]]), {
      code: 'LL071',
      message: /making another regrid_scraping job/,
    });
    await first.query('commit');
    await second.query(create, [org, [adams]]);
  } finally {
    first.release(true);
    second.release(true);
  }
});
