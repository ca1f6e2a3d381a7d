import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { type Client, testApi } from '../support/api.ts';
import { countyJob } from '../support/county-jobs.ts';
import { testDatabase } from '../support/database.ts';

const database = await testDatabase();
const api = await testApi(database);
const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

const patchOf = (client: Client, id: string) => (body: unknown) =>
  client.ask(`/api/batch-jobs/${id}`, { method: 'PATCH', body });

/** A started job of so many items, and how to patch it. */
async function started(items: number, options: Parameters<typeof countyJob>[3] = {}) {
  const client = await api.client('analyst');
  const job = await countyJob(database, client.organizationId, ids(items), options);
  const patch = patchOf(client, job.id);
  assert.equal((await patch({ status: 'in_progress' })).status, 200);
  return { client, job, patch };
}

async function sound(id: string): Promise<void> {
  const { rows } = await database.pools.owner.query('select problem, detail from lotline.engine_check($1)', [
    id,
  ]);
  assert.deepEqual(rows, []);
}

test('counters settle the next items and come back as they were given', async () => {
  const { job, patch } = await started(845);
  const { body } = await patch({ processed_items: 450, failed_items: 7, current_batch: 9 });
  assert.deepEqual(
    [body.data.processed_items, body.data.failed_items, body.data.current_batch, body.data.total_batches],
    [450, 7, 9, 17],
  );
  assert.deepEqual([body.data.error_count, body.data.progress, body.data.successRate], [7, 54, 98]);
  assert.deepEqual(
    [body.message, body.source, body.n8n_triggered, body.n8n_error],
    ['Batch job updated successfully', 'database', false, null],
  );
  await sound(job.id);
});

test('845 processed and 15 failed of 845: processed is read as including the failed', async () => {
  const { job, patch } = await started(845);
  const { status, body } = await patch({ status: 'completed', processed_items: 845, failed_items: 15 });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(
    [body.data.status, body.data.progress, body.data.processed_items, body.data.failed_items],
    ['completed', 100, 845, 15],
  );
  assert.deepEqual([body.data.successRate, body.data.skipped_items, body.note], [98, 0, undefined]);
  assert.match(body.data.duration, /^\d+m$/);
  assert.ok(body.data.completed_at);
  await sound(job.id);
});

test('the last counters again, because their answer was lost, change nothing', async () => {
  const { job, patch } = await started(845);
  const last = { status: 'completed', processed_items: 845, failed_items: 15 };
  const first = await patch(last);
  for (const body of [last, { processed_items: 845, failed_items: 15 }, { processed_items: 845 }]) {
    const again = await patch(body);
    assert.equal(again.status, 200, again.text);
    assert.deepEqual(
      [
        again.body.data.status,
        again.body.data.processed_items,
        again.body.data.completed_at,
        again.body.note,
      ],
      ['completed', 845, first.body.data.completed_at, undefined],
    );
  }
  const other = await patch({ processed_items: 844 });
  assert.deepEqual([other.status, other.body.code], [409, 'conflict']);
  await sound(job.id);
});

test('counters that go back are told the numbers that reads give', async () => {
  const { patch } = await started(20);
  await patch({ processed_items: 4, failed_items: 3 });
  assert.match((await patch({ processed_items: 3 })).body.message, /has 4 processed and 3 failed already/);
  const over = await patch({ processed_items: 18, failed_items: 5 });
  assert.deepEqual([over.body.data.processed_items, over.body.data.failed_items], [18, 5]);
  assert.match((await patch({ processed_items: 17 })).body.message, /has 18 processed and 5 failed already/);
});

test('a PATCH that completes a job says how many items it skipped', async () => {
  const { job, patch } = await started(20);
  const { body } = await patch({ status: 'completed', processed_items: 12 });
  assert.deepEqual(
    [body.data.status, body.data.processed_items, body.data.skipped_items],
    ['completed', 12, 8],
  );
  assert.equal(body.note, '8 items that were left are skipped');
  await sound(job.id);
});

test('a PATCH is all or nothing: a refused counter undoes the move beside it', async () => {
  const { client, job, patch } = await started(10);
  await patch({ status: 'paused', reason: 'lunch' });
  const refused = await patch({ status: 'in_progress', processed_items: 11 });
  assert.equal(refused.status, 400, refused.text);
  const { data } = (await client.get(`/api/batch-jobs/${job.id}`)).body;
  assert.deepEqual([data.status, data.processed_items, data.pause_reason], ['paused', 0, 'lunch']);
  const back = await patch({ processed_items: 5 });
  assert.equal(back.body.data.processed_items, 5, 'counters are taken while a job is paused');
  assert.equal((await patch({ status: 'completed', processed_items: 4 })).status, 409);
  assert.equal((await client.get(`/api/batch-jobs/${job.id}`)).body.data.status, 'paused');
  await sound(job.id);
});

test('counters are refused on a pending job, and on one that our workers run', async () => {
  const client = await api.client('analyst');
  const pending = await countyJob(database, client.organizationId, ids(5));
  const refused = await patchOf(client, pending.id)({ processed_items: 1 });
  assert.deepEqual([refused.status, refused.body.error, refused.body.code], [409, 'Conflict', 'conflict']);
  const { patch } = await started(5, { kind: 'bid_strategy', driver: 'worker' });
  assert.equal((await patch({ processed_items: 1 })).status, 409);
});

test('counters are refused while somebody holds items, and nothing is half done', async () => {
  const { client, job, patch } = await started(10);
  const claimed = await client.post(`/api/batch-jobs/${job.id}/batches`, { session: 'one', limit: 3 });
  assert.equal(claimed.body.data.items.length, 3);
  const refused = await patch({ processed_items: 1, last_error: 'never kept' });
  assert.equal(refused.status, 409);
  const { data } = (await client.get(`/api/batch-jobs/${job.id}`)).body;
  assert.deepEqual([data.processed_items, data.processing_items, data.last_error], [0, 3, null]);
  const done = await patch({ status: 'completed' });
  assert.deepEqual([done.status, done.body.data.skipped_items], [200, 10], done.text);
  await sound(job.id);
});

test('what the owner states is shown until the next settle', async () => {
  const { patch } = await started(100);
  const stated = await patch({ last_error: 'Regrid API rate limit exceeded', error_count: 15 });
  assert.deepEqual(
    [stated.body.data.last_error, stated.body.data.error_count, stated.body.data.current_batch],
    ['Regrid API rate limit exceeded', 15, 0],
  );
  const more = await patch({ current_batch: 9 });
  assert.deepEqual(
    [more.body.data.error_count, more.body.data.current_batch],
    [15, 9],
    'what was said stays',
  );
  const settled = await patch({ processed_items: 1 });
  assert.deepEqual(
    [settled.body.data.last_error, settled.body.data.error_count, settled.body.data.current_batch],
    [null, 0, 1],
  );
  const anew = await patch({ error_count: 3 });
  assert.deepEqual([anew.body.data.error_count, anew.body.data.current_batch], [3, 1]);
});

test('an error beside counters is kept with them', async () => {
  const { client, job, patch } = await started(845);
  const { body } = await patch({
    processed_items: 450,
    failed_items: 12,
    last_error: 'Regrid API rate limit exceeded at item 462',
    error_count: 12,
  });
  assert.deepEqual(
    [body.data.status, body.data.last_error, body.data.error_count],
    ['in_progress', 'Regrid API rate limit exceeded at item 462', 12],
  );
  const failed = await client.get(`/api/batch-jobs/${job.id}/items?status=failed&limit=1`);
  assert.equal(failed.body.data[0].error_message, 'Regrid API rate limit exceeded at item 462');
});

test('moves follow the job, and repeating one changes nothing', async () => {
  const client = await api.client('analyst');
  const job = await countyJob(database, client.organizationId, ids(3));
  const patch = patchOf(client, job.id);
  assert.equal((await patch({ status: 'pending' })).body.data.status, 'pending');
  assert.equal((await patch({ status: 'completed' })).status, 409, 'a pending job was never worked');
  const first = await patch({ status: 'running' });
  assert.deepEqual([first.body.data.status, first.body.data.paused_at], ['in_progress', null]);
  const again = await patch({ status: 'in_progress' });
  assert.equal(again.body.data.started_at, first.body.data.started_at);
  assert.ok((await patch({ status: 'paused' })).body.data.paused_at);
  const resumed = await patch({ status: 'in_progress' });
  assert.deepEqual(
    [resumed.body.data.paused_at, resumed.body.data.started_at],
    [null, first.body.data.started_at],
  );
  const back = await patch({ status: 'pending' });
  assert.deepEqual([back.status, back.body.code], [409, 'illegal_move']);
  const failed = await patch({ status: 'failed', last_error: 'The county site is gone' });
  assert.deepEqual(
    [failed.body.data.status, failed.body.data.cancelled_items, failed.body.data.last_error],
    ['failed', 3, 'The county site is gone'],
  );
  assert.equal((await patch({ status: 'in_progress' })).status, 409, 'only a retry moves a job that ended');
  await sound(job.id);
});

test('a job whose every item failed ends as failed, and the PATCH says so', async () => {
  const { patch } = await started(4);
  const { body } = await patch({ status: 'completed', failed_items: 4 });
  assert.deepEqual(
    [body.data.status, body.note],
    ['failed', 'Every item failed, so the job ended as failed'],
  );
});

test('two PATCHes at once leave one sound job', async () => {
  const { client, job, patch } = await started(100);
  const answers = await Promise.all(
    [10, 20, 30, 40, 50].map((processed_items) => patch({ processed_items, failed_items: 2 })),
  );
  assert.ok(answers.every(({ status }) => status === 200 || status === 409));
  assert.ok(answers.some(({ status }) => status === 200));
  const { data } = (await client.get(`/api/batch-jobs/${job.id}`)).body;
  const highest = Math.max(
    ...answers.map(({ status, body }) => (status === 200 ? body.data.processed_items : 0)),
  );
  assert.deepEqual([data.processed_items, data.failed_items], [highest, 2]);
  const ends = await Promise.all([
    patch({ status: 'completed' }),
    patch({ status: 'failed' }),
    patch({ status: 'paused' }),
  ]);
  assert.ok(
    ends.every(({ status }) => status === 200 || status === 409),
    ends.map((end) => end.text).join(),
  );
  await sound(job.id);
});

test('a body that holds nothing to update is refused, and so is what does not fit', async () => {
  const { patch } = await started(3);
  for (const body of [{}, { unknown: 1 }, [], 'null', '', { reason: 'because' }]) {
    const refused = await patch(body);
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.deepEqual(
      [refused.body.error, refused.body.message],
      ['Validation error', 'No valid fields to update'],
    );
  }
  for (const [body, words] of [
    [{ status: 'cancelled' }, /status: must be one of pending, in_progress/],
    [{ processed_items: '5' }, /processed_items: must be a whole number/],
    [{ processed_items: -1 }, /processed_items: must be at least 0/],
    [{ failed_items: 1.5 }, /failed_items/],
    [{ failed_items: 1e99 }, /failed_items/],
    [{ last_error: 'x'.repeat(2001) }, /last_error: must have at most 2000/],
    [{ last_error: { $gt: '' } }, /last_error: must be text/],
    ['{"last_error": "a\\u0000b"}', /NUL/],
    ['{"status": "paused"', /JSON/],
    ['{"__proto__": {"status": "paused"}, "status": "paused"}', /JSON|property/],
  ] as const) {
    const refused = await patch(body);
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.match(refused.body.message, words);
    assert.equal(refused.body.error, 'Validation error');
  }
});
