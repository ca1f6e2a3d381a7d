import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startJob } from '../../src/engine/control.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, refused } from '../support/engine.ts';

const db = await testDatabase();
const work = countyWorkIn(db);
const engine = jobsIn(db);

const blair = await work.county('Blair');
const adams = await work.county('Adams');
const york = await work.county('York');
const garrett = await work.county('Garrett', 'MD');

const references = (job: { items: { reference: string | null }[] }) => job.items.map((i) => i.reference);

test('a job of one county is pending, sealed, and holds what waits there in the order of parcels', async () => {
  const org = await db.organization();
  const [second, first] = await work.properties(org, [
    { county: blair, parcel: 'B-2' },
    { county: blair, parcel: 'B-10' },
    { county: blair, address: '12 Main Street' },
    { county: adams, parcel: 'A-1' },
  ]);
  const job = await work.made(await work.create(org, 'regrid_scraping', { countyIds: [blair] }));
  assert.deepEqual(
    [job.name, job.status, job.driver, job.batch_size, job.total_items],
    ['Regrid Scraping - Blair', 'pending', 'agent', 50, 3],
  );
  assert.deepEqual(job.params, {
    job_type: 'regrid_scraping',
    county_id: blair,
    county_ids: null,
    county_name: 'Blair',
    state_code: 'PA',
    strategy: 'sequential',
  });
  assert.deepEqual(
    job.items.map((item) => [item.seq, item.reference]),
    [
      [1, null],
      [2, 'B-10'],
      [3, 'B-2'],
    ],
  );
  assert.deepEqual(job.items[1]?.input, {
    item_id: first,
    parcel_id: 'B-10',
    property_address: null,
    city: null,
    postal_code: null,
    county_id: blair,
    county_name: 'Blair',
    state_code: 'PA',
    owner_name: null,
    sale_type: null,
    sale_date: null,
  });
  assert.equal(job.items[2]?.subject, second);
  const ref = {
    organizationId: org,
    jobId: job.id,
    number: job.number,
    kind: 'regrid_scraping',
    actor: 'ann',
  };
  await engine.sound(ref);
  assert.deepEqual(await engine.claim(ref), [], 'nothing is handed out before it is started');
});

test('names tell the scope: all counties, some, a state', async () => {
  const org = await db.organization();
  await work.properties(org, [{ county: blair }, { county: york }, { county: garrett }]);
  const name = async (more: object) => (await work.made(await work.create(org, 'bid_strategy', more))).name;
  assert.equal(await name({ countyIds: [blair, york, adams, york] }), 'Bid Strategy - 3 Counties');
  assert.equal(await name({ stateCode: 'pa' }), 'Bid Strategy - All Counties in PA');
  assert.equal(await name({}), 'Bid Strategy - All Counties');
});

test('sequential goes by state, county and parcel', async () => {
  const org = await db.organization();
  await work.properties(org, [
    { county: york, parcel: 'Y1' },
    { county: garrett, parcel: 'G1' },
    { county: adams, parcel: 'A2' },
    { county: adams, parcel: 'A1' },
  ]);
  const all = await work.made(await work.create(org, 'regrid_scraping'));
  assert.deepEqual(references(all), ['G1', 'A1', 'A2', 'Y1']);
});

test('a list and a state leave the other counties out', async () => {
  const org = await db.organization();
  await work.properties(org, [
    { county: york, parcel: 'Y1' },
    { county: garrett, parcel: 'G1' },
    { county: adams, parcel: 'A1' },
    { county: blair, parcel: 'B1' },
  ]);
  const list = await work.made(await work.create(org, 'regrid_scraping', { countyIds: [garrett, york] }));
  assert.deepEqual(references(list), ['G1', 'Y1']);
  const state = await work.made(await work.create(org, 'regrid_scraping', { stateCode: 'PA' }));
  assert.deepEqual(references(state), ['A1', 'B1']);
});

test('round robin gives one batch of each county in turn', async () => {
  const org = await db.organization();
  const of = (county: string, letter: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ county, parcel: `${letter}${n + 1}` }));
  await work.properties(org, [...of(york, 'Y', 5), ...of(adams, 'A', 2), ...of(blair, 'B', 3)]);
  const job = await work.made(
    await work.create(org, 'regrid_scraping', { strategy: 'round_robin', batchSize: 2 }),
  );
  assert.equal(references(job).join(' '), 'A1 A2 B1 B2 Y1 Y2 B3 Y3 Y4 Y5');
});

test('auction date goes by the own date, else by the next sale of the county', async () => {
  const org = await db.organization();
  const day = async (days: number) =>
    engine.one<string>(`to_char((lotline.clock() at time zone 'UTC')::date + $1::int, 'YYYY-MM-DD')`, [days]);
  await work.sale(org, york, 40);
  await work.sale(org, york, 20);
  await work.sale(org, york, 2, 'cancelled');
  await work.sale(org, york, -5);
  await work.sale(org, blair, 30);
  await work.sale(await db.organization(), garrett, 1);
  await work.properties(org, [
    { county: adams, parcel: 'A-none' },
    { county: adams, parcel: 'A-10', saleDate: await day(10) },
    { county: blair, parcel: 'B-30' },
    { county: blair, parcel: 'B-25', saleDate: await day(25) },
    { county: york, parcel: 'Y-20' },
    { county: york, parcel: 'Y-past', saleDate: await day(-3) },
    { county: york, parcel: 'Y-0', saleDate: await day(0) },
    { county: garrett, parcel: 'G-none' },
  ]);
  const job = await work.made(await work.create(org, 'regrid_scraping', { strategy: 'auction_date' }));
  assert.equal(references(job).join(' '), 'Y-0 A-10 Y-20 Y-past B-25 B-30 G-none A-none');
});

test('total_items takes the first of them, 0 takes all, more than there are is refused', async () => {
  const org = await db.organization();
  await work.properties(org, [
    { county: adams, parcel: 'A1' },
    { county: blair, parcel: 'B1' },
    { county: york, parcel: 'Y1' },
  ]);
  const error = await refused(
    work.create(org, 'regrid_scraping', { totalItems: 4 }),
    'total_items_too_large',
  );
  assert.equal(error.field, 'total_items');
  assert.match(error.message, /4 is more than the 3 /);
  const two = await work.made(await work.create(org, 'regrid_scraping', { totalItems: 2 }));
  assert.deepEqual([two.total_items, references(two)], [2, ['A1', 'B1']]);
  const rest = await work.made(
    await work.create(org, 'regrid_scraping', { totalItems: 0, countyIds: [york] }),
  );
  assert.deepEqual(references(rest), ['Y1']);
});

test('what cannot be is refused with field, value and fix', async () => {
  const org = await db.organization();
  for (const [more, field] of [
    [{ jobType: 'lead_import' }, 'job_type'],
    [{ batchSize: 0 }, 'batch_size'],
    [{ batchSize: 1001 }, 'batch_size'],
    [{ totalItems: -1 }, 'total_items'],
    [{ strategy: 'random' }, 'strategy'],
    [{ stateCode: 'XX' }, 'state_code'],
    [{ stateCode: 'PA', countyIds: [blair] }, 'state_code'],
    [{ countyIds: [] }, 'county_ids'],
    [{ settings: { batch_size: 'many' } }, 'settings.batch_size'],
    [{ settings: [] }, 'settings'],
  ] as const) {
    const error = await refused(work.create(org, 'regrid_scraping', more as object), 'invalid_argument');
    assert.equal(error.field, field);
    assert.ok(error.hint, `${field} says what to give instead`);
  }
  await refused(work.create(org, 'regrid_scraping', { countyIds: [org] }), 'county_not_found');
});

test('batch size and settings are the type’s, unless told', async () => {
  const org = await db.organization();
  const settings = { failure_limit: 3, batch_size: 9 };
  const told = await work.made(await work.create(org, 'title_research', { batchSize: 7, settings }));
  assert.equal(told.batch_size, 7);
  assert.equal(await engine.one('select failure_limit from lotline.jobs where id = $1', [told.id]), 3);
  const own = await work.made(await work.create(org, 'pdf_parsing'));
  assert.equal(own.batch_size, 5);
  const bids = await work.made(await work.create(org, 'bid_strategy'));
  assert.equal(bids.driver, 'worker');
});

test('a second unfinished job for the same is refused and names the first', async () => {
  const org = await db.organization();
  await work.properties(org, [{ county: blair }, { county: adams }]);
  for (const scope of [
    { countyIds: [blair] },
    { countyIds: [blair, adams] },
    { stateCode: 'PA' },
    {},
  ] as const) {
    const first = await work.create(org, 'regrid_scraping', scope);
    const error = await refused(work.create(org, 'regrid_scraping', scope), 'conflict');
    assert.equal((error.details as { job_id: string }).job_id, first.id);
    assert.ok(error.message.includes(first.id));
  }
  await work.create(org, 'visual_validation', { countyIds: [blair] });
  await work.create(await db.organization(), 'regrid_scraping', { countyIds: [blair] });
});

test('a job of no subjects is made, and completes when it is started', async () => {
  const org = await db.organization();
  const { id } = await work.create(org, 'regrid_scraping', { countyIds: [blair] });
  assert.equal((await work.made({ id })).total_items, 0);
  const job = await startJob(db.pools.worker, { organizationId: org, jobId: id, actor: 'ann' });
  assert.deepEqual([job.status, job.progress], ['completed', 100]);
});

test('documents and counties are subjects too, with what is known of them', async () => {
  const org = await db.organization();
  const list = await work.document(org, blair);
  const pdf = await work.made(await work.create(org, 'pdf_parsing'));
  assert.equal(pdf.name, 'PDF Parsing - All Counties');
  assert.deepEqual(pdf.items[0]?.input, {
    item_id: list,
    parcel_id: null,
    property_address: null,
    city: null,
    postal_code: null,
    county_id: blair,
    county_name: 'Blair',
    state_code: 'PA',
    title: 'Upset sale list',
    url: 'https://example.org/list-1.pdf',
    file_name: null,
    file_format: null,
    publication_date: null,
  });
  const county = await work.made(await work.create(org, 'county_research', { countyIds: [blair] }));
  const [item] = county.items;
  assert.deepEqual([county.items.length, item?.subject, item?.reference], [1, blair, null]);
  assert.equal(item?.input.full_name, 'Blair County');
  assert.equal(item?.input.fips_code, '42013');
  const everywhere = await work.made(await work.create(org, 'county_research'));
  assert.equal(everywhere.name, 'County Research - All Counties');
  const all = await engine.one<string>('select count(*) from lotline.county_list');
  assert.equal(everywhere.total_items, Number(all) - 1);
});
