import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { readCsv } from '../../src/base/csv.ts';
import {
  addressSchema,
  type IncentiveResult,
  type LookupAnswer,
  type LookupRequest,
} from '../../src/base/incentives.ts';
import { type ImportReport, importCatalogue } from '../../src/property/catalogue/import/import-catalogue.ts';
import { readBytes } from '../../src/property/catalogue/import/source-file.ts';
import { CatalogueLookup } from '../../src/property/catalogue/lookup.ts';
import { catalogueSummary } from '../../src/property/catalogue/summary.ts';
import { loadStarter } from '../../src/property/starter/load-starter.ts';
import { testDatabase } from '../support/database.ts';

const folder = process.env.LOTLINE_REAL_DATA ?? '';
const { pools, organization } = await testDatabase();
const catalogue = new CatalogueLookup(pools.worker);
let organizationId = '';
let report: ImportReport;

before(async () => {
  const found = await stat(folder).catch(() => null);
  assert.ok(found?.isDirectory(), `LOTLINE_REAL_DATA names no folder: "${folder}"`);
  organizationId = await organization();
  // The starter first, as in an installation: what is imported takes its place.
  await loadStarter(pools.owner);
  report = await importCatalogue(pools.owner, folder);
});

type Row = Record<string, string>;

async function rowsOf(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  let header: string[] | null = null;
  for await (const { cells } of readCsv(readBytes(path.join(folder, file)))) {
    if (header === null) header = cells;
    else rows.push(Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
  }
  return rows;
}

const heatPumpAndWater = [1, 2];

function toRequest(row: Row, at: number): LookupRequest | null {
  const address = addressSchema.safeParse({
    street_1: row.street_1 ?? row.street,
    city: row.city,
    state_or_province_code: row.state,
    postal_code: row.postal_code,
  });
  if (!address.success) return null;
  return {
    reference: `row-${at + 1}`,
    address: address.data,
    buildingType: 'RESIDENTIAL',
    deviceIds: heatPumpAndWater,
    deviceNames: [],
    createApplication: false,
    customFields: {},
  };
}

/** Looks up all rows in batches of 100; null where the row has no usable address at all. */
async function lookUpAll(rows: readonly Row[], asOf = '2025-06-01'): Promise<(LookupAnswer | null)[]> {
  const requests = rows.map(toRequest);
  const asked = requests.filter((request) => request !== null);
  const answers: LookupAnswer[] = [];
  for (let at = 0; at < asked.length; at += 100) {
    answers.push(...(await catalogue.lookup(asked.slice(at, at + 100), { organizationId, asOf })));
  }
  assert.equal(answers.length, asked.length);
  return requests.map((request) => (request === null ? null : (answers.shift() ?? null)));
}

const resultsOf = (answers: readonly (LookupAnswer | null)[]): IncentiveResult[] =>
  answers.flatMap((answer) => (answer?.found ? [answer.result] : []));

const cents = (dollars: number): number => Math.round(dollars * 100);

/** What must hold for any result, whatever the catalogue says. */
function assertAddsUp(result: IncentiveResult): void {
  const { by_program, total_incentive_amount, total_eligible_combinations } = result.incentives;
  const sum = by_program.reduce((total, program) => total + cents(program.total_incentive), 0);
  assert.equal(cents(total_incentive_amount), sum);
  assert.equal(result.programs_evaluated, by_program.length);
  for (const program of by_program) {
    const eligible = program.device_tier_results.filter((tier) => tier.eligible);
    assert.equal(program.eligible_combinations, eligible.length);
    assert.ok(eligible.every((tier) => tier.failed_requirements.length === 0));
    const most = eligible.reduce((total, tier) => total + cents(tier.incentive_amount), 0);
    assert.ok(cents(program.total_incentive) <= most);
    const refused = program.device_tier_results.filter((tier) => !tier.eligible);
    assert.ok(refused.every((tier) => tier.failed_requirements.length > 0 && tier.incentive_amount === 0));
  }
  const all = by_program.flatMap((program) => program.device_tier_results);
  assert.equal(all.filter((tier) => tier.eligible).length, total_eligible_combinations);
  assert.ok(
    total_incentive_amount >= 0 && total_incentive_amount < 60_000,
    `${total_incentive_amount} dollars`,
  );
}

test('every file of the catalogue is read, to the last row and entry', async () => {
  const rows = Object.fromEntries(report.files.map(({ file, counts }) => [path.basename(file), counts]));
  assert.equal(rows['us-counties.csv']?.rows, 3_219);
  assert.equal(rows['utility-territories.csv']?.rows, 5_611);
  assert.equal(rows['us-zips.csv.gz']?.rows, 41_691);
  assert.equal(rows['zip-to-geography.csv.gz']?.rows, 72_724);
  assert.equal(rows['low_income_thresholds.json']?.rows, 146);
  assert.equal(rows['ira_incentives.json']?.incentives, 12);
  const { states } = await catalogueSummary(pools.owner);
  const imported = states.filter(({ source }) => source === 'rewiring-america');
  assert.equal(imported.length, 13);
  assert.equal(
    imported.reduce((sum, state) => sum + state.incentives, 0),
    1_469,
  );
  assert.deepEqual(
    report.problems.filter(({ reason }) => !/no bounds in the catalogue/.test(reason)),
    [],
  );
  assert.ok(states.some(({ state, source }) => state === 'VT' && source === 'starter'));
});

test('importing all of it again leaves the same catalogue', async () => {
  const earlier = await catalogueSummary(pools.owner);
  await importCatalogue(pools.owner, folder);
  const later = await catalogueSummary(pools.owner);
  assert.deepEqual({ ...later, version: 0, importedAt: 0 }, { ...earlier, version: 0, importedAt: 0 });
});

test('every address of rrad gets an answer', async () => {
  const rows = await rowsOf('addresses-rrad.csv');
  const answers = await lookUpAll(rows);
  assert.equal(answers.length, 3_220);
  const results = resultsOf(answers);
  assert.ok(results.length >= 3_200, `${results.length} placed`);
  results.forEach(assertAddsUp);
  // The federal credits of 2025 are there for everybody: a heat pump and a water heater, $2,000 each.
  assert.ok(results.every((result) => result.incentives.total_incentive_amount >= 4_000));
  const californian = results.filter(({ address }) => address.state_or_province_code === 'CA');
  assert.ok(californian.filter((result) => result.programs_evaluated > 1).length > 300);
});

test('every polling place gets an answer or a reason, and Pennsylvania finds its programs', async () => {
  const rows = await rowsOf('addresses-polling-places.csv.gz');
  const answers = await lookUpAll(rows);
  assert.equal(answers.length, 11_171);
  const results = resultsOf(answers);
  results.forEach(assertAddsUp);
  assert.ok(results.length >= 10_900, `${results.length} placed`);
  for (const answer of answers) {
    if (answer && !answer.found) {
      assert.ok(['address_not_geocodable', 'no_utility_at_address'].includes(answer.code), answer.code);
      assert.equal(answer.failure, 'invalid_input');
      assert.ok(answer.message.length > 20, answer.message);
    }
  }
  const pennsylvanian = results.filter(({ address }) => address.state_or_province_code === 'PA');
  assert.ok(pennsylvanian.length >= 8_000);
  const withOwn = pennsylvanian.filter(({ incentives }) =>
    incentives.by_program.some((program) => String(program.program_id).startsWith('pa_')),
  );
  assert.ok(withOwn.length >= 6_500, `${withOwn.length} with a program of Pennsylvania`);
  assert.ok(pennsylvanian.every(({ utility }) => utility !== null));
  const lost = answers.filter((answer) => answer && !answer.found);
  assert.ok(lost.length < 300, `${lost.length} without a place`);
});

interface StateFile {
  authorities: Record<string, Record<string, { geography_ids: number[] }>>;
  programs: Record<string, { authority: string; authority_type: string }>;
  incentives: { id: string; program: string; items: string[] }[];
}

const items = new Set([
  'ducted_heat_pump',
  'ductless_heat_pump',
  'air_to_water_heat_pump',
  'other_heat_pump',
  'heat_pump_water_heater',
]);

/** The ids of a state's tiers at these areas, straight from its JSON: the slow, obvious way. */
async function expectedTiers(state: string, areas: ReadonlySet<number>): Promise<string[]> {
  const text = await readFile(path.join(folder, 'incentives', `${state}.json`), 'utf8');
  const file = JSON.parse(text) as StateFile;
  return file.incentives
    .filter(({ program, items: own }) => {
      const { authority, authority_type } = file.programs[program] ?? { authority: '', authority_type: '' };
      const ids = file.authorities[authority_type]?.[authority]?.geography_ids ?? [];
      return ids.some((id) => areas.has(id)) && own.some((item) => items.has(item));
    })
    .map(({ id }) => id)
    .toSorted();
}

test('single addresses agree with what the files say when read one by one', async () => {
  const zips = await rowsOf('us-zips.csv.gz');
  const territories = await rowsOf('zip-to-geography.csv.gz');
  const geographies = await rowsOf('utility-territories.csv');
  for (const [zip, state] of [
    ['15213', 'PA'],
    ['16601', 'PA'],
    ['15501', 'PA'],
    ['94612', 'CA'],
    ['80002', 'CO'],
    ['43215', 'OH'],
    ['60614', 'IL'],
    ['31401', 'GA'],
  ] as const) {
    const [answer] = await lookUpAll([{ street: '1 Main St', city: '', state, postal_code: zip }]);
    assert.ok(answer?.found, zip);
    const here = territories
      .filter((row) => row.zip === zip)
      .map((row) => ({
        predominant: row.predominant === '1',
        area: geographies.find((one) => one.geography_id === row.geography_id),
      }));
    const electric = here.find(({ predominant, area }) => predominant && area?.type === 'electric_territory');
    const gas = here.filter(({ area }) => area?.type === 'gas_territory');
    assert.ok(gas.length <= 1, 'one gas utility, so the choice is plain');
    assert.equal(answer.result.utility?.name, electric?.area?.name, zip);
    const county = zips.find((row) => row.zip === zip)?.county_fips;
    const around = geographies.filter(
      ({ type, state_code, county_fips }) =>
        (type === 'state' && state_code === state) || (type === 'county' && county_fips === county),
    );
    const areas = [...around, electric?.area, ...gas.map(({ area }) => area)];
    const tiers = answer.result.incentives.by_program
      .flatMap((program) => program.device_tier_results.map((tier) => String(tier.tier_id)))
      .filter((id) => id.startsWith(`${state}-`));
    const expected = await expectedTiers(state, new Set(areas.map((area) => Number(area?.geography_id))));
    assert.deepEqual([...new Set(tiers)].toSorted(), expected, zip);
  }
});

test('today the federal credits are named as ended', async () => {
  const pittsburgh = { street: '1 Main St', city: 'Pittsburgh', state: 'PA', postal_code: '15213' };
  const [answer] = await lookUpAll([pittsburgh], '2026-11-22');
  assert.ok(answer?.found);
  const credit = answer.result.incentives.by_program.find(
    (program) => program.program_id === 'energyEfficientHomeImprovementCredit',
  );
  assert.equal(credit?.total_incentive, 0);
  assert.deepEqual(credit?.device_tier_results[0]?.failed_requirements, ['ended on 2025-12-31']);
});
