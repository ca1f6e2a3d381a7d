import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readParcels } from '../../src/providers/regrid/parcel.ts';
import { Regrid } from '../../src/providers/regrid/regrid.ts';
import { ServiceFailure } from '../../src/providers/service.ts';
import { type RegridOptions, startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import type { Parcel } from '../../src/simulators/world/parcel.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const db = await testDatabase();
const organizationId = await db.organization();
const asking = { for: { organizationId }, signal: AbortSignal.timeout(60_000) };
const slug = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[.']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-');
const pathOf = (parcel: Parcel) => `/us/${parcel.state.toLowerCase()}/${slug(parcel.county)}`;

/** A simulator and a client of it; more than a minute's calls leave at once. */
async function pair(options: RegridOptions = {}, token?: string) {
  const simulator = await startRegrid({ world, ...options });
  after(() => simulator.stop());
  const env = { REGRID_API_URL: simulator.url, REGRID_API_TOKEN: token ?? simulator.token };
  const services = testServices(db.pools.worker, env);
  return { simulator, client: new Regrid(services.regrid, token ?? simulator.token) };
}

const world = madeUpWorld(1);
const { parcels } = world;
const usual = await pair();
const one = parcels.find(({ address, stack }) => address !== '' && stack === null);
assert.ok(one);

/** The code and class that a call fails with. */
async function failure(work: Promise<unknown>): Promise<[string, string]> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ServiceFailure, String(error));
  assert.ok(!error.message.includes(usual.simulator.token), error.message);
  return [error.code, error.failure];
}

test('a parcel is found by its number, however that is punctuated, and by its address', async () => {
  const { client } = usual;
  for (const apn of [one.apn, one.apn.replaceAll(/[^A-Za-z0-9]/g, ''), one.apn.toLowerCase()]) {
    const [found] = await client.byApn(apn, pathOf(one), 5, asking);
    assert.equal(found?.llUuid, one.uuid, apn);
  }
  const line = `${one.address}, ${one.city}, ${one.state} ${one.zip}`;
  const [found] = await client.byAddress(line, pathOf(one), 5, asking);
  assert.equal(found?.apn, one.apn);
  assert.equal(found?.lat, Number(one.lat.toFixed(6)));
  assert.equal(found?.lon, Number(one.lon.toFixed(6)));
  assert.equal(found?.sqft, Math.round(one.acres * 43_560));
});

test('nothing found is an empty list, and elsewhere is nothing', async () => {
  assert.deepEqual(await usual.client.byApn('no such number', pathOf(one), 5, asking), []);
  assert.deepEqual(await usual.client.byApn(one.apn, '/us/ak/nome', 5, asking), []);
});

test('the limit bounds what is billed', async () => {
  const { client, simulator } = usual;
  const stacked = parcels.find(({ stack }) => stack !== null);
  assert.ok(stacked);
  const before = simulator.billed.length;
  const line = `${stacked.address}, ${stacked.city}, ${stacked.state}`;
  assert.equal((await client.byAddress(line, pathOf(stacked), 2, asking)).length, 2);
  assert.equal(simulator.billed.length, before + 2);
});

test('what a lower plan leaves out is missing, not null and not nought', async () => {
  const { client } = await pair({ plan: { premium: false } });
  const [found] = await client.byApn(one.apn, pathOf(one), 1, asking);
  assert.ok(found);
  assert.equal(found.floodZone, undefined);
  assert.equal(found.buildings, undefined);
  assert.equal(found.buildingSqft, undefined);
  assert.equal(found.apn, one.apn);
});

test('text coordinates, blank text and figures as text are read as what they mean', () => {
  const feature = (fields: object) => ({
    parcels: { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { fields } }] },
  });
  const [found] = readParcels(
    feature({ lat: '40.512345', lon: '-78.4', yearbuilt: '1962', parval: null, zoning: ' ', address: '' }),
  );
  assert.deepEqual(
    [found?.lat, found?.lon, found?.yearBuilt, found?.parcelValue, found?.zoning, found?.address],
    [40.512345, -78.4, 1962, undefined, undefined, undefined],
  );
  const [odd] = readParcels(feature({ lat: 'N/A', lon: '', ll_gisacre: 'about 2', struct: 'yes' }));
  assert.deepEqual(
    [odd?.lat, odd?.lon, odd?.acres, odd?.structure],
    [undefined, undefined, undefined, undefined],
  );
  for (const wrong of [null, [], {}, { parcels: { features: {} } }, { parcels: { features: [{}] } }]) {
    assert.throws(() => readParcels(wrong), JSON.stringify(wrong));
  }
});

test('a bad token, a county outside the plan, a plan and used up records are told apart', async () => {
  const wrong = await pair({}, 'not-the-token');
  assert.deepEqual(await failure(wrong.client.usage(asking)), ['regrid_unauthorized', 'permanent']);

  const elsewhere = await pair({ plan: { paths: ['/us/ga/chatham'], elsewhere: 'denied' } });
  const away = parcels.find(({ county, state }) => !(county === 'Chatham' && state === 'GA'));
  assert.ok(away);
  assert.deepEqual(await failure(elsewhere.client.byApn(away.apn, pathOf(away), 1, asking)), [
    'regrid_geography',
    'permanent',
  ]);
  const trial = await pair({ plan: { paths: ['/us/ga/chatham'], elsewhere: 'empty' } });
  assert.deepEqual(await trial.client.byApn(away.apn, pathOf(away), 1, asking), []);

  const short = await pair({ plan: { records: 1 } });
  await short.client.byApn(one.apn, pathOf(one), 1, asking);
  assert.deepEqual(await failure(short.client.byApn(one.apn, pathOf(one), 1, asking)), [
    'regrid_quota',
    'permanent',
  ]);
  assert.deepEqual(
    await short.client.usage(asking).then(({ records, recordsLimit }) => [records, recordsLimit]),
    [1, 1],
  );

  const plain = await pair();
  for (const [message, code] of [
    ['This endpoint is not part of your subscription', 'regrid_plan'],
    ['Forbidden', 'regrid_forbidden'],
  ] as const) {
    plain.simulator.fail({
      ...{ kind: 'status', status: 403, body: JSON.stringify({ message }), contentType: 'application/json' },
    });
    assert.deepEqual(await failure(plain.client.byApn(one.apn, pathOf(one), 1, asking)), [code, 'permanent']);
  }
});

test('a search that may have been billed is never sent twice', async () => {
  const { client, simulator } = await pair();
  for (const fault of [
    { kind: 'drop', effect: 'after' },
    { kind: 'drop', effect: 'before' },
    { kind: 'truncated' },
    { kind: 'cut' },
    { kind: 'html' },
    { kind: 'empty' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
  ] as const) {
    simulator.forget();
    simulator.fail(fault);
    const [code, cls] = await failure(client.byApn(one.apn, pathOf(one), 1, asking));
    assert.deepEqual([code, cls], ['outcome_unknown', 'outcome_unknown'], JSON.stringify(fault));
    assert.equal(simulator.requests.length, 1, JSON.stringify(fault));
    simulator.heal();
  }
});

test('what costs nothing is asked again', async () => {
  const { client, simulator } = await pair();
  simulator.fail({ kind: 'drop', effect: 'before' }, { kind: 'status', status: 502 });
  const { records, cycleEnd } = await client.usage(asking);
  assert.equal(records, 0);
  assert.ok(cycleEnd !== null);
  assert.equal(simulator.requests.length, 3);
});

test('a batch of points is worked, and its result is read line by line', async () => {
  const { client, simulator } = await pair();
  const some = parcels.filter(({ stack }) => stack === null).slice(0, 300);
  const points = some.map(({ uuid, lat, lon }) => ({ id: uuid, lat, lon }));
  const { jobUuid, state } = await client.startBatch(points, asking);
  assert.equal(state, 'working');
  assert.equal((await client.batch(jobUuid, asking)).state, 'working');
  assert.equal(simulator.billed.length, 0);
  simulator.clock.advance(10_000);
  assert.equal((await client.batch(jobUuid, asking)).state, 'ready');
  const found = new Map<string, string[]>();
  const records = await client.download(jobUuid, points.length, asking, ({ customId, llUuid }) => {
    found.set(customId ?? '', [...(found.get(customId ?? '') ?? []), llUuid ?? '']);
  });
  assert.equal(records, simulator.billed.length);
  for (const { uuid } of some) assert.ok(found.get(uuid)?.includes(uuid), uuid);
});

test('a download that breaks off is not begun again, and what came until then was taken', async () => {
  const { client, simulator } = await pair();
  const some = parcels.filter(({ stack }) => stack === null).slice(0, 300);
  const points = some.map(({ uuid, lat, lon }) => ({ id: uuid, lat, lon }));
  const { jobUuid } = await client.startBatch(points, asking);
  simulator.clock.advance(10_000);
  simulator.fail({ kind: 'truncated', path: '/batch' });
  simulator.forget();
  let taken = 0;
  const broken = client.download(jobUuid, points.length, asking, () => {
    taken += 1;
  });
  assert.deepEqual(await failure(broken), ['outcome_unknown', 'outcome_unknown']);
  assert.ok(taken > 50 && taken < 300, `${taken} were taken`);
  assert.equal(simulator.requests.length, 1);
});
