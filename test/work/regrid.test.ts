import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { countPending } from '../../src/property/county-jobs/pending.ts';
import { testDatabase } from '../support/database.ts';
import { assertSound, jobWhen, results, settledJob } from '../support/jobs.ts';
import { chatham, type OnFile, regridIn, world } from '../support/regrid.ts';
import { stageWorker } from '../support/workers.ts';

const db = await testDatabase();
const { owner, api, worker } = db.pools;
const regrid = regridIn(db);
const [house] = chatham;
assert.ok(house);

/** A job over these properties to its end, by one worker over a simulator. */
async function scraped(
  onFile: readonly OnFile[],
  options: Parameters<typeof regrid.kindOver>[0] = {},
  given: { organizationId?: string; settings?: Record<string, unknown> } = {},
) {
  const organizationId = given.organizationId ?? (await db.organization());
  const ids = await regrid.properties(organizationId, onFile);
  const { kind, simulator } = await regrid.kindOver(options);
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const job = await regrid.started(organizationId, given.settings);
  const { counts, status } = await settledJob(api, job);
  await running.stop();
  await assertSound(owner, job);
  const stored = await results(owner, job);
  return { organizationId, ids, simulator, job, counts, status, stored };
}

test('parcels are found by number, else by address, and kept with where they come from', async () => {
  const [a, b, c, d] = chatham.slice(0, 4);
  assert.ok(a && b && c && d);
  const { ids, counts, organizationId, simulator } = await scraped([
    { parcel: a },
    { parcel: b, parcelId: null },
    { parcel: c, parcelId: 'NO-SUCH-NUMBER' },
    { parcel: d, parcelId: 'NO-SUCH-EITHER', address: '99999 Nowhere Rd' },
    { parcel: d, parcelId: null, address: 'Rear Lot' },
  ]);
  assert.deepEqual([counts.completed, counts.failed], [4, 1]);
  const [first, second, third, fourth] = await Promise.all(ids.map((id) => regrid.land(id)));
  assert.equal(first.ll_uuid, a.uuid);
  assert.equal(Number(first.lot_size_sqft), Math.round(a.acres * 43_560));
  assert.equal(first.land_use, a.useDescription);
  assert.equal(first.screenshot_url, `/api/parcels/${ids[0]}/outline.svg`);
  assert.equal(first.found_by, 'regrid');
  assert.equal(first.sources[0].service, 'regrid');
  assert.equal(first.raw_data.properties.fields.parcelnumb, a.apn);
  assert.equal(first.finding.match.by, 'apn');
  assert.equal(Number(first.assessed_value), a.landValue + a.improvementValue);
  assert.equal(first.market_value, null);
  assert.deepEqual([second.ll_uuid, second.finding.match.by], [b.uuid, 'address']);
  assert.deepEqual(
    [third.ll_uuid, third.finding.match.by, third.finding.match.parcel_number_differs],
    [c.uuid, 'address', true],
  );
  // nothing found is no finding, and nothing to pay
  assert.equal(fourth, undefined);
  assert.equal(simulator.billed.length, 3);
  assert.equal(await countPending(worker, organizationId, 'regrid_scraping', null), 1);
  const { rows } = await owner.query(
    'select has_regrid_data, has_screenshot, pipeline_stage from lotline.properties where id = $1',
    [ids[0]],
  );
  assert.deepEqual(rows, [{ has_regrid_data: true, has_screenshot: true, pipeline_stage: 'enriched' }]);
});

test('of stacked parcels the one with the number or the unit is taken, the others are named', async () => {
  const unit = world.parcels.find(({ fips, stack }) => fips === '13051' && stack !== null);
  assert.ok(unit);
  const stack = world.parcels.filter(({ stack }) => stack === unit.stack);
  const [one, two, three] = stack;
  assert.ok(one && two && three);
  const { ids, stored, counts } = await scraped([
    { parcel: two, parcelId: null, address: `${two.address} ${two.unit}` },
    { parcel: three, parcelId: null, address: three.address },
    { parcel: one },
  ]);
  const land = await regrid.land(ids[0]);
  assert.equal(land.ll_uuid, two.uuid);
  assert.deepEqual([counts.completed, counts.failed], [2, 1]);
  const ambiguous = stored.find(({ outcome }) => outcome === 'failed');
  assert.deepEqual([ambiguous?.error_class, ambiguous?.error_code], ['invalid_input', 'parcel_ambiguous']);
  assert.match(ambiguous?.error_message ?? '', new RegExp(one.apn.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  assert.equal((await regrid.land(ids[2])).ll_uuid, one.uuid);
});

test('what was paid for is not paid for again, by another job, unless it is asked for', async () => {
  const first = await scraped(chatham.slice(10, 14).map((parcel) => ({ parcel })));
  assert.equal(first.simulator.billed.length, 4);
  const { organizationId, simulator } = first;
  await owner.query('delete from lotline.regrid_data where org_id = $1', [organizationId]);
  const { kind } = await regrid.kindOver({ simulator });
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const again = await settledJob(api, await regrid.started(organizationId));
  assert.equal(again.counts.completed, 4);
  assert.equal(simulator.billed.length, 4, 'nothing was bought');
  assert.equal((await regrid.land(first.ids[0])).ll_uuid, chatham[10]?.uuid);
  await owner.query('delete from lotline.regrid_data where org_id = $1', [organizationId]);
  const anew = await settledJob(api, await regrid.started(organizationId, {}, { reuse: false }));
  assert.equal(anew.counts.completed, 4);
  assert.equal(simulator.billed.length, 8, 'nothing older than the job was used');
  await running.stop();
});

test('what came from Regrid is destroyed by its source, and nothing else', async () => {
  const { organizationId, ids, job } = await scraped(chatham.slice(15, 17).map((parcel) => ({ parcel })));
  const [other = ''] = await regrid.properties(organizationId, [
    { parcel: chatham[17] ?? house, stale: true },
  ]);
  await asOrganization(api, organizationId, (client) =>
    client.query('select lotline.purge_paid_answers($1, $2, $3)', [
      organizationId,
      'regrid',
      'the contract ended',
    ]),
  );
  assert.equal(await regrid.land(ids[0]), undefined);
  assert.ok(await regrid.land(other));
  const stored = await results(owner, job);
  assert.deepEqual(
    stored.map(({ result }) => result),
    [{ purged: 'regrid' }, { purged: 'regrid' }],
  );
  const { rows } = await owner.query(
    `select action, reason, after -> 'findings' as findings from lotline.audit_entries
     where org_id = $1 and action like 'service.%' order by action`,
    [organizationId],
  );
  assert.deepEqual(rows, [
    { action: 'service.answers_purged', reason: 'the contract ended', findings: null },
    { action: 'service.findings_purged', reason: 'the contract ended', findings: 2 },
  ]);
  assert.equal(await countPending(worker, organizationId, 'regrid_scraping', null), 3);
});

test('a search without an answer is nobody else’s to repeat; a person says what to do', async () => {
  const organizationId = await db.organization();
  await regrid.properties(
    organizationId,
    chatham.slice(20, 26).map((parcel) => ({ parcel })),
  );
  const { kind, simulator } = await regrid.kindOver();
  simulator.fail({ kind: 'drop', effect: 'after', path: '/parcels', times: 2 });
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const job = await regrid.started(organizationId);
  const { counts } = await settledJob(api, job);
  assert.deepEqual([counts.completed, counts.failed], [4, 2]);
  const stored = await results(owner, job);
  const unknown = stored.filter(({ error_class }) => error_class === 'outcome_unknown');
  assert.equal(unknown.length, 2);
  assert.equal(simulator.billed.length, 6);
  await asOrganization(api, organizationId, (client) =>
    client.query('select lotline.reconcile_items($1, $2, $3, $4)', [
      organizationId,
      job.id,
      unknown.map(({ seq }) => seq),
      'retry',
    ]),
  );
  await jobWhen(
    api,
    job,
    ({ status, counts: now }) => status === 'completed' && now.completed === 6,
    'the rest',
  );
  assert.equal(new Set(simulator.billed).size, 6);
  await running.stop();
});

test('a limit is waited for without spending an attempt', async () => {
  const { counts, stored, simulator } = await scraped(
    chatham.slice(30, 36).map((parcel) => ({ parcel })),
    { limits: { perWindow: 3, windowMs: 1_500, retryAfter: 'seconds' } },
  );
  assert.equal(counts.completed, 6);
  assert.ok(stored.every(({ attempts }) => attempts === 1));
  assert.equal(simulator.billed.length, 6);
});

test('a county outside the plan fails with that, and pauses the job after ten', async () => {
  const organizationId = await db.organization();
  await regrid.properties(
    organizationId,
    chatham.slice(40, 55).map((parcel) => ({ parcel })),
  );
  const { kind, simulator } = await regrid.kindOver({
    plan: { paths: ['/us/wi/dane'], elsewhere: 'denied' },
  });
  const running = stageWorker(db.urls.worker, [kind]);
  running.start();
  const job = await regrid.started(organizationId, { batch_size: 5 });
  await jobWhen(api, job, ({ status }) => status === 'paused', 'the pause');
  const [failure] = (await results(owner, job)).filter(({ outcome }) => outcome === 'failed');
  assert.deepEqual([failure?.error_class, failure?.error_code], ['permanent', 'regrid_geography']);
  assert.equal(simulator.billed.length, 0);
  await running.stop();
});

test('whatever goes wrong on the way, no parcel is bought twice, and each item says what became of it', async () => {
  const organizationId = await db.organization();
  const some = chatham.slice(70, 90);
  await regrid.properties(
    organizationId,
    some.map((parcel) => ({ parcel })),
  );
  const { kind, simulator } = await regrid.kindOver({ seed: 7 });
  for (const fault of [
    { kind: 'drop', effect: 'after' },
    { kind: 'drop', effect: 'before' },
    { kind: 'status', status: 500, effect: 'after' },
    { kind: 'truncated' },
    { kind: 'html' },
  ] as const) {
    simulator.fail({ ...fault, path: '/parcels', times: 3, chance: 0.15 });
  }
  const first = stageWorker(db.urls.worker, [kind]);
  first.start();
  const job = await regrid.started(organizationId, { failure_limit: 0 });
  const { counts } = await settledJob(api, job, 60_000);
  const stored = await results(owner, job);
  const unknown = stored.filter(({ error_class }) => error_class === 'outcome_unknown');
  assert.equal(counts.completed + unknown.length, some.length, JSON.stringify(counts));
  assert.ok(unknown.length > 0, 'something went wrong');
  assert.equal(new Set(simulator.billed).size, simulator.billed.length);
  // every request that may have been billed was sent once
  const asked = simulator.requests.map(({ query }) => query.parcelnumb);
  assert.equal(new Set(asked).size, asked.length);
  await assertSound(owner, job);
  await first.stop();
});
