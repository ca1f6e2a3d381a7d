import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { migrate } from '../../src/db/migrate.ts';
import { testDatabase } from '../support/database.ts';
import { fullResult } from '../support/report-results.ts';

const sqlFolder = path.join(import.meta.dirname, '..', '..', 'sql');

/** The product's SQL as it was before reports had counts: the tables, and the functions that make jobs. */
function sqlBefore(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lotline-sql-'));
  cpSync(sqlFolder, folder, { recursive: true });
  const drop = (part: string, from: number) => {
    for (const file of readdirSync(path.join(folder, part))) {
      if (Number(/^\d+/.exec(file)?.[0]) >= from) rmSync(path.join(folder, part, file));
    }
  };
  drop('migrations', 18);
  // what claims and settles speaks of tables that came later; jobs are made here without it
  drop('functions', 13);
  return folder;
}

test('reports that were made before are counted by the migration, with states and devices', async () => {
  const { pools, urls } = await testDatabase('empty');
  await migrate(urls.owner, { folder: sqlBefore() });
  const { owner } = pools;
  await owner.query('select lotline.ensure_partitions_for(now())');
  const made = await owner.query<{ id: string; number: string }>(
    `insert into lotline.jobs (number, org_id, kind, name, sealed, batch_size, lease_seconds, max_attempts,
       backoff_base_seconds, backoff_cap_seconds, rate_burst, failure_limit, priority, weight, total_items)
     select lotline.next_job_number(), id, 'incentive_lookup', 'Before', true, 100, 60, 4, 5, 60, 1, 10, 1000, 1, 3
       from lotline.organizations limit 1 returning id, number`,
  );
  const { id, number } = made.rows[0] ?? assert.fail('a job was made');
  await owner.query(
    `insert into lotline.incentive_reports (org_id, job_no, name, description, created_at)
     select org_id, number, 'Before', '', now() from lotline.jobs`,
  );
  const tiers = [
    ['p1', 1, 100],
    ['p1', 2, 0],
    ['p2', 1, 20],
  ] as const;
  const applied = { ...fullResult({ state: 'CA', tiers }), connect_url: 'https://apply.example.org/1' };
  const results = [applied, fullResult({ state: 'CA', tiers: [] }), null];
  for (const [at, result] of results.entries()) {
    const input = { address: { state_or_province_code: 'vt' }, device_ids: [1, 3] };
    await owner.query('insert into lotline.items (job_no, seq, input) values ($1, $2, $3)', [
      number,
      at + 1,
      JSON.stringify(input),
    ]);
    await owner.query(
      `insert into lotline.results (job_no, settled_at, seq, attempts, generation, outcome, result, error_code)
       values ($1, now(), $2, 1, 1, $3, $4, $5)`,
      [
        number,
        at + 1,
        result === null ? 'failed' : 'completed',
        result && JSON.stringify(result),
        result ? null : 'none',
      ],
    );
    await owner.query(
      `insert into lotline.report_sites (job_no, seq, eligible, total_incentive_value, error_code, settled_at)
       values ($1, $2, $3, $4, $5, now())`,
      [number, at + 1, at === 0, at === 0 ? 120 : 0, result ? null : 'none'],
    );
  }
  await owner.query(
    `insert into lotline.report_site_programs (job_no, seq, program_id, program_name, total_incentive, eligible_combinations)
     values ($1, 1, 'p1', 'Programme p1', 100, 1), ($1, 1, 'p2', 'Programme p2', 20, 1)`,
    [number],
  );

  await migrate(urls.owner);
  assert.deepEqual((await owner.query('select * from lotline.report_check($1)', [id])).rows, []);
  const links = await owner.query('select seq, connect_url from lotline.report_sites order by seq');
  assert.deepEqual(
    links.rows.map((row) => row.connect_url),
    ['https://apply.example.org/1', null, null],
  );
  const { rows } = await owner.query<{ counted: string }>(
    `select concat_ws(' ', dimension, key, name, sites, eligible_sites, failed_sites, trim_scale(total_incentive_value)) as counted
       from lotline.report_tallies order by dimension, key`,
  );
  assert.deepEqual(
    rows.map((row) => row.counted),
    [
      'device 1 Device 1 3 1 0 120',
      'device 2 Device 2 1 0 0 0',
      'device 3 3 0 0 0',
      'eligibility eligible 1 1 0 120',
      'eligibility failed 1 0 1 0',
      'eligibility not_eligible 1 0 0 0',
      'error none 1 0 1 0',
      'program p1 Programme p1 1 1 0 100',
      'program p2 Programme p2 1 1 0 20',
      'state CA 2 1 0 120',
      'state VT 1 0 1 0',
      'total  3 1 1 120',
    ],
  );
});
