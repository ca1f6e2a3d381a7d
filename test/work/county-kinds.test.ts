import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/base/config.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { startJob } from '../../src/engine/control.ts';
import { findingSchemas } from '../../src/kinds/county/findings.ts';
import { completed, defineKind } from '../../src/kinds/kind.ts';
import { createKinds } from '../../src/local/kinds.ts';
import { createCountyJob } from '../../src/property/county-jobs/create.ts';
import { COUNTY_JOB_TYPES, type CountyJobType, jobTypeOf } from '../../src/property/county-jobs/job-types.ts';
import { countPending } from '../../src/property/county-jobs/pending.ts';
import { changeSettings } from '../../src/property/settings/organization-settings.ts';
import { testDatabase } from '../support/database.ts';
import { subjectsIn } from '../support/finding-jobs.ts';
import { assertSound, results, settledJob, type TestJob } from '../support/jobs.ts';
import { testDefaults } from '../support/kinds.ts';
import { testServices } from '../support/services.ts';
import { stageWorker } from '../support/workers.ts';

const db = await testDatabase();
const { owner, api, worker } = db.pools;
const subjects = subjectsIn(db);
const registry = createKinds(readConfig({}), worker, testServices(worker));

/** A started job over all that waits for a type's work in an organization. */
async function started(organizationId: string, jobType: CountyJobType): Promise<TestJob> {
  return asOrganization(api, organizationId, async (client) => {
    const { id } = await createCountyJob(client, { organizationId, actor: 'test', jobType, countyIds: null });
    const job = await startJob(client, { organizationId, jobId: id, actor: 'test', driver: 'worker' });
    return { id, number: job.number, organizationId };
  });
}

/** Properties with land data; each given fact goes over those of a decent house. */
async function parcels(organizationId: string, facts: readonly Record<string, unknown>[]): Promise<string[]> {
  const ids = await subjects.properties(organizationId, facts.length);
  const house = {
    land_use: 'Residential',
    lot_size_sqft: 9_000,
    building_sqft: 1_200,
    market_value: 100_000,
  };
  await owner.query(
    `insert into lotline.regrid_data (property_id, org_id, land_use, lot_size_sqft, building_sqft, market_value,
       assessed_value, finding, found_by, found_at)
     select f.* from jsonb_to_recordset($1) f (property_id uuid, org_id uuid, land_use text, lot_size_sqft numeric,
       building_sqft numeric, market_value numeric, assessed_value numeric, finding jsonb, found_by text,
       found_at timestamptz)`,
    [
      JSON.stringify(
        facts.map((fact, at) => ({
          ...house,
          ...fact,
          property_id: ids[at],
          org_id: organizationId,
          finding: {},
          found_by: 'test',
          found_at: '2026-05-31T14:00:00Z',
        })),
      ),
    ],
  );
  return ids;
}

test('the worker validates parcels by the rules, and the selection is empty after', async () => {
  const organizationId = await db.organization();
  const ids = await parcels(organizationId, [{}, { land_use: 'Cemetery' }, { market_value: null }]);
  // another organization's parcels are none of this job's business
  const stranger = await db.organization();
  await parcels(stranger, [{}]);
  assert.equal(await countPending(worker, organizationId, 'visual_validation', null), 3);
  const kinds = COUNTY_JOB_TYPES.map((type) => registry.get(type));
  const running = stageWorker(db.urls.worker, kinds);
  running.start();
  const job = await started(organizationId, 'visual_validation');
  assert.equal((await settledJob(api, job)).counts.completed, 3);
  await assertSound(owner, job);
  const { rows } = await owner.query(
    `select p.visual_validation_status as status, p.pipeline_stage as stage, v.red_flags as flags, v.skip_reason as skip,
            v.confidence_score::int as confidence, v.found_by like '%' || $2 || '%' as ours, v.sources -> 0 ->> 'note' as source,
            jsonb_array_length(v.finding -> 'reasons') as reasons
       from lotline.properties p join lotline.property_visual_validation v on v.property_id = p.id
      where p.id = any ($1) order by array_position($1, p.id)`,
    [ids, process.pid],
  );
  const usual = { stage: 'validated', ours: true, source: 'found by test', reasons: 7 };
  assert.deepEqual(rows, [
    { ...usual, status: 'APPROVED', flags: [], skip: null, confidence: 80 },
    {
      ...usual,
      status: 'REJECT',
      flags: ['cemetery'],
      skip: 'The land is used for burials: Cemetery',
      confidence: 80,
    },
    { ...usual, status: 'CAUTION', flags: ['value_unknown'], skip: null, confidence: 60 },
  ]);
  assert.equal(await countPending(worker, organizationId, 'visual_validation', null), 0);
  assert.equal(await countPending(worker, stranger, 'visual_validation', null), 1);
  assert.equal(await countPending(worker, organizationId, 'bid_strategy', null), 1);

  // what is approved gets a bid, by this organization's figures
  const bidding = { organizationId, section: 'bid-strategy', actor: 'test' };
  await changeSettings(owner, { ...bidding, values: { value_percent: 50, holding_months: 0 } });
  const bids = await started(organizationId, 'bid_strategy');
  assert.equal((await settledJob(api, bids)).counts.completed, 1);
  const { rows: bid } = await owner.query(
    `select b.property_id, b.max_bid, b.property_value, b.finding -> 'lines' -> 0 ->> 'amount' as share,
            b.finding -> 'settings' ->> 'value_percent' as percent, p.pipeline_stage as stage
       from lotline.bid_strategy b join lotline.properties p on p.id = b.property_id where b.org_id = $1`,
    [organizationId],
  );
  assert.deepEqual(bid, [
    {
      property_id: ids[0],
      max_bid: '47000.00',
      property_value: '100000.00',
      share: '50000.00',
      percent: '50',
      stage: 'ready',
    },
  ]);
  assert.equal(await countPending(worker, organizationId, 'bid_strategy', null), 0);
  await running.stop();
});

test('a bid without a value fails with the reason and pauses nothing; one not approved any more is skipped', async () => {
  const organizationId = await db.organization();
  const ids = await parcels(organizationId, [
    ...Array(12).fill({ market_value: 0 }),
    { assessed_value: 9, market_value: null },
    {},
  ]);
  await owner.query(
    `insert into lotline.property_visual_validation (property_id, org_id, validation_status, finding, found_by, found_at)
     select id, $2, 'APPROVED', '{}', 'test', now() from unnest($1::uuid[]) id`,
    [ids, organizationId],
  );
  const job = await started(organizationId, 'bid_strategy');
  await owner.query(
    "update lotline.property_visual_validation set validation_status = 'REJECT' where property_id = $1",
    [ids.at(-1)],
  );
  const running = stageWorker(db.urls.worker, [registry.get('bid_strategy')]);
  running.start();
  const { counts, status } = await settledJob(api, job);
  assert.deepEqual([status, counts.failed, counts.completed, counts.skipped], ['completed', 12, 1, 1]);
  const stored = await results(owner, job);
  const failure = stored.find(({ outcome }) => outcome === 'failed');
  assert.deepEqual(
    [failure?.error_class, failure?.error_code, failure?.attempts],
    ['invalid_input', 'value_missing', 1],
  );
  assert.match(failure?.error_message ?? '', /market_value and assessed_value/);
  assert.match(
    stored.find(({ outcome }) => outcome === 'skipped')?.error_message ?? '',
    /validated as REJECT/,
  );
  await running.stop();
});

test('a property without land data fails for that, once', async () => {
  const organizationId = await db.organization();
  const [id = ''] = await parcels(organizationId, [{}]);
  const job = await started(organizationId, 'visual_validation');
  await owner.query('delete from lotline.regrid_data where property_id = $1', [id]);
  const running = stageWorker(db.urls.worker, [registry.get('visual_validation')]);
  running.start();
  assert.equal((await settledJob(api, job)).counts.failed, 1);
  const [result] = await results(owner, job);
  assert.deepEqual([result?.error_class, result?.error_code], ['invalid_input', 'no_parcel_data']);
  await running.stop();
});

test("a finding that only the database refuses fails its own item, and the batch's others are kept", async () => {
  const organizationId = await db.organization();
  await subjects.properties(organizationId, 9);
  const careless = defineKind({
    ...registry.get('regrid_scraping'),
    defaults: testDefaults,
    drivers: ['worker'],
    result: findingSchemas.regrid_scraping.or(findingSchemas.title_research),
    run: async (items) =>
      items.map(({ seq }) => completed(seq === 5 ? { title_status: 'clear' } : { land_use: 'Vacant' })),
  });
  const job = await started(organizationId, 'regrid_scraping');
  const running = stageWorker(db.urls.worker, [careless]);
  running.start();
  const { counts } = await settledJob(api, job);
  assert.deepEqual([counts.completed, counts.failed], [8, 1]);
  const [refused] = (await results(owner, job)).filter(({ outcome }) => outcome === 'failed');
  assert.equal(refused?.error_code, 'invalid_result');
  assert.match(refused?.error_message ?? '', /finding must give at least one of the parcel's facts/);
  assert.equal(await countPending(worker, organizationId, 'regrid_scraping', null), 1);
  await assertSound(owner, job);
  await running.stop();
});

test('every type is a kind by the figures of its type', () => {
  for (const type of COUNTY_JOB_TYPES) {
    const { defaults, drivers, label } = registry.get(type);
    const figures = jobTypeOf(type);
    assert.deepEqual(
      [
        label,
        defaults.batchSize,
        defaults.perSession,
        defaults.maxAttempts,
        defaults.leaseSeconds,
        drivers[0],
      ],
      [
        ...[figures.label, figures.batchSize, figures.perSession, figures.maxAttempts, figures.leaseSeconds],
        figures.defaultDriver,
      ],
    );
  }
});
