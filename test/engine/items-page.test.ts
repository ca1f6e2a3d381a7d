import assert from 'node:assert/strict';
import test from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { cancelJob } from '../../src/engine/control.ts';
import { listItems, streamItems } from '../../src/engine/items.ts';
import { appendItems, createJob, submitJob } from '../../src/engine/jobs.ts';
import { ITEM_STATUSES, type ItemStatus, type ReportedOutcome } from '../../src/engine/vocabulary.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups } from '../support/lookups.ts';

const database = await testDatabase();
const { owner } = database.pools;

/** A job with items of every status: 240 of them, 100 still out in leases, 100 settled in four ways. */
async function mixedJob() {
  const organizationId = await database.organization();
  const job = await createJob(owner, {
    organizationId,
    kind: 'incentive_lookup',
    name: 'mixed',
    actor: 'test',
    settings: { batchSize: 50, failureLimit: 0, backoffBaseSeconds: 3600, backoffCapSeconds: 3600 },
  });
  const rows = Array.from({ length: 240 }, (_, at) => ({
    reference: `r-${at + 1}`,
    input: { at },
    ...(at % 40 === 7 ? { invalid: [{ field: 'at', message: 'is bad' }] } : {}),
  }));
  await appendItems(owner, { organizationId, jobId: job.id, chunk: null, rows });
  await submitJob(owner, { organizationId, jobId: job.id, actor: 'test' });
  for (const batch of (await claimLookups(database, job.id, 200)).slice(0, 2)) {
    const outcomes = batch.items.map(({ seq }): ReportedOutcome => {
      if (seq % 5 === 0)
        return { seq, outcome: 'failed', class: 'permanent', code: 'no', message: 'for good' };
      if (seq % 7 === 0)
        return { seq, outcome: 'failed', class: 'transient', code: 'busy', message: 'not now' };
      if (seq % 11 === 0) return { seq, outcome: 'skipped', code: 'not_mine', message: 'left' };
      return { seq, outcome: 'completed', result: { seq } };
    });
    await settleBatch(database.pools.worker, { batchId: batch.batchId, token: batch.token, outcomes });
  }
  return { organizationId, jobId: job.id, number: job.number };
}

/** What the view says of every item, in order. */
async function told(number: string): Promise<{ seq: number; status: ItemStatus; row: string }[]> {
  const { rows } = await owner.query<{ seq: number; status: ItemStatus; row: string }>(
    `select seq, status, row_to_json(v)::jsonb - 'job_no' - 'subject' - 'outcome' as row
       from lotline.item_status v where job_no = $1 order by seq`,
    [number],
  );
  return rows;
}

async function compare(job: Awaited<ReturnType<typeof mixedJob>>): Promise<Set<ItemStatus>> {
  const all = await told(job.number);
  const page = await owner.query(
    `select row_to_json(p)::jsonb as row from lotline.items_page($1, $2, 0, 1000) p`,
    [job.organizationId, job.jobId],
  );
  assert.deepEqual(
    page.rows.map((one) => one.row),
    all.map((one) => one.row),
  );
  const subsets: ItemStatus[][] = [
    ...ITEM_STATUSES.map((status) => [status]),
    ['failed', 'skipped', 'cancelled'],
    ['pending', 'processing'],
    ['completed', 'failed'],
  ];
  for (const statuses of subsets) {
    const expected = all.filter((one) => statuses.includes(one.status)).map((one) => one.seq);
    const streamed: number[] = [];
    for await (const items of streamItems(owner, { ...job, statuses, pageSize: 7 })) {
      for (const item of items) streamed.push(item.seq);
    }
    assert.deepEqual(streamed, expected, statuses.join());
    const listed = await listItems(owner, { ...job, statuses, limit: 5, offset: 3 });
    assert.deepEqual(
      listed.items.map((item) => item.seq),
      expected.slice(3, 8),
      statuses.join(),
    );
    assert.equal(listed.total, expected.length, statuses.join());
  }
  return new Set(all.map((one) => one.status));
}

test('pages tell the same as the view, of every status, at any place', async () => {
  const job = await mixedJob();
  const seen = await compare(job);
  assert.deepEqual([...seen].sort(), ['completed', 'failed', 'pending', 'processing', 'skipped']);
  const middle = await listItems(owner, { ...job, limit: 10, offset: 200 });
  assert.deepEqual(
    middle.items.map((item) => item.seq),
    [201, 202, 203, 204, 205, 206, 207, 208, 209, 210],
  );
});

test('pages of a cancelled job tell what is cancelled, and what may still report', async () => {
  const job = await mixedJob();
  await cancelJob(owner, { ...job, actor: 'test' });
  const seen = await compare(job);
  assert.ok(seen.has('cancelled') && seen.has('processing') && !seen.has('pending'));
});

test('a page beyond the last is empty, however far', async () => {
  const job = await mixedJob();
  const far = 2_147_483_647;
  for (const statuses of [null, ['failed'], ['pending'], ['completed', 'failed']] as const) {
    const page = await listItems(owner, { ...job, ...(statuses && { statuses }), limit: 100, offset: far });
    assert.deepEqual(page.items, [], String(statuses));
  }
});

test("a page of another organization's job is not there", async () => {
  const job = await mixedJob();
  const other = await database.organization();
  assert.deepEqual(await listItems(owner, { ...job, organizationId: other, limit: 5 }), {
    items: [],
    total: 0,
  });
  await assert.rejects(owner.query('select from lotline.items_page($1, $2, 0, 5)', [other, job.jobId]), {
    code: 'LL003',
  });
});
