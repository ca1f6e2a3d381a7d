import assert from 'node:assert/strict';
import test from 'node:test';
import { correctionsIn, FILE } from '../support/corrections.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem } from '../support/lookups.ts';

const database = await testDatabase();
const { owner } = database.pools;
const { api, correct, download, upload, work, sound, sites, counts } = await correctionsIn(database);

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
