import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { readCsv } from '../../src/base/csv.ts';
import { asOrganization } from '../../src/db/pool.ts';
import { readBytes } from '../../src/property/catalogue/import/source-file.ts';
import type { ImportReport } from '../../src/property/imports/import-csv.ts';
import type { Field } from '../../src/property/properties/fields.ts';
import { importProperties } from '../../src/property/properties/import-properties.ts';
import { listProperties, type Property } from '../../src/property/properties/list-properties.ts';
import { testDatabase } from '../support/database.ts';

const folder = process.env.LOTLINE_REAL_DATA ?? '';
const { pools, organization } = await testDatabase();

before(async () => {
  const found = await stat(folder).catch(() => null);
  assert.ok(found?.isDirectory(), `LOTLINE_REAL_DATA names no folder: "${folder}"`);
});

interface How {
  readonly county?: string;
  readonly map?: readonly (readonly [column: string, field: string])[];
  readonly constants?: Partial<Record<Field, string>>;
}

async function imported(organizationId: string, file: string, how: How = {}): Promise<ImportReport> {
  return importProperties(pools.api, {
    organizationId,
    actor: 'a test',
    fileName: file,
    bytes: readBytes(path.join(folder, file)),
    county: how.county,
    documentId: undefined,
    map: (how.map ?? []).map(([column, field]) => ({ column, field })),
    constants: how.constants ?? {},
  });
}

const WEST_VIRGINIA: How = {
  map: [
    ['pid', 'parcel_id'],
    ['parcel', 'none'],
    ['Parcel Number', 'none'],
    ['Pysical Address(often incomplete)', 'property_address'],
  ],
  constants: { state: 'WV', sale_type: 'tax_certificate' },
};

/** Counts of a report: read, created, updated, unchanged, refused. */
const counts = ({ read, created, updated, stored, refused }: ImportReport) => [
  read,
  created,
  updated,
  stored - created - updated,
  refused,
];

async function one(organizationId: string, parcelId: string): Promise<Property> {
  const { properties } = await asOrganization(pools.api, organizationId, (db) =>
    listProperties(db, { organizationId, parcelId }, { limit: 2 }),
  );
  assert.equal(properties.length, 1, parcelId);
  return properties[0] as Property;
}

async function asked<Row>(text: string, organizationId: string): Promise<Row[]> {
  return (await pools.owner.query(text, [organizationId])).rows as Row[];
}

test('the tax sale of eight counties of West Virginia comes in whole, and once', async () => {
  const org = await organization();
  const file = 'tax-sale-west-virginia-2022.csv.gz';
  assert.deepEqual(counts(await imported(org, file, WEST_VIRGINIA)), [2481, 2481, 0, 0, 0]);
  assert.deepEqual(counts(await imported(org, file, WEST_VIRGINIA)), [2481, 0, 0, 2481, 0]);
  const byCounty = await asked<{ county_name: string; n: number }>(
    `select c.county_name, count(*)::int as n from lotline.properties p join lotline.county_list c on c.id = p.county_id
      where p.org_id = $1 and c.state_code = 'WV' group by 1 order by 2 desc`,
    org,
  );
  assert.equal(byCounty.length, 8);
  assert.deepEqual(byCounty[0], { county_name: 'Kanawha', n: 1535 });
  const first = await one(org, '05-01-B36B-0052-0000');
  assert.deepEqual(
    [first.countyName, first.propertyAddress, first.totalDue, first.taxYear, first.saleType],
    ['Brooke', '26 2ND ST BEECH BOTTOM 26030', '1666.87', 2022, 'tax_certificate'],
  );
});

test('every minimum bid of West Virginia is stored to the cent', async () => {
  const org = await organization();
  await imported(org, 'tax-sale-west-virginia-2022.csv.gz', WEST_VIRGINIA);
  let header: string[] = [];
  let cents = 0;
  for await (const { cells } of readCsv(readBytes(path.join(folder, 'tax-sale-west-virginia-2022.csv.gz')))) {
    if (header.length === 0) header = cells;
    else {
      const bid = cells[header.indexOf('minimumBid')] ?? '';
      if (bid !== '') cents += Math.round(Number(bid.replaceAll(/[$,]/g, '')) * 100);
    }
  }
  const [sum] = await asked<{ due: string }>(
    'select sum(total_due)::text as due from lotline.properties where org_id = $1',
    org,
  );
  assert.equal(sum?.due, (cents / 100).toFixed(2));
});

test('a list of West Virginia without its state is refused where a name is not enough', async () => {
  const org = await organization();
  const report = await imported(org, 'tax-sale-west-virginia-2022.csv.gz', { map: WEST_VIRGINIA.map ?? [] });
  // Ohio County is in three states, Greenbrier in one.
  assert.ok(report.refused >= 199 && report.created > 1500, JSON.stringify(counts(report)));
  const [problem] = report.problems;
  assert.match(problem?.errors[0]?.message ?? '', /^county: "\w+" may be .*; add the state/);
});

test('the advertised sale of Baltimore city comes in by block and lot', async () => {
  const org = await organization();
  const report = await imported(org, 'tax-sale-baltimore-2021.csv.gz', { county: 'Baltimore city, MD' });
  assert.deepEqual(counts(report), [18_997, 18_997, 0, 0, 0]);
  const first = await one(org, '0001 002');
  assert.deepEqual(
    [first.countyName, first.propertyAddress, first.totalDue],
    ['Baltimore city', '2043 W NORTH AVE', '756.51'],
  );
});

test('parcels of Nashville that were sold more than once are one property', async () => {
  const org = await organization();
  const report = await imported(org, 'parcels-nashville.csv.gz', {
    county: 'Davidson, TN',
    map: [['SaleDate', 'none']],
  });
  assert.equal(report.read, 13_999);
  assert.equal(report.refused, 0);
  const [distinct] = await asked<{ n: number }>(
    'select count(*)::int as n from lotline.properties where org_id = $1',
    org,
  );
  assert.equal(report.created, distinct?.n);
  assert.equal((await one(org, '007 00 0 125.00')).propertyAddress, '1808 FOX CHASE DR, GOODLETTSVILLE');
});

test('polling places of five states find their counties, and meet by address', async () => {
  const org = await organization();
  const report = await imported(org, 'addresses-polling-places.csv.gz');
  assert.equal(report.read, 11_171);
  assert.equal(report.refused, 0, JSON.stringify(report.problems.slice(0, 3)));
  assert.ok(report.created > 10_000 && report.created < 10_200, String(report.created));
  const [pennsylvania] = await asked<{ n: number }>(
    `select count(distinct p.county_id)::int as n from lotline.properties p
       join lotline.county_list c on c.id = p.county_id where p.org_id = $1 and c.state_code = 'PA'`,
    org,
  );
  assert.equal(pennsylvania?.n, 67);
  const zips = await asked<{ postal_code: string }>(
    `select distinct p.postal_code from lotline.properties p join lotline.county_list c on c.id = p.county_id
      where p.org_id = $1 and c.state_code = 'CT' and p.postal_code !~ '^0'`,
    org,
  );
  assert.deepEqual(zips, [], 'every ZIP code of Connecticut has its zero');
  const again = await imported(org, 'addresses-polling-places.csv.gz');
  assert.equal(again.created, 0);
});

test('addresses in parts and 118,909 parcel numbers come in', async () => {
  const org = await organization();
  const berkeley = await imported(org, 'parcels-berkeley.csv', { county: 'Alameda, CA' });
  assert.deepEqual(counts(berkeley), [746, 746, 0, 0, 0]);
  assert.equal((await one(org, '055 188801300')).propertyAddress, '2408 ATHERTON ST');
  const pittsburgh = await imported(org, 'parcels-pittsburgh-assessments.csv.gz', {
    county: 'Allegheny County, PA',
  });
  assert.deepEqual(counts(pittsburgh), [118_909, 118_909, 0, 0, 0]);
  assert.equal((await one(org, '0001C01662004200')).stateCode, 'PA');
});

test('every county of the Census list is found by its name and state, and by its FIPS code', async () => {
  const rows: { fips: string; name: string; state: string }[] = [];
  for await (const { cells } of readCsv(readBytes(path.join(folder, 'us-counties.csv')))) {
    if (/^\d{5}$/.test(cells[0] ?? ''))
      rows.push({ fips: cells[0] ?? '', name: cells[1] ?? '', state: cells[2] ?? '' });
  }
  assert.ok(rows.length > 3200);
  const { rows: missed } = await pools.api.query<{ fips: string; name: string; found: string[] }>(
    `select g.fips, g.name, array(select f.fips_code from lotline.find_counties(g.name || ', ' || g.state) f) as found
       from jsonb_to_recordset($1) as g(fips text, name text, state text)
      where g.fips in (select fips_code from lotline.county_list)
        and array(select f.fips_code from lotline.find_counties(g.name || ', ' || g.state) f) <> array[g.fips]`,
    [JSON.stringify(rows)],
  );
  assert.deepEqual(missed, []);
});
