import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import type { IncentiveResult, LookupRequest } from '../../src/base/incentives.ts';
import { importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { CatalogueLookup } from '../../src/property/catalogue/lookup.ts';
import { loadStarter } from '../../src/property/starter/load-starter.ts';
import { starterFacts } from '../../src/property/starter/starter-facts.ts';
import { testDatabase } from '../support/database.ts';
import { folderOf } from './made-up.ts';

interface SampleAddress {
  address1: string;
  city?: string;
  state: string;
  postalCode: string;
}

const { pools, organization } = await testDatabase();
const catalogue = new CatalogueLookup(pools.worker);
const { addresses } = createRequire(import.meta.url)('rrad/addresses-us-all.json') as {
  addresses: SampleAddress[];
};
let organizationId = '';

before(async () => {
  organizationId = await organization();
  await loadStarter(pools.owner);
});

const request = (state: string, city: string, zip: string, deviceIds: number[]): LookupRequest => ({
  reference: null,
  address: { street_1: '1 Main St', city, state_or_province_code: state, postal_code: zip },
  buildingType: 'RESIDENTIAL',
  deviceIds,
  deviceNames: [],
  createApplication: false,
  customFields: {},
});

async function lookUp(requests: LookupRequest[], asOf = '2026-11-22'): Promise<IncentiveResult[]> {
  const answers = await catalogue.lookup(requests, { organizationId, asOf });
  return answers.map((answer) => {
    assert.ok(answer.found, answer.found ? '' : answer.message);
    return answer.result;
  });
}

test('every program has an authority, a page, at least one tier, and keys of its own', () => {
  const programs = starterFacts.flatMap((state) => state.programs.map((program) => ({ ...program, state })));
  const inForce = programs.filter(({ state }) => state.state !== 'US');
  assert.ok(inForce.length >= 60, `${inForce.length} programs`);
  for (const { key, url, tiers, authority, state } of programs) {
    assert.match(url, /^https:\/\//, key);
    assert.ok(tiers.length > 0, key);
    assert.ok(
      state.authorities.some((one) => one.key === authority),
      `${key}: ${authority}`,
    );
  }
  const keys = programs.flatMap(({ key, tiers }) => [key, ...tiers.map((tier) => tier.key)]);
  assert.deepEqual(
    keys.filter((key, at) => keys.indexOf(key) !== at),
    [],
  );
});

test('every item that the starter names belongs to a device', async () => {
  const { rows } = await pools.owner.query<{ item: string }>(
    `select distinct item from lotline.incentives, unnest(items) as item
     where not exists (select from lotline.devices d where item = any (d.items))`,
  );
  assert.deepEqual(rows, []);
});

test('it covers every state of the sample’s addresses, and each address there is placed', async () => {
  const states = new Set(starterFacts.map(({ state }) => state));
  assert.deepEqual(
    [...new Set(addresses.map(({ state }) => state))].filter((state) => !states.has(state)),
    [],
  );
  const requests = addresses.map(({ state, city, postalCode }) =>
    request(state, city ?? '', postalCode, [1, 5]),
  );
  for (let at = 0; at < requests.length; at += 400) {
    const results = await lookUp(requests.slice(at, at + 400));
    assert.ok(results.every((result) => result.incentives.total_eligible_combinations > 0));
  }
});

test('Mass Save pays its maximum in 2026, and nothing is claimed for 2027', async () => {
  const question = request('MA', 'Quincy', '02169', [1]);
  const [now] = await lookUp([question]);
  assert.equal(now?.utility?.name, 'National Grid');
  assert.equal(now?.incentives.total_incentive_amount, 8500);
  const [later] = await lookUp([question], '2027-01-01');
  assert.equal(later?.incentives.total_incentive_amount, 0);
});

test('the federal credits are named as ended', async () => {
  const [result] = await lookUp([request('KY', 'Louisville', '40219', [1])]);
  const credit = result?.incentives.by_program.find((program) => program.program_id === 'starter_us_25c');
  assert.deepEqual(credit?.device_tier_results[0]?.failed_requirements, ['ended on 2025-12-31']);
  const [before2026] = await lookUp([request('KY', 'Louisville', '40219', [1])], '2025-06-01');
  assert.equal(before2026?.incentives.total_incentive_amount, 2000);
});

test('where two utilities serve a town both are named and the predominant one is used', async () => {
  const [result] = await lookUp([request('AR', 'Fayetteville', '72701', [5])]);
  assert.deepEqual(result?.utility, { eiaid: 17698, name: 'Southwestern Electric Power' });
  assert.deepEqual(
    result?.possible_utilities.map(({ name }) => name),
    ['Southwestern Electric Power', 'Ozarks Electric Cooperative'],
  );
});

test('an imported territory of the same utility gets the starter’s programs and number', async () => {
  const folder = await folderOf({
    'areas.csv':
      'geography_id,key,type,name,state_code,county_fips\n500,x,electric_territory,Public Service Company of Colorado,CO,\n501,y,electric_territory,Mountain Power,CO,\n',
    'zips.csv': 'zip,geography_id,predominant\n80002,500,1\n80003,501,1\n',
  });
  await importCatalogue(pools.owner, folder);
  const [same, other] = await lookUp([
    request('CO', 'Arvada', '80002', [2]),
    request('CO', 'Arvada', '80003', [2]),
  ]);
  assert.deepEqual(same?.utility, { eiaid: 15466, name: 'Public Service Company of Colorado' });
  const programs = (result?: IncentiveResult) =>
    result?.incentives.by_program.map(({ program_id }) => program_id);
  assert.ok(programs(same)?.includes('starter_co_xcel_heat_pump'));
  assert.equal(other?.utility?.name, 'Mountain Power');
  assert.ok(!programs(other)?.includes('starter_co_xcel_heat_pump'));
});

test('a town whose utility is known from two sources has one utility', async () => {
  const folder = await folderOf({
    'areas.csv':
      'geography_id,key,type,name,state_code,county_fips\n510,x,electric_territory,Eversource,MA,\n',
    'zips.csv': 'zip,geography_id,predominant\n02108,510,1\n',
  });
  await importCatalogue(pools.owner, folder);
  const [result] = await lookUp([request('MA', 'Boston', '99999', [1])]);
  assert.deepEqual(
    result?.possible_utilities.map(({ name }) => name),
    ['Eversource'],
  );
  assert.equal(result?.incentives.total_incentive_amount, 8500);
});
