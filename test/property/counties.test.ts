import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../src/base/errors.ts';
import { createPool } from '../../src/db/pool.ts';
import {
  type County,
  findCounties,
  findCountiesOfAll,
  nearestCounties,
  resolveCounties,
  resolveCounty,
} from '../../src/property/counties/find-counties.ts';
import { loadCounties, readCounties } from '../../src/property/counties/load-counties.ts';
import { testDatabase } from '../support/database.ts';

const db = await testDatabase();
const { api, owner } = db.pools;

const said = ({ fullName, stateCode }: County) => `${fullName}, ${stateCode}`;
const found = async (text: string) => (await findCounties(api, text)).map(said);

test('every county of the package is stored once, with its names and its state', async () => {
  const { rows } = await api.query(
    `select count(*)::int as counties, count(distinct state_code)::int as states from lotline.county_list`,
  );
  assert.deepEqual(rows, [{ counties: readCounties().length, states: 56 }]);
  assert.equal(readCounties().length, 3231);
});

test('full names say what sort of county it is', async () => {
  const names: Record<string, [string, string]> = {
    '42013': ['Blair', 'Blair County'],
    '22071': ['Orleans', 'Orleans Parish'],
    '02090': ['Fairbanks North Star', 'Fairbanks North Star Borough'],
    '02110': ['Juneau', 'Juneau City and Borough'],
    '02020': ['Anchorage', 'Anchorage Municipality'],
    '02050': ['Bethel', 'Bethel Census Area'],
    '72097': ['Mayagüez', 'Mayagüez Municipio'],
    '51510': ['Alexandria', 'Alexandria city'],
    '24005': ['Baltimore', 'Baltimore County'],
    '24510': ['Baltimore city', 'Baltimore city'],
    '29510': ['St. Louis city', 'St. Louis city'],
    '29189': ['St. Louis', 'St. Louis County'],
    '51760': ['Richmond city', 'Richmond city'],
    '51036': ['Charles City', 'Charles City County'],
    '32510': ['Carson City', 'Carson City'],
    '11001': ['District of Columbia', 'District of Columbia'],
    '66010': ['Guam', 'Guam'],
    '78030': ['St. Thomas', 'St. Thomas Island'],
    '60010': ['Eastern', 'Eastern District'],
    '69110': ['Saipan', 'Saipan Municipality'],
    '48201': ['Harris', 'Harris County'],
    '36119': ['Westchester', 'Westchester County'],
  };
  const { rows } = await api.query<{ fips_code: string; county_name: string; full_name: string }>(
    'select fips_code, county_name, full_name from lotline.county_list where fips_code = any ($1)',
    [Object.keys(names)],
  );
  assert.deepEqual(
    Object.fromEntries(rows.map((row) => [row.fips_code, [row.county_name, row.full_name]])),
    names,
  );
});

test('loading again changes nothing, and a county keeps its id when it is loaded anew', async () => {
  const ids = async () =>
    (await owner.query('select id, fips_code, xmin::text from lotline.county_list order by fips_code')).rows;
  const first = await ids();
  await loadCounties(owner);
  assert.deepEqual(await ids(), first);
  await owner.query(`update lotline.settings set value = '"older"' where name = 'counties'`);
  await Promise.all([loadCounties(owner), loadCounties(owner)]);
  assert.deepEqual(
    (await ids()).map(({ id, fips_code }) => [id, fips_code]),
    first.map(({ id, fips_code }) => [id, fips_code]),
  );
});

/** What people write, and the one county that they mean. */
const ONE: Record<string, string> = {
  Blair: 'Blair County, PA',
  'Blair County, PA': 'Blair County, PA',
  'blair, pa': 'Blair County, PA',
  'Blair County, Pennsylvania': 'Blair County, PA',
  'BLAIR CO., PA': 'Blair County, PA',
  'Blair Co PA': 'Blair County, PA',
  'blair pennsylvania': 'Blair County, PA',
  'PA Blair': 'Blair County, PA',
  'PA - Blair County': 'Blair County, PA',
  'Blair (PA)': 'Blair County, PA',
  '  Blair   County ,  PA  ': 'Blair County, PA',
  'Blair County, PA, USA': 'Blair County, PA',
  'Blair, Pa.': 'Blair County, PA',
  'County of Blair, PA': 'Blair County, PA',
  '42013': 'Blair County, PA',
  '1001': 'Autauga County, AL',
  'St. Clair, IL': 'St. Clair County, IL',
  'Saint Clair, IL': 'St. Clair County, IL',
  'SAINT CLAIR COUNTY ILLINOIS': 'St. Clair County, IL',
  'st clair il': 'St. Clair County, IL',
  'St.Clair,IL': 'St. Clair County, IL',
  'saintclair, il': 'St. Clair County, IL',
  'Ste. Genevieve': 'Ste. Genevieve County, MO',
  'Sainte Genevieve, MO': 'Ste. Genevieve County, MO',
  'St. Genevieve': 'Ste. Genevieve County, MO',
  'DE KALB, GA': 'DeKalb County, GA',
  'Dekalb County, Georgia': 'DeKalb County, GA',
  'De Kalb IN': 'DeKalb County, IN',
  'La Salle Parish': 'LaSalle Parish, LA',
  'Du Page': 'DuPage County, IL',
  "Prince George's, MD": "Prince George's County, MD",
  'Prince Georges County': "Prince George's County, MD",
  'Prince George’s County': "Prince George's County, MD",
  "O'Brien": "O'Brien County, IA",
  'King & Queen': 'King and Queen County, VA',
  'Doña Ana': 'Doña Ana County, NM',
  'DONA ANA, NM': 'Doña Ana County, NM',
  'Don\u0303a Ana': 'Doña Ana County, NM',
  'East Baton Rouge Parish': 'East Baton Rouge Parish, LA',
  'E. Baton Rouge': 'East Baton Rouge Parish, LA',
  'Orleans Parish': 'Orleans Parish, LA',
  'Orleans County, LA': 'Orleans Parish, LA',
  'Jefferson Parish': 'Jefferson Parish, LA',
  'Jefferson, CO': 'Jefferson County, CO',
  'Jefferson County CO': 'Jefferson County, CO',
  'Jefferson Co CO': 'Jefferson County, CO',
  'Arapahoe CO': 'Arapahoe County, CO',
  'Baltimore city, MD': 'Baltimore city, MD',
  'City of Baltimore': 'Baltimore city, MD',
  'BALTIMORE CITY': 'Baltimore city, MD',
  'Baltimore County': 'Baltimore County, MD',
  'St. Louis city': 'St. Louis city, MO',
  'Saint Louis County, MO': 'St. Louis County, MO',
  'Alexandria, VA': 'Alexandria city, VA',
  'Norfolk County': 'Norfolk County, MA',
  'Norfolk, VA': 'Norfolk city, VA',
  'City and County of San Francisco': 'San Francisco County, CA',
  'Denver City & County': 'Denver County, CO',
  'Carson City': 'Carson City, NV',
  'Charles City': 'Charles City County, VA',
  'James City County': 'James City County, VA',
  'Juneau City and Borough': 'Juneau City and Borough, AK',
  'Juneau, AK': 'Juneau City and Borough, AK',
  'Bethel Census Area': 'Bethel Census Area, AK',
  'Matanuska-Susitna': 'Matanuska-Susitna Borough, AK',
  'San Juan Municipio': 'San Juan Municipio, PR',
  'Mayaguez, PR': 'Mayagüez Municipio, PR',
  'Municipio de Ponce': 'Ponce Municipio, PR',
  'St. Croix, US Virgin Islands': 'St. Croix Island, VI',
  'New York, NY': 'New York County, NY',
  'New York New York': 'New York County, NY',
  'Manhattan, NY': 'New York County, NY',
  Brooklyn: 'Kings County, NY',
  'The Bronx': 'Bronx County, NY',
  'Dade County, FL': 'Miami-Dade County, FL',
  'miami dade': 'Miami-Dade County, FL',
  'Washington, DC': 'District of Columbia, DC',
  DC: 'District of Columbia, DC',
  'District of Columbia': 'District of Columbia, DC',
  'Indiana, PA': 'Indiana County, PA',
  'Delaware Ohio': 'Delaware County, OH',
  'Washington, Oregon': 'Washington County, OR',
  'Lake, Indiana': 'Lake County, IN',
  'Fond du Lac': 'Fond du Lac County, WI',
  'Ohio, W. Va.': 'Ohio County, WV',
  'Ohio, West Virginia': 'Ohio County, WV',
  'Ft. Bend': 'Fort Bend County, TX',
  'Somerset, PA': 'Somerset County, PA',
};

test('names match as people write them', async () => {
  const wrong: string[] = [];
  for (const [text, expected] of Object.entries(ONE)) {
    const answer = await found(text);
    if (answer.length !== 1 || answer[0] !== expected)
      wrong.push(`${text}: ${answer.join('; ') || 'nothing'}`);
  }
  assert.deepEqual(wrong, []);
});

test('every county is found by its full name and state, and by its FIPS code', async () => {
  const { rows } = await owner.query<{ missed: string }>(
    `select c.full_name || ', ' || c.state_code as missed from lotline.county_list c
      where c.id <> lotline.county_id(c.full_name || ', ' || c.state_code)
         or c.id <> lotline.county_id(upper(c.full_name) || ' ' || c.state_name)
         or c.id <> lotline.county_id(c.fips_code)
         or c.id <> lotline.county_id(c.id::text)
         or not exists (select from lotline.find_counties(c.county_name || ' ' || c.state_code) f where f.id = c.id)`,
  );
  assert.deepEqual(rows, []);
});

test('many names are read with one question, as each would be by itself', async () => {
  let asked = 0;
  const counted = {
    query: ((...given: Parameters<typeof api.query>) => {
      asked += 1;
      return api.query(...given);
    }) as typeof api.query,
  };
  const texts = ['Blair, PA', '42013', 'Somerset', 'nowhere at all', 'Somerset', 'St. Clair'];
  const all = await findCountiesOfAll(counted, texts);
  assert.equal(asked, 1);
  assert.deepEqual([...all.keys()], [...new Set(texts)]);
  for (const [text, counties] of all) assert.deepEqual(counties.map(said), await found(text));

  const ids = await resolveCounties(counted, ['Blair, PA', 'blair county pa', '42013', 'Cook, IL']);
  assert.equal(asked, 2);
  const each = [await resolveCounty(api, 'Blair, PA'), await resolveCounty(api, 'Cook, IL')];
  assert.deepEqual(ids.toSorted(), each.map(({ id }) => id).toSorted());
  await assert.rejects(resolveCounties(api, ['Blair, PA', 'Somerset'], 'county_ids'), {
    code: 'ambiguous_county',
    field: 'county_ids',
  });
});

const refusal = async (text: string): Promise<AppError> => {
  try {
    await resolveCounty(api, text);
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return error;
  }
  return assert.fail(`${text} was taken`);
};

interface Candidates {
  readonly total: number;
  readonly candidates: readonly { readonly full_name: string; readonly state_code: string }[];
}

test('an ambiguous name is refused with its candidates', async () => {
  const error = await refusal('Somerset');
  assert.equal(error.code, 'ambiguous_county');
  assert.equal(error.status, 400);
  assert.equal(error.field, 'county');
  assert.equal(
    error.message,
    'county: "Somerset" may be any of 4 counties: Somerset County, ME; Somerset County, MD; Somerset County, NJ; Somerset County, PA',
  );
  assert.equal(error.hint, 'Write the whole name and the state, such as "Somerset County, ME".');
  const { total, candidates } = error.details as Candidates;
  assert.equal(total, 4);
  assert.deepEqual(
    candidates.map((county) => county.state_code),
    ['ME', 'MD', 'NJ', 'PA'],
  );
});

test('a name that many counties have is refused with at most twenty of them', async () => {
  const error = await refusal('Washington County');
  const { total, candidates } = error.details as Candidates;
  assert.ok(total > 25);
  assert.equal(candidates.length, 20);
  assert.match(error.message, /^county: "Washington County" may be any of \d\d counties: .*; …$/);
  assert.equal((await found('Washington')).length, 20);
});

/** A city and a county of one name: what is written must decide. */
test('a name that a city and a county share is ambiguous until one of them is said', async () => {
  for (const [text, state] of [
    ['Baltimore', 'MD'],
    ['St. Louis', 'MO'],
    ['Richmond', 'VA'],
    ['Roanoke', 'VA'],
    ['Fairfax', 'VA'],
    ['Franklin', 'VA'],
  ]) {
    const names = [`${text} County, ${state}`, `${text} city, ${state}`];
    assert.deepEqual((await found(`${text}, ${state}`)).sort(), names);
    assert.equal((await refusal(`${text}, ${state}`)).code, 'ambiguous_county');
    for (const name of names) assert.equal(said(await resolveCounty(api, name)), name);
  }
});

test('what is no county is refused with the nearest names', async () => {
  const nearest: Record<string, string> = {
    'Blare, PA': 'Blair County, PA',
    'Westmorland County, PA': 'Westmoreland County, PA',
    'Allegeny, PA': 'Allegheny County, PA',
    'Los Angelos': 'Los Angeles County, CA',
    'Lancaster city, PA': 'Lancaster County, PA',
    'Cook, PA': 'Cambria County, PA',
  };
  for (const [text, first] of Object.entries(nearest)) {
    const error = await refusal(text);
    assert.equal(error.code, 'county_not_found', text);
    assert.equal(error.status, 404);
    if (text !== 'Cook, PA') assert.ok(error.message.includes(`nearest are ${first}`), error.message);
    for (const { state_code } of (error.details as Candidates).candidates) {
      if (text.endsWith('PA')) assert.equal(state_code, 'PA');
    }
  }
  assert.deepEqual((await nearestCounties(api, 'blare pa', 1)).map(said), ['Blair County, PA']);
});

test('nonsense is refused, however it is written', async () => {
  for (const text of [
    '',
    ' ',
    ',',
    ', PA',
    '%',
    '\0',
    "'; drop table x; --",
    'x'.repeat(10_000),
    'a '.repeat(5000),
    '00000',
    '99999',
    '00000000-0000-4000-8000-000000000000',
    'county',
    'County, PA',
    'PA',
    '🏠',
    '\u202eriaB',
    'USA',
  ]) {
    const error = await refusal(text).catch(() => assert.fail(JSON.stringify(text.slice(0, 30))));
    assert.match(error.code, /^(county_not_found|ambiguous_county)$/);
    assert.ok(error.message.length < 1000, `${error.message.length} characters`);
  }
});

test('services and SQL logins may ask for a county', async () => {
  const agent = createPool(db.urls.agent, { name: 'test agent', max: 1 });
  try {
    for (const pool of [agent, api, db.pools.worker]) {
      const { rows } = await pool.query(
        "select lotline.county_id('blair, pa') = (select id from lotline.find_counties('42013')) as same",
      );
      assert.deepEqual(rows, [{ same: true }]);
    }
    await assert.rejects(agent.query('select lotline.county_id($1)', ['Somerset']), { code: 'LL060' });
    await assert.rejects(agent.query('select lotline.county_id($1)', ['Nowhere']), { code: 'LL061' });
    await assert.rejects(agent.query('select lotline.county_id(null)'), { code: 'LL061' });
    await assert.rejects(agent.query('select * from lotline.county_names'), /permission denied/);
  } finally {
    await agent.end();
  }
});
