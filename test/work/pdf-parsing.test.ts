import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { startJob } from '../../src/engine/control.ts';
import { createKinds } from '../../src/local/kinds.ts';
import { createBlobStore } from '../../src/property/blobs/store.ts';
import { createCountyJob } from '../../src/property/county-jobs/create.ts';
import { listStore } from '../../src/property/pdf/list-documents.ts';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { assertSound, settledJob, type TestJob } from '../support/jobs.ts';
import { dollars, type PrintedProperty, pdfOf, tablePdf } from '../support/pdf.ts';
import { countyOf } from '../support/pdf-properties.ts';
import { testServices } from '../support/services.ts';
import { stageWorker } from '../support/workers.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner, api: pool, worker } = database.pools;
const config = readConfig({});
const kind = createKinds(config, worker, testServices(worker)).get('pdf_parsing');

stageWorker(database.urls.worker, [kind]).start();

const columns = [
  { name: 'Parcel Number', width: 150, of: (p: PrintedProperty) => p.parcel },
  { name: 'Owner', width: 130, of: (p: PrintedProperty) => p.owner },
  { name: 'Location', width: 150, of: (p: PrintedProperty) => p.address },
  { name: 'Upset Price', width: 90, of: (p: PrintedProperty) => `$${dollars(p.due)}`, right: true },
];

async function add(client: Client, bytes: Uint8Array, name = 'list.pdf'): Promise<string> {
  const form = new FormData();
  form.append('county', 'Blair, PA');
  form.append('document_type', 'property_list');
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const { status, body } = await client.ask('/api/documents', { method: 'POST', body: form });
  assert.equal(status, 201, JSON.stringify(body));
  return body.document.id;
}

/** A job over all lists that wait, worked to its end. */
async function parsed(organizationId: string) {
  const job = await asOrganization(pool, organizationId, async (client): Promise<TestJob> => {
    const more = { organizationId, actor: 'test', countyIds: null };
    const { id } = await createCountyJob(client, { ...more, jobType: 'pdf_parsing' });
    const { number } = await startJob(client, { organizationId, jobId: id, actor: 'test', driver: 'worker' });
    return { id, number, organizationId };
  });
  const settled = await settledJob(pool, job);
  await assertSound(owner, job);
  return settled;
}

async function findingOf(document: string) {
  const { rows } = await owner.query(
    'select finding, properties_created, rows_read from lotline.document_parsing where document_id = $1',
    [document],
  );
  return rows[0]?.finding;
}

test('a list becomes properties, each row with its page, and the same list again changes nothing', async () => {
  const client = await api.client('analyst');
  const list = countyOf(130, 0);
  const id = await add(client, await tablePdf(list, { columns, title: 'UPSET SALE' }));
  assert.equal((await parsed(client.organizationId)).counts.completed, 1);

  const { body: document } = await client.get(`/api/documents/${id}`);
  assert.equal(document.parsing_status, 'completed');
  const finding = await findingOf(id);
  const { pages } = finding;
  assert.deepEqual(
    [
      finding.properties_created,
      finding.properties_updated,
      finding.rows_read,
      finding.rows_refused,
      finding.layout,
    ],
    [130, 0, 130, 0, 'table'],
  );
  const { body: first } = await client.get(`/api/documents/${id}/rows?limit=3`);
  assert.deepEqual(
    first.rows.map((row: { page: number; page_row: number; cells: { parcel_id: string } }) => [
      row.page,
      row.page_row,
      row.cells.parcel_id,
    ]),
    list.slice(0, 3).map(({ parcel }, at) => [1, at + 1, parcel]),
  );
  const { body: next } = await client.get(`/api/documents/${id}/rows?limit=1&cursor=${first.next_cursor}`);
  assert.equal(next.rows[0].number, 4);
  const { body: last } = await client.get(`/api/documents/${id}/rows?page=${pages}&limit=1000`);
  assert.ok(last.rows.length > 0 && last.rows.every(({ page }: { page: number }) => page === pages));
  const { body: property } = await client.get(`/api/properties/${last.rows[0].property_id}`);
  assert.equal(property.parcel_id ?? property.property?.parcel_id, last.rows[0].cells.parcel_id);
  const csv = await client.ask(`/api/documents/${id}/rows?format=csv`);
  assert.equal(csv.text.trim().split('\n').length, 131);

  const read = await storedIn(client.organizationId);
  assert.equal(read.length, 130);
  assert.deepEqual(
    read.map(({ parcel_id, total_due, document_id }) => [parcel_id, total_due, document_id]),
    [...list]
      .sort((one, other) => (one.parcel < other.parcel ? -1 : 1))
      .map(({ parcel, due }) => [parcel, (due / 100).toFixed(2), id]),
  );

  // once more, asked for by another job
  await owner.query(`update lotline.documents set parsing_status = 'pending' where id = $1`, [id]);
  assert.equal((await parsed(client.organizationId)).counts.completed, 1);
  const again = await findingOf(id);
  assert.deepEqual([again.properties_created, again.properties_updated, again.rows_read], [0, 0, 130]);
  assert.deepEqual(await storedIn(client.organizationId), read);
});

test('what gives no list is told by its document, and imports nothing', async () => {
  const client = await api.client('analyst');
  const scan = await add(client, await pdfOf((doc) => doc.addPage().rect(50, 50, 300, 300).fill()));
  const secret = await add(
    client,
    await pdfOf((doc) => doc.addPage().text('Parcel'), { userPassword: 'secret' }),
    'secret.pdf',
  );
  const letter = await add(
    client,
    await pdfOf((doc) => doc.addPage().text('A letter about the weather. '.repeat(9))),
  );
  const half = await tablePdf(countyOf(200, 1), { columns });
  const broken = await add(client, half.slice(0, half.length / 2));
  const csv = await add(client, Buffer.from('parcel,due\n1,2\n'), 'list.csv');
  const { body } = await client.post('/api/documents', {
    ...{ county: 'Blair, PA', document_type: 'property_list' },
    url: 'https://www.example.org/list.pdf',
  });
  const settled = await parsed(client.organizationId);
  assert.equal(settled.counts.failed, 6);
  const { rows } = await owner.query<{ subject: string; code: string }>(
    `select i.subject, r.error_code as code from lotline.results r
     join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
     join lotline.jobs j on j.number = r.job_no where j.org_id = $1 and r.outcome = 'failed'`,
    [client.organizationId],
  );
  const codes = new Map(rows.map(({ subject, code }) => [subject, code]));
  assert.deepEqual(
    [scan, secret, letter, broken, csv, body.document.id].map((id) => codes.get(id)),
    ['pdf_scanned', 'pdf_protected', 'not_a_property_list', 'pdf_broken', 'not_a_pdf', 'document_not_stored'],
  );
  const { body: shown } = await client.get(`/api/documents/${secret}`);
  assert.equal(shown.parsing_status, 'failed');
  assert.match(shown.parsing_error, /password/);
  assert.deepEqual(await storedIn(client.organizationId), []);
  const { body: none } = await client.get(`/api/documents/${broken}/rows`);
  assert.deepEqual(none, { rows: [], next_cursor: null });
});

test('a job that reads a document twice is told what it found the first time', async () => {
  const client = await api.client('analyst');
  const id = await add(client, await tablePdf(countyOf(5, 0), { columns }));
  const store = listStore(worker, createBlobStore(worker, config.blobs));
  const document = (await store.find(client.organizationId, [id])).get(id);
  assert.ok(document);
  const reading = {
    ...{ pages: 1, layout: 'table' as const, totals: [], warnings: [] },
    rows: [
      { page: 1, row: 1, confidence: 100, cells: { parcel_id: '1-2-3', total_due: '10.00' } },
      { page: 1, row: 2, confidence: 20, cells: { parcel_id: '1-2-4', total_due: '11.00' } },
      { page: 1, row: 3, confidence: 90, cells: { owner_name: 'NOBODY' } },
    ],
  };
  const job = '0190b5a8-0000-7000-8000-000000000001';
  const found = await store.store(document, job, reading);
  assert.deepEqual([found.properties_created, found.rows_read, found.rows_refused], [1, 3, 2]);
  // its worker died before it could say so; the next one is told the same
  assert.deepEqual(await store.store(document, job, { ...reading, rows: [] }), found);
  const { body } = await client.get(`/api/documents/${id}/rows?refused=true`);
  assert.deepEqual(
    body.rows.map((row: { number: number; property_id: null; problems: { field: string }[] }) => [
      row.number,
      row.property_id,
      row.problems[0]?.field,
    ]),
    [
      [2, null, 'row'],
      [3, null, 'parcel_id'],
    ],
  );
  const stranger = await api.client('analyst');
  assert.equal((await stranger.get(`/api/documents/${id}/rows`)).status, 404);
});

async function storedIn(organizationId: string) {
  const { rows } = await owner.query(
    `select parcel_id, property_address, total_due, document_id, import_id, import_row from lotline.properties
     where org_id = $1 order by parcel_id collate "C"`,
    [organizationId],
  );
  return rows;
}
