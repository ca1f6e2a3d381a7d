import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { lotline, lotlineProcess } from '../support/lotline-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lotline-start-'));
const env = { LOTLINE_DATA: path.join(folder, 'data'), PORT: '0' };
after(() => rmSync(folder, { recursive: true, force: true }));

test('the first start runs the sample to its end and gives back every row; the second goes straight to serving', async () => {
  const first = lotlineProcess(['start'], env);
  const [, key = ''] = await first.says(/API key\s+(lot_live_[0-9a-f]{64})/);
  const [, sql = ''] = await first.says(/psql '(postgres:[^']+)'/);
  const [, file = ''] = await first.says(/Results\s+(\S+\.csv)/, 120_000);
  const [, url = ''] = await first.says(/Serving on (http\S+)\./);

  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
  assert.equal(rows.length, 2_000);
  assert.deepEqual(
    rows.map((row) => row['Deal ID']),
    rows.map((_, at) => `sample-${String(at + 1).padStart(4, '0')}`),
  );
  assert.ok(rows.every((row) => row.status === 'completed' || row.error_message !== ''));
  assert.ok(rows.filter((row) => Number(row.total_incentive_amount) > 0).length > 500);
  assert.match(first.stderr(), /Addresses\s+2,000 looked up, [\d,]+ eligible/);
  assert.match(first.stderr(), /Value\s+\$\d/);

  const jobs = await fetch(`${url}/batch-lookups`, { headers: { 'x-api-key': key } });
  assert.equal(jobs.status, 200);
  assert.equal(((await jobs.json()) as { total: number }).total, 1);
  const [, login, query = ''] = /psql '(postgres:[^']+)' -c "(select [^"]+)"/.exec(first.stderr()) ?? [];
  assert.equal(login, sql);
  const client = new pg.Client({ connectionString: sql });
  await client.connect();
  const { rows: batch } = await client.query(query);
  assert.equal(batch.length, 5);
  assert.ok(batch.every((item) => item.county_name === 'Chatham' && item.state_code === 'GA'));
  assert.ok(
    batch.every((item) => item.property_address && item.parcel_id === null),
    'no parcel number is made up',
  );
  await client.end();

  // The lines to type, with what it says to set beside them.
  const [, said = ''] = /export LOTLINE_URL=(\S+)/.exec(first.stderr()) ?? [];
  assert.equal(said, url, 'a server elsewhere than usual says where');
  const [, line = ''] = /npm run -s lotline -- do "([^"]+)"/.exec(first.stderr()) ?? [];
  const typed = await lotline(['do', line], { LOTLINE_URL: said, LOTLINE_API_KEY: key });
  assert.match(typed.stdout, /^Regrid Scraping - Chatham: in progress at 0\/188 properties/, typed.stderr);

  first.child.kill('SIGTERM');
  assert.equal(await first.ended(), 0);

  const second = lotlineProcess(['start'], env);
  await second.says(/Serving on http/);
  assert.doesNotMatch(second.stderr(), /Sample/);
  assert.doesNotMatch(second.stderr(), /lot_live_[0-9a-f]{20}/, 'a key is shown once');
  second.child.kill('SIGINT');
  assert.equal(await second.ended(), 0);
});

test('after the product is killed, commands find its database and the next start goes on', async () => {
  const killed = lotlineProcess(['start', '--no-sample'], env);
  await killed.says(/Serving on http/);
  killed.child.kill('SIGKILL');
  await killed.ended();
  const doctor = await lotline(['doctor', '--json'], env);
  assert.equal(doctor.code, 0, doctor.stderr);
  const states = (JSON.parse(doctor.stdout) as { check: string; state: string }[]).map((f) => [
    f.check,
    f.state,
  ]);
  assert.deepEqual(Object.fromEntries(states).migrations, 'ok');
  assert.deepEqual(Object.fromEntries(states).walls, 'ok');
  const next = lotlineProcess(['start'], env);
  await next.says(/Serving on http/);
  next.child.kill('SIGTERM');
  assert.equal(await next.ended(), 0);
});
