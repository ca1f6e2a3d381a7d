import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { lotlineProcess } from '../support/lotline-process.ts';

const root = path.join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'lotline-examples-'));
const product = lotlineProcess(['start', '--no-sample'], {
  LOTLINE_DATA: path.join(folder, 'data'),
  PORT: '0',
});
after(async () => {
  product.child.kill('SIGTERM');
  await product.ended();
  rmSync(folder, { recursive: true, force: true });
});
const [, LOTLINE_API_KEY = ''] = await product.says(/API key\s+(lot_live_[0-9a-f]{64})/);
const [, LOTLINE_URL = ''] = await product.says(/Serving on (http\S+)\./);

const CSV = `Deal ID,Street Address,City,State,ZIP
deal-001,123 Main St,San Francisco,CA,94102
deal-002,1 Beacon St,Boston,MA,02108
deal-003,200 Church St,Burlington,VT,05401
`;

async function run(args: readonly string[]): Promise<string> {
  const env = { ...process.env, LOTLINE_URL, LOTLINE_API_KEY, CSV };
  return (await promisify(execFile)(process.execPath, args, { cwd: root, env })).stdout;
}

test('the complete CSV example of the Batch Lookups API runs as it is printed', async () => {
  const said = (await run(['test/examples/csv-upload.mjs'])).trim().split('\n');
  assert.equal(said[0], `Created job: ${JSON.parse(said.at(-1) ?? '').job_id}`);
  assert.equal(said.at(-2), 'Progress: 3/3');
  const { job_id, results, csv, report_id } = JSON.parse(said.at(-1) ?? '');
  assert.match(job_id, /^[0-9a-f-]{36}$/);
  assert.match(report_id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    results.map((item: { reference_id: string }) => item.reference_id),
    ['deal-001', 'deal-002', 'deal-003'],
  );
  const rows: string[][] = parse(csv);
  assert.deepEqual(rows[0], ['reference_id', 'customer_id', 'utility', 'total_incentive']);
  assert.deepEqual(
    rows.slice(1).map(([reference]) => reference),
    ['deal-001', 'deal-002', 'deal-003'],
  );
  assert.ok(rows.slice(1).every(([, customer]) => Number(customer) > 0));
});

test('the example of the typed client makes the same file, and running it again makes no second job', async () => {
  const file = path.join(folder, 'deals.csv');
  writeFileSync(file, CSV);
  const args = ['--conditions=lotline-source', 'examples/csv-workflow.ts', file];
  const [first, second] = [await run(args), await run(args)];
  assert.equal(first, second);
  const rows: string[][] = parse(first);
  assert.deepEqual(
    rows.map(([reference]) => reference),
    ['reference_id', 'deal-001', 'deal-002', 'deal-003'],
  );
  const listed = await fetch(`${LOTLINE_URL}/batch-lookups`, { headers: { 'x-api-key': LOTLINE_API_KEY } });
  assert.equal(((await listed.json()) as { total: number }).total, 2);
});
