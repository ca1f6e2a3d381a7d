import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { incentiveResultSchema, lookupErrors } from '../../src/base/incentives.ts';
import {
  type IncentivesOptions,
  type IncentivesSimulator,
  startIncentives,
} from '../../src/simulators/incentives/incentives.ts';
import { utilitiesOf } from '../../src/simulators/incentives/programs.ts';

const started: IncentivesSimulator[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

const SEED = 1;

/** A ZIP code whose utilities are such as a test needs. */
function zipWhere(holds: (utilities: ReturnType<typeof utilitiesOf>) => boolean): string {
  const found = Array.from({ length: 2000 }, (_, at) => String(15_000 + at)).find((zip) =>
    holds(utilitiesOf(SEED, 'PA', zip)),
  );
  assert.ok(found);
  return found;
}

const single = zipWhere((all) => all.length === 1 && all[0]?.eiaid !== null);

const usual = {
  operation_type: 'lookup',
  reference_id: 'deal-1',
  address: {
    street_1: '12 Main St',
    city: 'Altoona',
    state_or_province_code: 'PA',
    postal_code: single,
    country_code: 'US',
  },
  building_type: 'RESIDENTIAL',
  device_ids: [1, 2, 3, 4, 5, 6],
  create_application: false,
  webhook_custom_fields: {},
};

async function incentives(options: IncentivesOptions = {}) {
  const simulator = await startIncentives({ seed: SEED, ...options });
  started.push(simulator);
  const ask = async (body: unknown, key = 'k') => {
    const answer = await fetch(`${simulator.url}/incentives`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-api-key': key },
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  const inZip = (postal_code: string) => ({ ...usual, address: { ...usual.address, postal_code } });
  return { simulator, ask, inZip };
}

test('a lookup answers with all that was agreed, and its money in dollars and cents', async () => {
  const { ask } = await incentives();
  const { status, body } = await ask(usual);
  assert.equal(status, 200);
  const result = incentiveResultSchema.parse(body);
  assert.equal(result.reference_id, 'deal-1');
  assert.equal(result.programs_evaluated, result.incentives.by_program.length);
  const total = result.incentives.by_program.reduce((sum, one) => sum + one.total_incentive, 0);
  assert.ok(total > 0 && Math.abs(total - result.incentives.total_incentive_amount) < 0.005);
  assert.ok(result.incentives.by_program.some((one) => one.total_incentive % 1 !== 0));
  assert.equal(result.processing_summary.incentive_amount, result.incentives.total_incentive_amount);
});

test('nothing eligible is a success of zero', async () => {
  const { ask } = await incentives();
  const { status, body } = await ask({ ...usual, device_ids: [9999] });
  assert.equal(status, 200);
  const { total_incentive_amount, total_eligible_combinations, by_program } = body.incentives;
  assert.deepEqual([total_incentive_amount, total_eligible_combinations], [0, 0]);
  assert.ok(by_program[0].device_tier_results[0].failed_requirements.length > 0);
});

test('a device may be there twice, and counts twice', async () => {
  const { ask } = await incentives();
  const one = (await ask({ ...usual, device_ids: [1] })).body.incentives;
  const two = (await ask({ ...usual, device_ids: [1, 1] })).body.incentives;
  assert.equal(two.total_eligible_combinations, one.total_eligible_combinations * 2);
});

test('where several utilities may serve an address, they are named and none is chosen', async () => {
  const { ask, inZip } = await incentives();
  const { status, body } = await ask(inZip(zipWhere((all) => all.length > 1)));
  assert.equal(status, 200);
  assert.equal(body.utility, null);
  assert.equal(body.possible_utilities.length, 2);
  assert.deepEqual((await ask(usual)).body.possible_utilities, []);
});

test('a customer is made once by key and reference, also when it asks for another device', async () => {
  const { ask } = await incentives();
  const first = (await ask(usual)).body.customer_id;
  const again = (await ask({ ...usual, device_ids: [2], operation_type: 'refresh' })).body;
  assert.equal(again.customer_id, first);
  assert.equal(again.incentives.by_program[0].device_tier_results[0].device_id, 2);
  assert.notEqual((await ask({ ...usual, reference_id: 'deal-2' })).body.customer_id, first);
  assert.notEqual((await ask(usual, 'another key')).body.customer_id, first);
});

test('every refusal has its code and its status', async () => {
  const { ask, inZip } = await incentives();
  const { device_ids: _, ...noDevices } = usual;
  const { building_type: __, ...noBuilding } = usual;
  const cases: [string, unknown][] = [
    ['missing_devices', noDevices],
    ['mutually_exclusive_device_inputs', { ...usual, device_names: ['electric_stove'] }],
    ['invalid_building_type', { ...usual, building_type: 'CASTLE' }],
    ['device_names_unresolved', { ...noDevices, device_names: ['Electric Stove', 'Time machine'] }],
    ['invalid_json_body', '{"operation_type":'],
    ['invalid_json_body', { ...usual, reference_id: 'a b' }],
    ['invalid_json_body', { ...usual, operation_type: 'buy' }],
    ['no_utility_at_address', inZip(zipWhere((all) => all.length === 0))],
    ['no_valid_eiaid', inZip(zipWhere((all) => all[0]?.eiaid === null))],
    ['address_not_geocodable', inZip('00000')],
    ['address_not_geocodable', { ...usual, address: { ...usual.address, street_1: 'Main St' } }],
    ['building_type_unresolved', noBuilding],
  ];
  for (const [code, body] of cases) {
    const answer = await ask(body);
    assert.equal(answer.body.error_code, code);
    assert.equal(answer.status, lookupErrors[code as keyof typeof lookupErrors].status, code);
    assert.equal(typeof answer.body.error, 'string');
    assert.ok('details' in answer.body);
  }
  const named = await ask({ ...noDevices, device_names: ['Electric Stove'] });
  assert.equal(named.status, 200);
});

test('keys that are not known and keys that may not are told apart', async () => {
  const { simulator, ask } = await incentives({ key: 'k', forbiddenKey: 'old' });
  const statusAndCode = async (key: string) => {
    const { status, body } = await ask(usual, key);
    return [status, body.error_code];
  };
  assert.deepEqual(await statusAndCode('other'), [401, 'unauthorized']);
  assert.deepEqual(await statusAndCode('old'), [403, 'forbidden']);
  assert.deepEqual(await statusAndCode('k'), [200, undefined]);
  assert.deepEqual(simulator.asked, ['deal-1', 'deal-1', 'deal-1']);
});

test('what can be asked again fails as often as it is told to, and then succeeds', async () => {
  const { simulator, ask } = await incentives();
  for (const code of ['internal_error', 'upstream_transient', 'upstream_infra'] as const) {
    simulator.failWith(code);
    const { status, body } = await ask(usual);
    assert.deepEqual([status, body.error_code], [lookupErrors[code].status, code]);
    assert.equal((await ask(usual)).status, 200);
  }
  simulator.fail({ kind: 'status', status: 500 });
  assert.equal((await ask(usual)).body.error_code, 'internal_error');
});
