import assert from 'node:assert/strict';
import { request } from 'node:http';
import test from 'node:test';
import { settleBatch } from '../../src/engine/claims.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { claimLookups, lookupItem, lookupItems, lookupResult, workLookups } from '../support/lookups.ts';
import { until } from '../support/until.ts';

const database = await testDatabase();
const { owner } = database.pools;
const api = await testApi(database);

const FILE = `Deal ID,Street,ZIP,Notes
d-1,1 Elm St,04101,first
d-2,2 Elm St,00000,second
d-3,,04103,third
d-4,4 Elm St,04104,=SUM(A1)
`;

const send = (client: Client, path: string, body: string, type = 'text/csv', headers = {}) =>
  client.ask(path, { method: 'POST', body, headers: { 'content-type': type, ...headers } });
const correct = (client: Client, id: string, body: string, query = '', type = 'text/csv') =>
  send(client, `/batch-lookups/${id}/corrections${query}`, body, type);
const download = async (client: Client, id: string, query = '') =>
  (await client.get(`/batch-lookups/${id}/download${query}`)).text;

async function upload(client: Client, file = FILE, query = ''): Promise<string> {
  const { status, body } = await send(client, `/batch-lookups/stream${query}`, file);
  assert.equal(status, 201, JSON.stringify(body));
  return body.job_id;
}

/** Looks everything up: what has the ZIP code 00000 fails. */
async function work(id: string): Promise<number> {
  const { rows } = await owner.query<{ seq: number }>(
    `select i.seq from lotline.items i join lotline.jobs j on j.number = i.job_no
      where j.id = $1 and i.input #>> '{address,postal_code}' = '00000'`,
    [id],
  );
  const bad = new Set(rows.map(({ seq }) => seq));
  return workLookups(database, id, (seq) =>
    bad.has(seq)
      ? { outcome: 'failed', class: 'permanent', code: 'address_not_geocodable', message: 'No such place' }
      : { outcome: 'completed', result: lookupResult(seq, 1500) },
  );
}

async function sound(id: string): Promise<void> {
  assert.deepEqual(
    (await owner.query('select problem, detail from lotline.engine_check($1)', [id])).rows,
    [],
  );
}

/** Sites in the report of a job. */
async function sites(id: string): Promise<number> {
  const { rows } = await owner.query('select total_sites from lotline.report_totals where job_id = $1', [id]);
  return rows[0].total_sites;
}

const counts = (body: Record<string, unknown>) =>
  Object.fromEntries(
    ['rows', 'matched', 'changed', 'unchanged', 'failed_retried', 'in_progress', 'unresolved', 'appended']
      .map((name) => [name, body[name]])
      .concat([
        ['invalid', (body.invalid as { count: number }).count],
        ['unmatched', (body.unmatched as { count: number }).count],
      ])
      .filter(([, count]) => count !== 0),
  );

test('a download sent back as it is runs only what failed, and changes nothing else', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  await work(id);
  const text = await download(client, id);
  assert.match(text, /d-4,4 Elm St,04104,'=SUM\(A1\),completed/);
  const { status, body } = await correct(client, id, text);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(counts(body), { rows: 4, matched: 4, unchanged: 2, failed_retried: 1, invalid: 1 });
  assert.deepEqual(body.invalid.rows, [
    {
      row: 3,
      row_number: 3,
      reference_id: 'd-3',
      errors: [{ field: 'address.street_1', message: 'is required' }],
    },
  ]);
  assert.deepEqual([body.status, body.generation, body.ignored_columns], ['processing', 2, []]);
  assert.equal(await work(id), 1);
  assert.equal(await download(client, id), text);
  await sound(id);
});

test('corrected rows run in the same job with what the upload said of every row', async () => {
  const client = await api.client('analyst');
  const id = await upload(client, FILE, '?const=device_ids=2,3');
  await work(id);
  const fixed = (await download(client, id))
    .replace('2 Elm St,00000,second', '2 Elm St,04102,second')
    .replace('d-3,,04103', 'd-3,3 Elm St,04103');
  const seen = await correct(client, id, fixed, '?preview=true');
  assert.deepEqual(counts(seen.body), { rows: 4, matched: 4, changed: 2, unchanged: 2 });
  assert.deepEqual([seen.body.preview, seen.body.status, seen.body.generation], [true, 'completed', 1]);
  assert.match(seen.body.message, /^2 rows would run again: 2 changed, 0 had failed\.$/);
  assert.equal(await sites(id), 3);
  const { body } = await correct(client, id, fixed, '?reason=fixed%20by%20Ann');
  assert.deepEqual(counts(body), counts(seen.body));
  assert.equal(await sites(id), 2, 'what runs again has left the report');
  assert.equal(await work(id), 2);
  assert.equal(await sites(id), 4);
  const after = await client.get(`/batch-lookups/${id}`);
  assert.deepEqual(after.body.item_counts, { pending: 0, processing: 0, completed: 4, failed: 0 });
  const { body: items } = await client.get(`/batch-lookups/${id}/items`);
  assert.deepEqual(
    items.items.map((item: { address: { street_1: string }; device_ids: number[] }) => [
      item.address.street_1,
      item.device_ids,
    ]),
    [1, 2, 3, 4].map((n) => [`${n} Elm St`, [2, 3]]),
  );
  const merged = (await download(client, id)).split('\r\n');
  assert.match(merged[2] ?? '', /^d-2,2 Elm St,04102,second,completed/);
  assert.match(merged[3] ?? '', /^d-3,3 Elm St,04103,third,completed/);
  assert.deepEqual(counts((await correct(client, id, fixed)).body), { rows: 4, matched: 4, unchanged: 4 });
  const { body: events } = await client.get(`/api/jobs/${id}/events`);
  assert.ok(
    events.events.some(
      (one: { type: string; reason: string; actor: string }) =>
        one.type === 'corrected' && one.reason === 'fixed by Ann' && one.actor.startsWith('key:'),
    ),
  );
  await sound(id);
});

test('rows may be sorted, left out, spelled otherwise, and columns renamed, added or left out', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  await work(id);
  const some = `zip,DEAL_ID,Checked by\n04104, d-4 ,ann\n"04102",d-2,bob\n`;
  const { status, body } = await correct(client, id, some);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(counts(body), { rows: 2, matched: 2, changed: 1, unchanged: 1 });
  assert.deepEqual(body.ignored_columns, ['Checked by']);
  assert.equal(await work(id), 1);
  assert.match(await download(client, id), /d-2,2 Elm St,04102,second,completed/);
});

test('a note that no lookup is made of is kept, and runs nothing', async () => {
  const client = await api.client('analyst');
  const id = await upload(client, FILE.replace('00000', '04102').replace('d-3,,', 'd-3,3 Elm St,'));
  await work(id);
  const { body } = await correct(client, id, (await download(client, id)).replace('first', 'called back'));
  assert.deepEqual(counts(body), { rows: 4, matched: 4, unchanged: 4 });
  assert.match(body.message, /^Nothing runs again\./);
  assert.match(await download(client, id), /d-1,1 Elm St,04101,called back,completed/);
});

test('a row without a reference is known by its number and what else it says', async () => {
  const client = await api.client('analyst');
  const file = 'Street,ZIP,Owner\n1 Elm St,04101,Ann\n2 Elm St,00000,Bob\n3 Elm St,04103,Cy\n';
  const id = await upload(client, file);
  await work(id);
  const rows = (await download(client, id)).split('\r\n');
  const [header, one, two, three] = rows;
  const sorted = [header, three, two?.replace('00000', '04102'), one].join('\r\n');
  assert.deepEqual(counts((await correct(client, id, sorted, '?preview=true')).body), {
    rows: 3,
    matched: 3,
    changed: 1,
    unchanged: 2,
  });
  const itsOwnFile = await correct(client, id, file.replace('00000', '04102'), '?preview=true');
  assert.deepEqual(counts(itsOwnFile.body), { rows: 3, matched: 3, changed: 1, unchanged: 2 });
  const shorter = await correct(client, id, 'Street,ZIP,Owner\n2 Elm St,04102,Bob\n');
  assert.deepEqual(counts(shorter.body), { rows: 1, unmatched: 1 });
  assert.match(shorter.body.unmatched.rows[0].reason, /more or fewer rows than the job/);
  const moved = await correct(
    client,
    id,
    `${header}\r\n${two?.replace('2 Elm St,00000,Bob', '9 Oak Rd,99999,Dee')}\r\n`,
  );
  assert.deepEqual(counts(moved.body), { rows: 1, unmatched: 1 });
  assert.match(moved.body.unmatched.rows[0].reason, /says something else/);
  await sound(id);
});

test('a row that names itself otherwise is the same one only when nothing else is new', async () => {
  const client = await api.client('analyst');
  const header = 'Deal ID,Street,City,ZIP';
  const id = await upload(client, `${header}\nd-1,1 Elm St,Bath,04101\nbad name,2 Elm St,Bath,04102\n`);
  await work(id);
  const other = await correct(
    client,
    id,
    `${header},row_number\nx-1,9 Oak Rd,Bath,04101,1\nx-2,9 Oak Rd,York,04999,2\n`,
  );
  assert.deepEqual(counts(other.body), { rows: 2, unmatched: 2 });
  const swapped = await correct(
    client,
    id,
    `${header}\nx-1,9 Oak Rd,Bath,04101\nx-2,2 Elm St,Bath,04102\n`,
    '?preview=true',
  );
  assert.deepEqual(counts(swapped.body), { rows: 2, matched: 1, changed: 1, unmatched: 1 });
  const renamed = await correct(
    client,
    id,
    `${header},row_number\ne-1,1 Elm St,Bath,04101,1\nd-2,2 Elm Street,York,04102,2\n`,
  );
  assert.deepEqual(counts(renamed.body), { rows: 2, matched: 2, changed: 2 });
  await work(id);
  const { body: items } = await client.get(`/batch-lookups/${id}/items?status=completed`);
  assert.deepEqual(
    items.items.map((item: { reference_id: string }) => item.reference_id),
    ['e-1', 'd-2'],
  );
});

test('rows of no item are told, and appended only when that is asked for', async () => {
  const client = await api.client('analyst');
  const id = await upload(client, 'Deal ID,Street,ZIP\nd-1,1 Elm St,04101\n', '?const=device_ids=7');
  await work(id);
  const more = `${await download(client, id)}d-9,9 Elm St,04109\r\n,10 Elm St,04110\r\nd-bad,11 Elm St,\r\n`;
  const told = await correct(client, id, more);
  assert.deepEqual(counts(told.body), { rows: 4, matched: 1, unchanged: 1, unmatched: 3 });
  assert.deepEqual(told.body.unmatched.rows[0], {
    row: 2,
    row_number: null,
    reference_id: 'd-9',
    reason: 'No row of this job has this reference_id or row_number',
  });
  const { body } = await correct(client, id, more, '?append=true');
  assert.deepEqual(counts(body), { rows: 4, matched: 1, unchanged: 1, appended: 2, invalid: 1 });
  assert.equal(body.status, 'processing');
  await work(id);
  const rows = (await download(client, id)).trimEnd().split('\r\n');
  assert.match(rows[2] ?? '', /^d-9,9 Elm St,04109,completed,.*,2$/);
  assert.match(rows[3] ?? '', /^,10 Elm St,04110,completed,.*,3$/);
  const { body: items } = await client.get(`/batch-lookups/${id}/items`);
  assert.deepEqual(
    items.items.map((item: { reference_id: string; device_ids: number[] }) => [
      item.reference_id,
      item.device_ids,
    ]),
    [
      ['d-1', [7]],
      ['d-9', [7]],
      ['row-3', [7]],
    ],
  );
  const { rows: reports } = await owner.query(
    'select r.name from lotline.incentive_reports r join lotline.jobs j on j.number = r.job_no where j.id = $1',
    [id],
  );
  assert.match(reports[0].name, /\(3 sites\)$/);
  await sound(id);
});

test('JSON lines of a download come back as they are, corrected in their input or their cells', async () => {
  const client = await api.client('analyst');
  const id = await upload(client);
  await work(id);
  const text = await download(client, id, '?format=jsonl');
  const lines = 'application/x-ndjson';
  const same = await correct(client, id, text, '?preview=true', lines);
  assert.deepEqual(counts(same.body), { rows: 4, matched: 4, unchanged: 2, failed_retried: 1, invalid: 1 });
  const changed = text
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const row = JSON.parse(line);
      if (at === 0) row.cells[1] = '100 Elm St';
      if (at === 1) row.input.address.postal_code = '04102';
      if (at === 2) row.input.address.street_1 = '3 Elm St';
      return JSON.stringify(row);
    });
  const { body } = await correct(client, id, `${changed.join('\n')}\nnot json\n[]\n`, '', lines);
  assert.deepEqual(counts(body), { rows: 6, matched: 4, changed: 3, unchanged: 1, unmatched: 2 });
  assert.equal(await work(id), 3);
  const { body: items } = await client.get(`/batch-lookups/${id}/items?status=completed`);
  assert.deepEqual(
    items.items.map((item: { address: Record<string, string> }) => [
      item.address.street_1,
      item.address.postal_code,
    ]),
    [
      ['100 Elm St', '04101'],
      ['2 Elm St', '04102'],
      ['3 Elm St', '04103'],
      ['4 Elm St', '04104'],
    ],
  );
  await sound(id);
});

test('a batch posted inline is corrected by its download, or by items', async () => {
  const client = await api.client('analyst');
  const extra = { webhook_custom_fields: { crm: 'A-1' }, create_application: true };
  const { body: made } = await client.post('/batch-lookups', {
    items: [lookupItem('deal-001', extra), lookupItem('deal-002')],
  });
  await work(made.job_id);
  const text = await download(client, made.job_id);
  const { body } = await correct(client, made.job_id, text.replace('123 Main St', '5 Oak Rd'));
  assert.deepEqual(counts(body), { rows: 2, matched: 2, changed: 1, unchanged: 1 });
  await work(made.job_id);
  const { body: items } = await client.get(`/batch-lookups/${made.job_id}/items`);
  const [first] = items.items;
  assert.deepEqual(
    [first.address.street_1, first.webhook_custom_fields, first.create_application],
    ['5 Oak Rd', { crm: 'A-1' }, true],
  );
  const byItem = await correct(
    client,
    made.job_id,
    `${JSON.stringify(lookupItem('deal-002', { device_ids: [8] }))}\n${JSON.stringify(lookupItem('deal-002', { device_ids: [9] }))}\n`,
    '',
    'application/x-ndjson',
  );
  assert.deepEqual(counts(byItem.body), { rows: 2, matched: 1, changed: 1, unmatched: 1 });
  assert.match(byItem.body.unmatched.rows[0].reason, /^Another row of this file/);
});

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
    'result: must be latest or latest_good',
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
