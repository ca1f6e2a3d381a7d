import assert from 'node:assert/strict';
import test from 'node:test';
import ExcelJS from 'exceljs';
import { type Client, testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { lookupItem, workLookups } from '../support/lookups.ts';
import { fullResult } from '../support/report-results.ts';

const database = await testDatabase();
const api = await testApi(database);

const found = (seq: number) =>
  ({
    outcome: 'completed',
    result: fullResult({
      state: 'CA',
      tiers: [
        ['p1', 1, seq],
        ['p2', 1, 0.5],
      ],
    }),
  }) as const;
const nowhere = {
  outcome: 'failed',
  class: 'permanent',
  code: 'no_utility_at_address',
  message: '=None',
} as const;

async function reportOf(client: Client, sites: number): Promise<string> {
  const items = Array.from({ length: sites }, (_, at) => lookupItem(`deal-${at + 1}`));
  const { body } = await client.post('/batch-lookups', { items });
  await workLookups(database, body.job_id, (seq) => (seq % 100 === 2 ? nowhere : found(seq)));
  return body.report.id;
}

async function workbook(client: Client, path: string): Promise<ExcelJS.Workbook> {
  const answer = await fetch(`${api.url}${path}`, { headers: { 'x-api-key': client.key } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /spreadsheetml\.sheet$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  return book;
}

function rowsOf(book: ExcelJS.Workbook, name: string): unknown[][] {
  const rows: unknown[][] = [];
  book.getWorksheet(name)?.eachRow((row) => void rows.push((row.values as unknown[]).slice(1)));
  return rows;
}

test('all sites come as CSV and JSON lines in the order they were sent, over many pages', async () => {
  const client = await api.client('viewer');
  const report = await reportOf(await api.client('analyst', client.organizationId), 1_203);
  const csv = await client.get(`/incentive-reports/${report}/export`);
  assert.match(csv.headers.get('content-disposition') ?? '', new RegExp(`incentive-report-${report}\\.csv`));
  const lines = csv.text.split('\r\n');
  assert.equal(
    lines[0],
    'reference_id,street_1,street_2,city,state_or_province_code,postal_code,country_code,building_type,device_ids,status,eligible,total_incentive_value,eligible_programs,programs,utility,customer_id,connect_url,error_code,error_message,processed_at',
  );
  assert.equal(lines.length, 1_203 + 2);
  assert.match(
    lines[1] ?? '',
    /^deal-1,123 Main St,,San Francisco,CA,94102,US,RESIDENTIAL,1,completed,true,1\.50,2,Programme p1; Programme p2,Pacific Gas & Electric,7,,,,\d{4}-/,
  );
  assert.match(lines[2] ?? '', /,1,failed,false,0\.00,0,,,,,no_utility_at_address,'=None,/);
  assert.deepEqual(
    lines.slice(1, -1).map((line) => line.split(',', 1)[0]),
    Array.from({ length: 1_203 }, (_, at) => `deal-${at + 1}`),
  );

  const json = await client.get(`/incentive-reports/${report}/export?format=jsonl&status=failed`);
  assert.match(json.headers.get('content-disposition') ?? '', /-filtered\.jsonl/);
  const failed = json.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    failed.map(({ row, error_message }) => [row, error_message]),
    Array.from({ length: 13 }, (_, at) => [at * 100 + 2, '=None']),
  );
});

test('a workbook has the sums on their sheets and every site as Excel reads it', async () => {
  const client = await api.client('analyst');
  const report = await reportOf(client, 700);
  const book = await workbook(client, `/incentive-reports/${report}/export?format=xlsx`);
  assert.deepEqual(
    book.worksheets.map(({ name }) => name),
    ['Report', 'Programs', 'States', 'Devices', 'Errors', 'Sites'],
  );
  const value = 700 * 350.5 - (2 + 102 + 202 + 302 + 402 + 502 + 602);
  const facts = new Map(rowsOf(book, 'Report').map(([name, fact]) => [name, fact]));
  assert.deepEqual(
    [facts.get('sites'), facts.get('failed sites'), facts.get('total incentive value')],
    [700, 7, value + 693 * 0.5],
  );
  assert.deepEqual(rowsOf(book, 'Programs').slice(1), [
    ['p1', 'Programme p1', 693, value],
    ['p2', 'Programme p2', 693, 346.5],
  ]);
  assert.deepEqual(rowsOf(book, 'Errors').slice(1), [['no_utility_at_address', 7]]);
  const sites = rowsOf(book, 'Sites');
  assert.equal(sites.length, 701);
  assert.deepEqual((sites[1] ?? []).slice(9, 14), ['completed', true, 1.5, 2, 'Programme p1; Programme p2']);
  // as text, without the apostrophe that a CSV needs
  assert.ok(sites[2]?.includes('=None'));
});

test('a report of an uploaded file gives its own columns back', async () => {
  const client = await api.client('analyst');
  const made = await client.post('/batch-lookups/uploads', { columns: ['Deal ID', 'Note', 'Street'] });
  const id = made.body.job_id;
  const { reference_id: _, ...item } = lookupItem('x');
  const stored = await client.ask(`/batch-lookups/${id}/chunks/0`, {
    method: 'PUT',
    body: { rows: [{ row: 2, cells: ['D-1', '=1+1', '123 Main St'], item }] },
  });
  assert.equal(stored.status, 200, stored.text);
  const sealed = await client.post(`/batch-lookups/${id}/seal`);
  await workLookups(database, id, found);
  const { text } = await client.get(`/incentive-reports/${sealed.body.report_id}/export`);
  assert.match(text, /^Deal ID,Note,Street,status,eligible,/);
  assert.match(text, /\r\nD-1,'=1\+1,123 Main St,completed,true,1\.50,/);
});
