import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Address, BuildingType, IncentiveResult, LookupAnswer } from '../../src/base/incentives.ts';
import { addDevice } from '../../src/property/catalogue/devices.ts';
import { importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { CatalogueLookup } from '../../src/property/catalogue/lookup.ts';
import { testDatabase } from '../support/database.ts';
import { wholeFolder } from './made-up.ts';

const database = await testDatabase();
const catalogue = new CatalogueLookup(database.pools.worker);
let organizationId = '';

before(async () => {
  organizationId = await database.organization();
  await importCatalogue(database.pools.owner, await wholeFolder());
});

interface Question {
  address?: Partial<Address>;
  buildingType?: BuildingType | null;
  deviceIds?: number[];
  deviceNames?: string[];
  reference?: string | null;
}

async function ask(
  questions: readonly Question[],
  asOf: string | null = '2025-06-01',
): Promise<LookupAnswer[]> {
  const requests = questions.map(({ address, reference, buildingType, deviceIds, deviceNames }) => ({
    reference: reference ?? null,
    address: { street_1: '1 Main St', ...address },
    buildingType: buildingType === undefined ? ('RESIDENTIAL' as const) : buildingType,
    deviceIds: deviceIds ?? (deviceNames ? [] : [1]),
    deviceNames: deviceNames ?? [],
    createApplication: false,
    customFields: {},
  }));
  return catalogue.lookup(requests, { organizationId, asOf });
}

async function found(question: Question, asOf?: string): Promise<IncentiveResult> {
  const [answer] = await ask([question], asOf);
  assert.ok(answer?.found, `expected a result, got ${JSON.stringify(answer)}`);
  return answer.result;
}

async function refused(question: Question): Promise<{ code: string; message: string }> {
  const [answer] = await ask([question]);
  assert.ok(answer && !answer.found, 'expected a refusal');
  assert.equal(answer.failure, 'invalid_input');
  return { code: answer.code, message: answer.message };
}

const tiersOf = (result: IncentiveResult, programId: string) =>
  result.incentives.by_program.find((program) => program.program_id === programId)?.device_tier_results ?? [];
const programsOf = (result: IncentiveResult) =>
  result.incentives.by_program.map((program) => program.program_id);

const alphaville = { city: 'ALPHAVILLE', state_or_province_code: 'pa', postal_code: '19801-1234' };

test('an address gets the programs of its state, utility and town, with the predominant utility of several', async () => {
  const result = await found({ address: alphaville });
  assert.deepEqual(result.utility, { eiaid: null, name: 'Big Electric' });
  assert.deepEqual(
    result.possible_utilities.map((utility) => utility.name),
    ['Big Electric', 'Small Power'],
  );
  assert.deepEqual(programsOf(result), ['pa_state', 'pa_big', 'homeComfortCredit', 'pa_alpha']);
  assert.equal(result.programs_evaluated, 4);
  assert.deepEqual(result.address, {
    street_1: '1 Main St',
    city: 'ALPHAVILLE',
    state_or_province_code: 'PA',
    postal_code: '19801',
    country_code: 'US',
  });
});

test('a program pays a device its best tier, and programs add up in cents', async () => {
  const result = await found({ address: alphaville });
  // 2,000.50 (state) + 1,000 (big: per ton counts 0) + 600 (federal) + 100.10 (town)
  assert.equal(result.incentives.total_incentive_amount, 3700.6);
  assert.equal(result.incentives.total_eligible_combinations, 5);
  const big = result.incentives.by_program.find((program) => program.program_id === 'pa_big');
  assert.equal(big?.total_incentive, 1000);
  assert.equal(big?.eligible_combinations, 2);
});

test('a device asked for twice, or under two names, counts once', async () => {
  const once = await found({ address: alphaville, deviceIds: [1] });
  const twice = await found({ address: alphaville, deviceIds: [1, 1, 9] });
  assert.equal(twice.incentives.total_incentive_amount, once.incentives.total_incentive_amount);
});

test('an ended tier is named as ended and pays nothing', async () => {
  const tier = tiersOf(await found({ address: alphaville }), 'pa_state').find(
    ({ tier_id }) => tier_id === 'PA-2',
  );
  assert.equal(tier?.eligible, false);
  assert.equal(tier?.incentive_amount, 0);
  assert.deepEqual(tier?.failed_requirements, ['ended on 2024-06-30']);
  assert.match(tier?.calculation_details ?? '', /^not eligible; would be: \$9,000 fixed/);
});

test('as_of decides which dates apply; without it, today does', async () => {
  const earlier = await found({ address: alphaville }, '2024-06-30');
  assert.equal(tiersOf(earlier, 'pa_state').find(({ tier_id }) => tier_id === 'PA-2')?.eligible, true);
  const [today] = await ask([{ address: alphaville }], null);
  assert.ok(today?.found);
  const federal = tiersOf(today.result, 'homeComfortCredit');
  assert.deepEqual(federal[0]?.failed_requirements, ['ended on 2025-12-31']);
});

test('a tier that has not begun says when it will, and a paused one that it is paused', async () => {
  const south = await found({ address: { postal_code: '19805' }, deviceIds: [7] });
  assert.deepEqual(tiersOf(south, 'pa_south')[0]?.failed_requirements, ['starts on 2026-01-01']);
  const water = await found({ address: alphaville, deviceIds: [2] });
  assert.match(tiersOf(water, 'pa_big')[0]?.failed_requirements[0] ?? '', /^paused/);
});

test('a fact that the lookup lacks is ignored by name and fails nothing', async () => {
  const [tier] = tiersOf(await found({ address: alphaville }), 'pa_big');
  assert.equal(tier?.eligible, true);
  assert.deepEqual(tier?.ignored_requirements, [
    'applicant is a homeowner',
    'household income within the limit: 150% of the poverty line',
  ]);
  const [stove] = tiersOf(await found({ address: alphaville, deviceIds: [3] }), 'pa_state');
  assert.match(stove?.ignored_requirements[0] ?? '', /area "pa-zone" \(bounds not known\)/);
  const [town] = tiersOf(await found({ address: alphaville }), 'pa_alpha');
  assert.match(town?.ignored_requirements[0] ?? '', /inside the limits of City of Alphaville/);
});

test('a percent with a representative amount counts as that, through the other utility', async () => {
  const result = await found({ address: { postal_code: '19805' } });
  assert.equal(result.utility?.name, 'Small Power');
  assert.equal(tiersOf(result, 'pa_small')[0]?.incentive_amount, 480);
  assert.ok(!programsOf(result).includes('pa_big'));
});

test('only programs with an asked device are evaluated, and none eligible is a success', async () => {
  const result = await found({ address: { postal_code: '19805' }, deviceIds: [43] });
  assert.equal(result.programs_evaluated, 0);
  assert.deepEqual(result.incentives, {
    total_incentive_amount: 0,
    total_eligible_combinations: 0,
    by_program: [],
  });
});

test('a commercial building fails home programs, a multifamily one leaves the question open', async () => {
  const commercial = await found({ address: alphaville, buildingType: 'COMMERCIAL' });
  assert.equal(commercial.incentives.total_eligible_combinations, 0);
  assert.match(tiersOf(commercial, 'pa_big')[0]?.failed_requirements[0] ?? '', /COMMERCIAL is not served/);
  const multifamily = await found({ address: alphaville, buildingType: 'MULTIFAMILY' });
  assert.ok(multifamily.incentives.total_eligible_combinations > 0);
  assert.ok(
    tiersOf(multifamily, 'pa_big')[0]?.ignored_requirements.includes(
      'whether MULTIFAMILY buildings are served is not stated',
    ),
  );
});

test('without a ZIP the city places the address when it leaves no choice', async () => {
  const result = await found({
    address: { city: 'st. gamma', state_or_province_code: 'Pennsylvania', postal_code: '\\N' },
  });
  assert.equal(result.utility?.name, 'Small Power');
  assert.match(
    tiersOf(result, 'pa_small')[0]?.ignored_requirements[0] ?? '',
    /^postal code: none usable; placed .* by its city/,
  );
});

test('a city of several utilities does not place an address, and the message says why', async () => {
  const { code, message } = await refused({ address: { city: 'Betaville', state_or_province_code: 'PA' } });
  assert.equal(code, 'address_not_geocodable');
  assert.equal(
    message,
    'there is no usable ZIP, and "Betaville, PA" has several counties "North, South" and utilities "Big Electric, Small Power"',
  );
});

test('a ZIP without a utility of its own takes that of its town, if the town has one', async () => {
  assert.equal((await found({ address: { postal_code: '19806' } })).utility?.name, 'Small Power');
  assert.deepEqual(await refused({ address: { postal_code: '19808' } }), {
    code: 'no_utility_at_address',
    message: 'no electric utility is known to serve ZIP 19808',
  });
});

test('an address that cannot be placed says what does not fit', async () => {
  const cases: [Partial<Address>, RegExp][] = [
    [
      { postal_code: '08001', state_or_province_code: 'PA' },
      /^ZIP "08001" is in "Jersey Town, NJ", but the address says "PA"$/,
    ],
    [{ postal_code: '99999' }, /^ZIP "99999" is not known$/],
    [
      { postal_code: '99999', city: 'Nix', state_or_province_code: 'PA' },
      /^ZIP "99999" is not known, and neither is "Nix, PA"$/,
    ],
    [{ city: 'Nix', state_or_province_code: 'PA' }, /"Nix, PA" is not known as a postal city/],
    [{ postal_code: 'none', state_or_province_code: 'PA' }, /no usable ZIP, and not both a city and a state/],
    [{ postal_code: '19801', country_code: 'CA' }, /country CA is not covered/],
  ];
  for (const [address, expected] of cases) {
    const { code, message } = await refused({ address });
    assert.equal(code, 'address_not_geocodable');
    assert.match(message, expected);
  }
});

test('devices go by name as well, and unknown ones are refused', async () => {
  const byName = await found({ address: alphaville, deviceNames: ['Heat-pump water heater', 'mini split'] });
  assert.ok(programsOf(byName).includes('pa_big'));
  assert.equal(
    (await refused({ address: alphaville, deviceNames: ['Perpetuum mobile'] })).code,
    'device_names_unresolved',
  );
  assert.equal((await refused({ address: alphaville, deviceIds: [999] })).message, 'no such device: 999');
  assert.equal((await refused({ address: alphaville, deviceIds: [] })).code, 'missing_devices');
  const both = await refused({ address: alphaville, deviceIds: [1], deviceNames: ['Solar'] });
  assert.equal(both.code, 'mutually_exclusive_device_inputs');
  assert.equal((await refused({ address: alphaville, buildingType: null })).code, 'building_type_unresolved');
});

test('a device that the operator adds is known at once', async () => {
  await addDevice(database.pools.owner, {
    id: 1001,
    name: 'Cooking',
    items: ['electric_stove'],
    names: ['hob'],
  });
  assert.equal((await found({ address: alphaville, deviceIds: [1001] })).programs_evaluated, 1);
  assert.equal((await found({ address: alphaville, deviceNames: ['HOB'] })).programs_evaluated, 1);
  await assert.rejects(addDevice(database.pools.owner, { id: 5, name: 'X', items: ['x'] }), {
    code: 'invalid_argument',
  });
});

test('a batch answers in order, bad ones among good ones', async () => {
  const answers = await ask([
    { address: { postal_code: '99999' } },
    { address: alphaville, reference: 'a' },
    { address: alphaville, deviceIds: [999] },
    { address: { postal_code: '19805' }, reference: 'b' },
  ]);
  assert.deepEqual(
    answers.map((answer) => (answer.found ? answer.result.utility?.name : answer.code)),
    ['address_not_geocodable', 'Big Electric', 'device_names_unresolved', 'Small Power'],
  );
});

test('a customer is made once per organization and reference, whoever asks at the same time', async () => {
  const question = { address: alphaville, reference: 'deal-1' };
  const rounds = await Promise.all(
    Array.from({ length: 8 }, () => ask([question, question, { ...question, reference: 'deal-2' }])),
  );
  const numbers = rounds.flat().map((answer) => (answer.found ? answer.result.customer_id : null));
  assert.equal(new Set(numbers).size, 2);
  assert.ok(numbers.every((number) => Number.isInteger(number)));
  const other = await database.organization();
  const [elsewhere] = await catalogue.lookup(
    [
      {
        reference: 'deal-1',
        address: { street_1: '1', ...alphaville },
        buildingType: 'RESIDENTIAL',
        deviceIds: [1],
        deviceNames: [],
        createApplication: false,
        customFields: {},
      },
    ],
    { organizationId: other, asOf: null },
  );
  assert.ok(elsewhere?.found && !numbers.includes(elsewhere.result.customer_id));
  const seen = await database.pools.api.query('select * from lotline.customers');
  assert.equal(seen.rowCount, 0, 'row-level security hides customers while no organization is set');
});

test('an item without a reference has no customer', async () => {
  assert.equal((await found({ address: alphaville, reference: null })).customer_id, null);
});
