import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { gzipSync } from 'node:zlib';

/** A made-up state of two counties and three utilities, laid out as the real catalogue files are. */
const geographyCsv = `geography_id,key,type,name,state_code,county_fips
1,,state,Pennsylvania,PA,
2,,state,New Jersey,NJ,
10,,county,North County,PA,42901
11,,county,South County,PA,42902
20,pa-big,electric_territory,Big Electric,PA,
21,pa-small,electric_territory,Small Power,PA,
22,nj-other,electric_territory,Other Power,NJ,
30,pa-gas,gas_territory,Town Gas,PA,
40,,custom,City of Alphaville,PA,
41,,custom,Betaville pilot area,PA,
`;

export const zipsCsv = `zip,city,state_code,zcta,county_fips,county_name
19801,Alphaville,PA,TRUE,42901,North
19802,Alphaville,PA,TRUE,42901,North
19803,Betaville,PA,TRUE,42901,North
19804,Betaville,PA,TRUE,42902,South
19805,Saint Gamma,PA,TRUE,42902,South
19806,Deltaville,PA,FALSE,42902,South
19807,Deltaville,PA,TRUE,42902,South
19808,Nowhere,PA,TRUE,42902,South
08001,Jersey Town,NJ,TRUE,34901,East
`;

const zipToGeographyCsv = `zip,geography_id,predominant
19801,20,1
19801,21,0
19801,30,1
19802,20,1
19803,20,1
19804,21,1
19805,21,1
19807,21,1
08001,22,1
`;

const incentive = (id: string, program: string, more: object) => ({
  id,
  payment_methods: ['rebate'],
  items: ['ducted_heat_pump'],
  program,
  amount: { type: 'dollar_amount', number: 1000 },
  owner_status: ['homeowner', 'renter'],
  short_description: { en: `Tier ${id}`, es: `Nivel ${id}` },
  url: { en: 'https://example.org/offer' },
  ...more,
});

const program = (name: string, authority: string, authority_type: string) => ({
  name: { en: name },
  url: { en: 'https://example.org/program' },
  authority,
  authority_type,
});

export const stateFile = {
  state: 'PA',
  authorities: {
    state: { 'pa-office': { name: 'State Office', geography_ids: [1] } },
    utility: {
      'pa-big': { name: 'Big Electric', geography_ids: [20] },
      'pa-small': { name: 'Small Power', geography_ids: [21] },
    },
    county: { 'pa-south': { name: 'South County', geography_ids: [11] } },
    city: { 'pa-alphaville': { name: 'City of Alphaville', geography_ids: [40] } },
  },
  programs: {
    pa_state: program('State Heat Pumps', 'pa-office', 'state'),
    pa_big: program('Big Rebates', 'pa-big', 'utility'),
    pa_small: program('Small Rebates', 'pa-small', 'utility'),
    pa_south: program('South County Grants', 'pa-south', 'county'),
    pa_alpha: program('Alphaville Bonus', 'pa-alphaville', 'city'),
  },
  incentives: [
    incentive('PA-1', 'pa_state', { amount: { type: 'percent', number: 0.5, maximum: 2000.5 } }),
    incentive('PA-2', 'pa_state', { end_date: '2024H1', amount: { type: 'dollar_amount', number: 9000 } }),
    incentive('PA-3', 'pa_big', { low_income: 'pa-limit', owner_status: ['homeowner'] }),
    incentive('PA-4', 'pa_big', { amount: { type: 'dollars_per_unit', number: 0.1, unit: 'ton' } }),
    incentive('PA-5', 'pa_big', { paused: true, items: ['heat_pump_water_heater'] }),
    incentive('PA-6', 'pa_small', { amount: { type: 'percent', number: 0.3, representative: 480 } }),
    incentive('PA-7', 'pa_south', { items: ['rooftop_solar_installation'], start_date: '2026' }),
    incentive('PA-8', 'pa_alpha', { amount: { type: 'dollar_amount', number: 100.1 } }),
    incentive('PA-9', 'pa_state', { items: ['electric_stove'], eligible_geo_group: 'pa-zone' }),
  ],
};

export const thresholds = {
  'pa-limit': {
    type: 'hhsize',
    source_url: 'https://example.org/limits',
    description: '150% of the poverty line',
    thresholds: { '1': 20000, '2': 30000 },
  },
};

const federalFile = [
  incentive('FED-1', 'homeComfortCredit', {
    amount: { type: 'percent', number: 0.3, maximum: 600 },
    start_date: '2023',
    end_date: '2025-12-31',
  }),
];

/** Writes files to a folder that goes away with the test file; names may hold slashes, `.gz` packs. */
export async function folderOf(files: Record<string, unknown>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lotline-catalogue-'));
  after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(file, name.endsWith('.gz') ? gzipSync(text) : text);
  }
  return folder;
}

/** The whole made-up catalogue in a folder. */
export const wholeFolder = (): Promise<string> =>
  folderOf({
    'utility-territories.csv': geographyCsv,
    'us-zips.csv.gz': zipsCsv,
    'zip-to-geography.csv.gz': zipToGeographyCsv,
    'incentives/PA.json': stateFile,
    'incentives/ira_incentives.json': federalFile,
    'incentives/low_income_thresholds.json': thresholds,
  });
