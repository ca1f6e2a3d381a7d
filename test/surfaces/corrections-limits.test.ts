import assert from 'node:assert/strict';
import { request } from 'node:http';
import test from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { correctionsIn, FILE } from '../support/corrections.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItems } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner } = database.pools;
const { api, send, correct, download, upload, work, sound, sites, counts } = await correctionsIn(database);

test('the latest good result stands in for a redo that failed, or is not done, and is marked', async () => {
  const client = await api.client('analyst');
  const id = await upload(
    client,
    'Deal ID,Street,ZIP\nd-1,1 Elm St,04101\nd-2,2 Elm St,04102\nd-3,3 Elm St,04103\n',
  );
  await work(id);
  const worse = (await download(client, id)).replace('04101', '00000').replace('04102', '04199');
  await correct(client, id, worse);
  const [batch] = await claimLookups(database, id, 1);
  assert.equal(batch?.items.length, 1);
  const meanwhile = (await download(client, id, '?result=latest_good')).trimEnd().split('\r\n');
  assert.match(meanwhile[0] ?? '', /,row_number,earlier_result$/);
  assert.match(
    meanwhile[1] ?? '',
    /^d-1,1 Elm St,00000,processing,,,0,1,Pacific Gas & Electric,1500\.00,.*,1,yes$/,
  );
  assert.match(meanwhile[3] ?? '', /^d-3,.*,completed,.*,3,$/);
  assert.ok(batch);
  const noSuchPlace = { outcome: 'failed', class: 'permanent', code: 'address_not_geocodable' } as const;
  await settleBatch(database.pools.worker, {
    batchId: batch.batchId,
    token: batch.token,
    outcomes: [{ seq: 1, ...noSuchPlace, message: 'No such place' }],
  });
  await work(id);
  const good = (await download(client, id, '?result=latest_good')).trimEnd().split('\r\n');
  assert.match(
    good[1] ?? '',
    /^d-1,1 Elm St,00000,failed,address_not_geocodable,No such place,1,1,Pacific.*,1,yes$/,
  );
  assert.match(good[2] ?? '', /^d-2,2 Elm St,04199,completed,.*,2,$/);
  const plain = (await download(client, id)).trimEnd().split('\r\n');
  assert.match(plain[1] ?? '', /^d-1,1 Elm St,00000,failed,address_not_geocodable,No such place,1,,,,,,,1$/);
  const lines = (await download(client, id, '?result=latest_good&format=jsonl')).trimEnd().split('\n');
  const [one, two] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    [one.status, one.result.customer_id, one.result_generation, one.earlier_result],
    ['failed', 1, 1, true],
  );
  assert.deepEqual([two.status, two.result_generation, two.earlier_result], ['completed', 2, false]);
  assert.equal(
    (await client.get(`/batch-lookups/${id}/download?result=best`)).body.error,
    'result: must be latest or latest_good (got "best")',
  );
  // Sent back with its mark, it is a corrected file like any other.
  const { body } = await correct(client, id, good.join('\r\n').replace('00000', '04101'));
  assert.deepEqual(counts(body), { rows: 3, matched: 3, changed: 1, unchanged: 2 });
});

test('a job whose columns were mapped elsewhere is read by its names, and refused where they lie', async () => {
  const client = await api.client('analyst');
  const uploaded = async (columns: string[], cells: string[]) => {
    const { body } = await client.post('/batch-lookups/uploads', { columns });
    const item = { reference_id: 'd-1', building_type: 'COMMERCIAL', device_ids: [3] };
    await client.ask(`/batch-lookups/${body.job_id}/chunks/1`, {
      method: 'PUT',
      body: {
        rows: [{ row: 1, cells, item: { ...item, address: { street_1: '1 Elm St', postal_code: '04101' } } }],
      },
    });
    await client.post(`/batch-lookups/${body.job_id}/seal`);
    return body.job_id;
  };
  const named = await uploaded(['Deal ID', 'Street', 'ZIP'], ['d-1', '1 Elm St', '04101']);
  const { body } = await correct(client, named, 'Deal ID,Street,ZIP\nd-1,2 Elm St,04101\n');
  assert.deepEqual(counts(body), { rows: 1, matched: 1, changed: 1 });
  const { body: items } = await client.get(`/batch-lookups/${named}/items`);
  assert.deepEqual(
    [items.items[0].address, items.items[0].building_type, items.items[0].device_ids],
    [{ street_1: '2 Elm St', postal_code: '04101' }, 'COMMERCIAL', [3]],
  );
  const misnamed = await uploaded(
    ['Deal ID', 'Site', 'Street', 'ZIP'],
    ['d-1', '1 Elm St', 'paved', '04101'],
  );
  const file = 'Deal ID,Site,Street,ZIP\nd-1,2 Elm St,paved,04101\n';
  const refused = await correct(client, misnamed, file);
  assert.equal(refused.status, 400);
  assert.match(refused.body.error, /^map: the names of this job's columns do not say/);
  const mapped = await correct(client, misnamed, file, '?map=Site=street_1&map=Street=none');
  assert.deepEqual(counts(mapped.body), { rows: 1, matched: 1, changed: 1 });
  const own = await upload(client);
  assert.match((await correct(client, own, FILE, '?map=Street=none')).body.error, /^map: the job knows/);
});

test('what is in work is told, and a row with shifted cells is no correction', async () => {
  const client = await api.client('analyst');
  const id = await upload(client, 'Deal ID,Street,ZIP\nd-1,1 Elm St,04101\nd-2,2 Elm St,04102\n');
  await claimLookups(database, id, 1);
  const { body } = await correct(client, id, 'Deal ID,Street,ZIP\nd-1,7 Elm St,04101\nd-2,7, Elm St,04102\n');
  assert.deepEqual(counts(body), { rows: 2, matched: 2, in_progress: 1, invalid: 1 });
  assert.match(body.invalid.rows[0].errors[0].message, /put text with a comma in quotes/);
  assert.match(body.message, /1 row in progress: send them again later/);
  await sound(id);
});

test('files that cannot be corrections are refused, and nothing stays of them', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  const refusal = async (body: string, query = '', type = 'text/csv') => {
    const reply = await correct(client, id, body, query, type);
    assert.equal(reply.status, 400, JSON.stringify(reply.body));
    return reply.body.error;
  };
  assert.equal(await refusal(''), 'The file is empty.');
  assert.equal(await refusal('Deal ID,Street\n'), 'The file has no rows.');
  assert.match(
    await refusal('a,b\n1,2\n'),
    /^The file has no column of this job, which has "Deal ID", "Street"/,
  );
  assert.match(await refusal('Deal ID,Street\n"d-1,1 Elm St\n'), /quote is opened and never closed/);
  assert.match(await refusal(FILE, '?preview=perhaps'), /^preview: must be true or false/);
  assert.equal((await correct(client, id, '{}', '', 'application/json')).status, 415);
  const { body: open } = await client.post('/batch-lookups/uploads', { columns: ['Street'] });
  const early = await correct(client, open.job_id, FILE);
  assert.deepEqual([early.status, early.body.code], [409, 'job_not_sealed']);
  await client.post(`/batch-lookups/${id}/cancel`);
  const late = await correct(client, id, FILE);
  assert.deepEqual([late.status, late.body.code], [409, 'illegal_move']);
  const { rows } = await owner.query('select count(*)::int as n from lotline.correction_rows');
  assert.equal(rows[0].n, 0);
});

test('a viewer may not correct, and nobody corrects what is not theirs', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  const viewer = await api.client('viewer', client.organizationId);
  assert.equal((await correct(viewer, id, FILE)).status, 403);
  const stranger = await api.client('analyst');
  const reply = await correct(stranger, id, FILE);
  assert.deepEqual([reply.status, reply.body.error], [404, 'Batch job not found']);
});

test('a request that breaks off changes nothing and leaves nothing behind', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  await work(id);
  const sending = request(`${api.url}/batch-lookups/${id}/corrections`, {
    method: 'POST',
    headers: { 'x-api-key': client.key, 'content-type': 'text/csv' },
  });
  sending.on('error', () => {});
  sending.write('Deal ID,Street,ZIP\nd-1,7 Elm St,04101\n');
  const left = async () =>
    Number((await owner.query('select count(*) as n from lotline.corrections')).rows[0].n);
  await until(async () => (await left()) === 1, 'the correction');
  sending.destroy();
  await until(async () => (await left()) === 0, 'its end');
  assert.equal((await client.get(`/batch-lookups/${id}`)).body.status, 'completed');
  assert.match(await download(client, id), /d-1,1 Elm St,/);
});

test('an Idempotency-Key makes a correction happen once', async () => {
  const client = await api.client('analyst');
  const id = await upload(client, 'Street,ZIP\n1 Elm St,04101\n');
  const path = `/batch-lookups/${id}/corrections?append=true`;
  const body = 'Street,ZIP,row_number\n9 Oak Rd,04109,\n';
  const first = await send(client, path, body, 'text/csv', { 'idempotency-key': 'fix-1' });
  assert.deepEqual(counts(first.body), { rows: 1, appended: 1 });
  const again = await send(client, path, body, 'text/csv', { 'idempotency-key': 'fix-1' });
  assert.deepEqual(again.body, first.body);
  assert.equal((await client.get(`/batch-lookups/${id}`)).body.total_items, 2);
});

test('10,000 items with 22 bad rows are fixed by one corrected file, and come back good and in order', async () => {
  const client = await api.client('analyst');
  const bad = new Set(Array.from({ length: 22 }, (_, at) => at * 450 + 7));
  const line = (n: number, fixed: boolean) => {
    const wrong = bad.has(n) && !fixed;
    return `deal-${n},${wrong && n % 2 === 0 ? '' : `${n} Elm St`},${wrong && n % 2 === 1 ? '00000' : '04101'}`;
  };
  const numbers = Array.from({ length: 10_000 }, (_, at) => at + 1);
  const id = await upload(client, `Deal ID,Street,ZIP\n${numbers.map((n) => line(n, false)).join('\n')}\n`);
  await work(id);
  const before = await client.get(`/batch-lookups/${id}`);
  assert.deepEqual(before.body.item_counts, { pending: 0, processing: 0, completed: 9_978, failed: 22 });
  const failed = (await download(client, id, '?status=failed')).trimEnd().split('\r\n');
  assert.equal(failed.length, 23);
  const fixed = failed.map((row) => {
    const n = /^deal-(\d+),/.exec(row)?.[1];
    return n === undefined ? row : row.replace(/^[^,]*,[^,]*,[^,]*/, line(Number(n), true));
  });
  const { body } = await correct(client, id, fixed.join('\r\n'));
  assert.deepEqual(counts(body), { rows: 22, matched: 22, changed: 22 });
  assert.equal(await work(id), 22);
  const merged = (await download(client, id, '?result=latest_good')).trimEnd().split('\r\n').slice(1);
  assert.equal(merged.length, 10_000);
  merged.forEach((row, at) => {
    assert.match(row, new RegExp(`^deal-${at + 1},${at + 1} Elm St,04101,completed,.*,${at + 1},$`));
  });
  assert.equal(await sites(id), 10_000);
  await sound(id);
});

test('an inline batch of many is compared item by item', async () => {
  const client = await api.client('analyst');
  const { body: made } = await client.post('/batch-lookups', { items: lookupItems(2_500) });
  const text = await download(client, made.job_id);
  const { body } = await correct(client, made.job_id, text.replace(/123 Main St(?=.*,2500\r\n)/, '1 Oak Rd'));
  assert.deepEqual(counts(body), { rows: 2_500, matched: 2_500, changed: 1, unchanged: 2_499 });
});
