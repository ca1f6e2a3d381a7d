import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Queryable } from '../../db/pool.ts';
import { type Designation, type NamedCounty, nameCounties } from './name-counties.ts';
import { STATE_ALIASES } from './states.ts';

/** Goes up when what we make of the package changes, though the package did not. */
const loaderVersion = 1;

/** What people also say for a county: FIPS code, name, and what it is then. */
const ALIASES: readonly (readonly [string, string, Designation])[] = [
  ['11001', 'Washington', 'city'],
  ['11001', 'DC', 'territory'],
  ['12086', 'Dade', 'county'],
  ['36005', 'The Bronx', 'borough'],
  ['36047', 'Brooklyn', 'borough'],
  ['36061', 'Manhattan', 'borough'],
  ['36085', 'Staten Island', 'borough'],
  ['02158', 'Wade Hampton', 'census area'],
  ['46102', 'Shannon', 'county'],
];

const require = createRequire(import.meta.url);

const shapes = z.object({
  geometries: z.array(z.object({ id: z.string(), properties: z.object({ name: z.string() }) })),
});
const atlas = z.object({ objects: z.object({ counties: shapes, states: shapes }) });

/** The counties of the package with their names, by FIPS code. */
export function readCounties(): NamedCounty[] {
  const file = require.resolve('us-atlas/counties-10m.json');
  const { counties, states } = atlas.parse(JSON.parse(readFileSync(file, 'utf8'))).objects;
  return nameCounties(
    counties.geometries
      .map(({ id, properties }) => ({ fips: id, base: properties.name }))
      .sort((one, other) => (one.fips < other.fips ? -1 : 1)),
    new Map(states.geometries.map(({ id, properties }) => [id, properties.name])),
  );
}

/** What the database must have stored to have all of this. */
function edition(): string {
  const { version } = z.object({ version: z.string() }).parse(require('us-atlas/package.json'));
  return `us-atlas ${version}, loader ${loaderVersion}`;
}

/**
 * Stores every county of the United States and what it is called, unless the very same were stored before: then it is
 * one small query. A county keeps its id for good. Safe to repeat and to call at once. `db` acts as the owner.
 */
export async function loadCounties(db: Queryable): Promise<void> {
  const wanted = edition();
  const { rows } = await db.query<{ edition: unknown }>(
    `select value as edition from lotline.settings where name = 'counties'`,
  );
  if (rows[0]?.edition === wanted) return;
  const counties = readCounties();
  const states = new Map(counties.map(({ stateCode, stateName }) => [stateName, stateCode]));
  const stateNames = [...states, ...[...states.values()].map((code) => [code, code]), ...STATE_ALIASES];
  const aliases = ALIASES.map(([fips, name, designation]) => ({ fips, name, designation }));
  // One statement, so that nobody sees half of it; the first to write the edition makes others wait.
  await db.query(
    `with edition as (
       insert into lotline.settings (name, value) values ('counties', $1)
       on conflict (name) do update set value = excluded.value, updated_at = now()
       returning 1
     ),
     given as materialized (
       select g.* from edition,
         jsonb_to_recordset($2) as g(fips text, base text, name text, "fullName" text, designation text,
           "stateCode" text, "stateName" text)
     ),
     stored as (
       insert into lotline.county_list (fips_code, county_name, full_name, state_code, state_name)
       select fips, name, "fullName", "stateCode", "stateName" from given
       on conflict (fips_code) do update
         set county_name = excluded.county_name, full_name = excluded.full_name, state_name = excluded.state_name
       returning id, fips_code
     ),
     names as (
       insert into lotline.county_names (name_key, county_id, designation)
       select distinct on (lotline.county_key(lotline.name_words(n.name)), s.id)
         lotline.county_key(lotline.name_words(n.name)), s.id, n.designation
       from stored s
       join (select fips, base as name, designation, 1 as rank from given
         union all
         select a.*, 2 from jsonb_to_recordset($3) as a(fips text, name text, designation text)) n
         on n.fips = s.fips_code
       order by 1, 2, n.rank
       on conflict (name_key, county_id) do update set designation = excluded.designation
     )
     insert into lotline.state_names (name_key, state_code)
     select array_to_string(lotline.name_words(s ->> 0), ''), s ->> 1
     from edition, jsonb_array_elements($4::jsonb) as s
     on conflict (name_key) do update set state_code = excluded.state_code`,
    [JSON.stringify(wanted), JSON.stringify(counties), JSON.stringify(aliases), JSON.stringify(stateNames)],
  );
  await db.query('analyze lotline.county_list, lotline.county_names, lotline.state_names');
}
