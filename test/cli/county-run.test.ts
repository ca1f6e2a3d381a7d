import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { parse } from 'csv-parse/sync';
import { readConfig } from '../../src/base/config.ts';
import { createKinds } from '../../src/local/kinds.ts';
import { testApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { subjectsIn } from '../support/finding-jobs.ts';
import { testServices } from '../support/services.ts';
import { stageWorker } from '../support/workers.ts';
import { lotline } from './terminal.ts';

const database = await testDatabase();
const api = await testApi(database);
const { owner, worker } = database.pools;
const folder = mkdtempSync(path.join(tmpdir(), 'lotline-county-'));
after(() => rmSync(folder, { recursive: true, force: true }));
stageWorker(database.urls.worker, createKinds(readConfig({}), worker, testServices(worker)).list()).start();

/** Somebody with houses in Blair County: some whose land is known, some of which nothing is. */
async function somebody(houses: number, unknown = 0) {
  const { organizationId, key } = await api.client('admin');
  const ids = await subjectsIn(database).properties(organizationId, houses);
  await subjectsIn(database).properties(organizationId, unknown);
  await owner.query(
    `insert into lotline.regrid_data (property_id, org_id, land_use, lot_size_sqft, building_sqft, market_value, finding,
       found_by, found_at)
     select id, $2, 'Residential', 9000, 1200, 100000, '{}', 'test', now() from unnest($1::uuid[]) id`,
    [ids, organizationId],
  );
  await owner.query('update lotline.properties set has_regrid_data = true where id = any ($1)', [ids]);
  const env = { LOTLINE_URL: api.url, LOTLINE_API_KEY: key };
  return (...line: string[]) => lotline(['counties', ...line], { env });
}

test('a county is run step by step to its bids, and its results are one file', async () => {
  const counties = await somebody(3);
  const file = path.join(folder, 'blair.csv');
  const steps = 'visual_validation,bid_strategy';
  const run = await counties('run', 'Blair, PA', '--steps', steps, '--out', file, '--json');
  assert.equal(run.code, 0, run.stderr);
  assert.deepEqual(
    JSON.parse(run.stdout).map((one: { step: string; completed: number }) => [one.step, one.completed]),
    [
      ['visual_validation', 3],
      ['bid_strategy', 3],
    ],
  );
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  assert.equal(rows.length, 3);
  for (const row of rows) {
    assert.deepEqual(
      [row.verdict, row.market_value, row.land_use, row.provenance],
      ['APPROVED', '100000', 'Residential', 'live'],
    );
    assert.ok(Number(row.max_bid) > 0, row.max_bid);
  }
  const again = await counties('run', 'Blair, PA', '--steps', steps, '--json');
  assert.deepEqual(
    JSON.parse(again.stdout).map((one: { total: number }) => one.total),
    [0, 0],
    'what is done is not done again',
  );
  const rejected = await counties('results', 'Blair,', 'PA', '--verdict', 'reject');
  assert.equal(rejected.stdout.trim().split('\n').length, 1, 'the header alone');
});

test('a step that is under way already is followed, and one for agents is not waited for', async () => {
  const counties = await somebody(2, 1);
  const other = await counties('run', 'Blair, PA', '--steps', 'visual_validation', '--quiet');
  assert.equal(other.code, 0, other.stderr);
  const agents = await counties('run', 'Blair, PA', '--steps', 'regrid_scraping');
  assert.equal(agents.code, 7);
  assert.match(agents.stderr, /waits for agents.*\n.*batch next/);
  const again = await counties('run', 'Blair, PA', '--steps', 'regrid_scraping');
  assert.match(again.stderr, /waits for agents/, 'the pending job of before is found');
  const nothing = await counties('run', 'Cambria, PA', '--steps', 'regrid_scraping');
  assert.equal(nothing.code, 0, 'a county without properties is done at once');
  const wrong = await counties('run', 'Blair, PA', '--steps', 'digging');
  assert.deepEqual([wrong.code, /"digging" is no step/.test(wrong.stderr)], [64, true], wrong.stderr);
});
