import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { COUNTY_JOB_TYPES } from '../../src/property/county-jobs/job-types.ts';
import { testDatabase } from '../support/database.ts';
import { completed } from '../support/engine.ts';
import { findingsIn, goodFinding, subjectsIn } from '../support/finding-jobs.ts';
import { SANDBOX_ENV } from '../support/sandbox.ts';

const decide = (database: Awaited<ReturnType<typeof testDatabase>>, mode: string) =>
  database.pools.owner.query<{ mode: string }>('select lotline.decide_mode($1) as mode', [mode]);

test('a database is a sandbox from its first start or never', async () => {
  const sandbox = await testDatabase();
  assert.equal((await decide(sandbox, 'sandbox')).rows[0]?.mode, 'sandbox');
  assert.equal((await decide(sandbox, 'sandbox')).rows[0]?.mode, 'sandbox', 'and again');
  await assert.rejects(decide(sandbox, 'live'), /belongs to a sandbox/);
  const { rows } = await sandbox.pools.worker.query<{ said: string }>('select lotline.provenance() as said');
  assert.equal(rows[0]?.said, 'sandbox');

  const real = await testDatabase();
  assert.equal((await decide(real, 'live')).rows[0]?.mode, 'live');
  await assert.rejects(decide(real, 'sandbox'), /holds real work/);
  await assert.rejects(decide(real, 'both'), /give live or sandbox/);
});

test('a database in which somebody has begun to work cannot become a sandbox', async () => {
  const used = await testDatabase();
  const organization = await used.organization();
  await used.pools.owner.query(
    `insert into lotline.api_keys (org_id, name, role, prefix, key_hash, created_by)
     values ($1, 'first', 'admin', 'lot_live_0000', $2, 'test')`,
    [organization, Buffer.alloc(32, 1)],
  );
  await assert.rejects(decide(used, 'sandbox'), /holds real work/);
  assert.equal((await decide(used, 'live')).rows[0]?.mode, 'live');

  const filled = await testDatabase();
  await subjectsIn(filled).properties(await filled.organization(), 1);
  await assert.rejects(decide(filled, 'sandbox'), /holds real work/, 'somebody’s properties are there');
});

test('a sandbox asks nobody outside this machine, and has a folder of its own', () => {
  const config = readConfig(SANDBOX_ENV);
  assert.deepEqual([config.sandbox, config.dataFolder], [true, '.lotline-sandbox']);
  assert.equal(readConfig({ ...SANDBOX_ENV, LOTLINE_DATA: 'mine' }).dataFolder, 'mine');
  assert.deepEqual([readConfig({}).sandbox, readConfig({}).dataFolder], [false, '.lotline']);
  assert.throws(() => readConfig({ LOTLINE_SANDBOX: 'true' }), /REGRID_API_URL.*CENSUS_GEOCODER_URL/);
  for (const url of ['https://app.regrid.com/api/v2', 'http://10.0.0.1', 'http://localhost.example.org']) {
    assert.throws(() => readConfig({ ...SANDBOX_ENV, REGRID_API_URL: url }), /REGRID_API_URL/, url);
  }
  assert.throws(
    () => readConfig({ ...SANDBOX_ENV, INCENTIVES_API_URL: 'https://api.example.org' }),
    /INCENTIVES_API_URL/,
  );
  const workflow = (url: string) => ({ ...SANDBOX_ENV, N8N_REGRID_WEBHOOK_URL: url });
  assert.throws(
    () => readConfig(workflow('https://n8n.example.org/webhook/regrid')),
    /N8N_REGRID_WEBHOOK_URL would be real/,
  );
  assert.equal(readConfig(workflow('http://127.0.0.1:5678/webhook/regrid')).n8n.webhookUrls.size, 1);
});

test('each finding says whether a real service or a simulator stands behind it', async () => {
  for (const mode of ['live', 'sandbox'] as const) {
    const database = await testDatabase();
    await decide(database, mode);
    const { jobs, countyJob, rowOf } = findingsIn(database);
    for (const type of COUNTY_JOB_TYPES) {
      const job = await countyJob(type, 1);
      const batch = await jobs.claimOne(job);
      await jobs.report(batch, completed(goodFinding(type)), [1]);
      const { provenance } = await rowOf(type, job.organizationId, job.about[0]);
      assert.equal(provenance, mode, type);
    }
  }
});

test('leads say it too', async () => {
  for (const mode of ['live', 'sandbox'] as const) {
    const database = await testDatabase();
    await decide(database, mode);
    const organizationId = await database.organization();
    const { rows } = await database.pools.owner.query<{ provenance: string }>(
      `insert into lotline.leads (org_id, radar_id, record, created_at, updated_at, imported_at)
       values ($1, 'P0001', '{"RadarID":"P0001"}', now(), now(), now()) returning provenance`,
      [organizationId],
    );
    assert.equal(rows[0]?.provenance, mode);
  }
});
