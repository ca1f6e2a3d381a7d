import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { IncentiveResult } from '../../src/base/incentives.ts';
import { createGeocoder } from '../../src/kinds/geocoder.ts';
import { incentiveLookupKind } from '../../src/kinds/incentive-lookup.ts';
import type { KindContext, Outcome } from '../../src/kinds/kind.ts';
import { importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { CatalogueLookup } from '../../src/property/catalogue/lookup.ts';
import { geocodeStore } from '../../src/property/places/geocodes.ts';
import { Census } from '../../src/providers/census/census.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import { startCensus } from '../../src/simulators/census/census.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import { makeParcel } from '../../src/simulators/world/parcel.ts';
import { createWorld } from '../../src/simulators/world/world.ts';
import { wholeFolder } from '../property/made-up.ts';
import { testDatabase } from '../support/database.ts';
import { testServices } from '../support/services.ts';

const { pools, organization } = await testDatabase();
const organizationId = await organization();
const alphaville = {
  fips: '42013',
  county: 'Blair',
  state: 'PA',
  city: 'Alphaville',
  zip: '19801',
  lat: 40.5,
  lon: -78.4,
};
const parcels = [1, 2].map((n) => makeParcel(n, 1, { ...alphaville, address: `${n} Main St` }));
const simulator = await startCensus({ world: createWorld(1, parcels, madeUpWorld(1).counties) });
after(() => simulator.stop());

const caller = testServices(pools.worker).callerFor(SERVICES.census, { url: simulator.url, key: undefined });
const kind = incentiveLookupKind({
  catalogue: new CatalogueLookup(pools.worker),
  geocoder: createGeocoder(new Census(caller, simulator.url, { pauseMs: 1 }), geocodeStore(pools.worker)),
});

before(async () => {
  await importCatalogue(pools.owner, await wholeFolder());
});
beforeEach(() => {
  simulator.heal();
  simulator.forget();
});

/** What becomes of addresses of one batch. */
async function outcomes(addresses: readonly object[]): Promise<readonly Outcome[]> {
  const context: KindContext<object> = {
    job: { id: '00000000-0000-4000-8000-000000000000', organizationId, params: { as_of: '2025-06-01' } },
    signal: new AbortController().signal,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    billed: async () => {},
  };
  const items = addresses.map((address, at) => ({
    ...{ seq: at + 1, attempt: 1, reference: `ref-${at + 1}` },
    input: {
      address: { street_1: '1 Main St', country_code: 'US', ...address },
      ...{ building_type: 'RESIDENTIAL' as const, device_ids: [1], create_application: false },
    },
  }));
  assert.ok(kind.run);
  return kind.run(items, context);
}

const renamed = { city: 'Old Alpha Township', state_or_province_code: 'PA', postal_code: '' };
const known = { city: 'Alphaville', state_or_province_code: 'PA', postal_code: '19801' };

test('addresses under another name of their town are placed in one batch, and never asked for again', async () => {
  const addresses = [
    known,
    renamed,
    { ...renamed, street_1: '2 Main St' },
    { ...renamed, street_1: '9 Gone Rd' },
  ];
  const [first, second, third, fourth] = await outcomes(addresses);
  assert.ok(
    first?.outcome === 'completed' && second?.outcome === 'completed' && third?.outcome === 'completed',
  );
  const result = second.result as IncentiveResult;
  assert.deepEqual([result.address.city, result.address.postal_code], ['ALPHAVILLE', '19801']);
  assert.deepEqual(result.incentives, (first.result as IncentiveResult).incentives);
  assert.ok(fourth?.outcome === 'failed' && fourth.code === 'address_not_geocodable');
  assert.match(fourth.message, /Census geocoder does not know it either$/);
  assert.equal(simulator.requests.length, 1);
  await outcomes(addresses);
  assert.equal(simulator.requests.length, 1);
});

test('a geocoder that fails puts back only what needs it', async () => {
  simulator.fail({ kind: 'empty', times: null });
  const [fine, later] = await outcomes([known, { ...renamed, street_1: '1 Main Street Rear' }]);
  assert.equal(fine?.outcome, 'completed');
  assert.ok(later?.outcome === 'failed' && later.class === 'transient' && later.code === 'census_empty');
});
