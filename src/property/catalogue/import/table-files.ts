import { readCsv } from '../../../base/csv.ts';
import type { Queryable } from '../../../db/pool.ts';
import { normalPlace } from '../place.ts';
import type { ProblemList } from './problems.ts';
import { readBytes } from './source-file.ts';

/** One of the tables of areas: how a record becomes a row, and where its rows go. */
interface TableFile {
  /** Takes away what this source stored before. */
  clear: string;
  /** Inserts an array of rows, given as one JSON parameter. */
  insert: string;
  /** A row of the table, or why the record is none. */
  row(cell: (column: string) => string): Record<string, unknown> | string;
  /** Runs once after the last row: fresh statistics also retire plans made when the table was empty. */
  finish: string;
}

const rowsPerStatement = 5_000;
const source = `'rewiring-america'`;
const isZip = (text: string): boolean => /^\d{5}$/.test(text);
const orNull = (text: string): string | null => (text === '' ? null : text);
const areaKinds = new Set(['state', 'county', 'electric_territory', 'gas_territory', 'custom']);

const counties: TableFile = {
  clear: `delete from lotline.us_counties where source = ${source}`,
  finish: 'analyze lotline.us_counties',
  insert: `
    insert into lotline.us_counties (fips, full_name, state_code, latitude, longitude, source)
    select fips, full_name, state_code, latitude, longitude, ${source}
    from jsonb_to_recordset($1) as r(fips text, full_name text, state_code text, latitude float8, longitude float8)
    on conflict (fips) do update set full_name = excluded.full_name, state_code = excluded.state_code,
      latitude = excluded.latitude, longitude = excluded.longitude, source = excluded.source`,
  row(cell) {
    const fips = cell('county_fips');
    if (!isZip(fips)) return `county_fips "${fips}" is not five digits`;
    if (!/^[A-Z]{2}$/.test(cell('state_code')))
      return `state_code "${cell('state_code')}" is not two letters`;
    const [latitude, longitude] = [Number(cell('latitude')), Number(cell('longitude'))];
    return { fips, full_name: cell('county_name'), state_code: cell('state_code'), latitude, longitude };
  },
};

const geographies: TableFile = {
  clear: `delete from lotline.geographies where source = ${source}`,
  finish: 'analyze lotline.geographies',
  insert: `
    insert into lotline.geographies (id, source, kind, key, name, state_code, county_fips, place)
    select id, ${source}, kind, key, name, state_code, county_fips, place
    from jsonb_to_recordset($1) as r(id bigint, kind text, key text, name text, state_code text, county_fips text,
      place text)
    on conflict (id) do nothing`,
  row(cell) {
    const id = Number(cell('geography_id'));
    if (!Number.isInteger(id) || id < 1 || id >= 1_000_000_000) {
      return `geography_id "${cell('geography_id')}" is not a number below 1,000,000,000`;
    }
    const kind = cell('type');
    if (!areaKinds.has(kind)) return `type "${kind}" is none of ${[...areaKinds].join(', ')}`;
    const [name, key] = [cell('name'), orNull(cell('key'))];
    const fips = orNull(cell('county_fips'));
    const row = { id, kind, key, name, state_code: orNull(cell('state_code')), county_fips: fips };
    return { ...row, place: kind === 'custom' ? townOf(name) : null };
  },
};

/** "Town of Eagle" to "EAGLE"; null for an area that is no one town. */
function townOf(name: string): string | null {
  const town = /^(?:town|city|village|borough) of (.+)$/i.exec(name.trim());
  return normalPlace(town?.[1]);
}

const zipCodes: TableFile = {
  clear: `delete from lotline.us_zips where source = ${source}`,
  finish: 'analyze lotline.us_zips',
  insert: `
    insert into lotline.us_zips (zip, city, place, state_code, county_fips, county_name, delivery, source)
    select distinct on (zip) zip, city, place, state_code, county_fips, county_name, delivery, ${source}
    from jsonb_to_recordset($1) as r(zip text, city text, place text, state_code text, county_fips text,
      county_name text, delivery boolean)
    on conflict (zip) do update set city = excluded.city, place = excluded.place, state_code = excluded.state_code,
      county_fips = excluded.county_fips, county_name = excluded.county_name, delivery = excluded.delivery,
      source = excluded.source`,
  row(cell) {
    const [zip, city] = [cell('zip'), cell('city')];
    if (!isZip(zip)) return `zip "${zip}" is not five digits`;
    const place = normalPlace(city);
    if (place === null) return 'city is empty';
    const county = { county_fips: orNull(cell('county_fips')), county_name: orNull(cell('county_name')) };
    const delivery = cell('zcta') === '' || /^(true|t|1)$/i.test(cell('zcta'));
    return { zip, city, place, state_code: cell('state_code'), ...county, delivery };
  },
};

const zipTerritories: TableFile = {
  clear: `delete from lotline.zip_territories where source = ${source}`,
  insert: `
    insert into lotline.zip_territories (zip, geography_id, predominant, source)
    select distinct on (zip, geography_id) zip, geography_id, predominant, ${source}
    from jsonb_to_recordset($1) as r(zip text, geography_id bigint, predominant boolean)
    order by zip, geography_id, predominant desc
    on conflict (zip, geography_id) do update
      set predominant = excluded.predominant or zip_territories.predominant, source = excluded.source`,
  row(cell) {
    const [zip, id] = [cell('zip'), Number(cell('geography_id'))];
    if (!isZip(zip)) return `zip "${zip}" is not five digits`;
    if (!Number.isInteger(id) || id < 1) return `geography_id "${cell('geography_id')}" is not a number`;
    return { zip, geography_id: id, predominant: /^(true|t|1)$/i.test(cell('predominant')) };
  },
  finish: 'analyze lotline.zip_territories',
};

export const tableFiles = {
  counties,
  geographies,
  zip_codes: zipCodes,
  zip_territories: zipTerritories,
} as const;

/**
 * Streams a table into the database, in the caller's transaction, in place of what the source had stored.
 * Holds 5,000 rows in memory.
 */
export async function loadTable(
  db: Queryable,
  file: string,
  content: keyof typeof tableFiles,
  problems: ProblemList,
): Promise<{ rows: number }> {
  const table: TableFile = tableFiles[content];
  await db.query(table.clear);
  let columns: Map<string, number> | null = null;
  let rows: Record<string, unknown>[] = [];
  let loaded = 0;
  const flush = async () => {
    if (rows.length > 0) await db.query(table.insert, [JSON.stringify(rows)]);
    loaded += rows.length;
    rows = [];
  };
  for await (const { cells, line } of readCsv(readBytes(file), { delimiter: ',' })) {
    if (columns === null) {
      columns = new Map(cells.map((name, at) => [name.trim().toLowerCase(), at]));
      continue;
    }
    const header = columns;
    const row = table.row((column) => cells[header.get(column) ?? -1]?.trim() ?? '');
    if (typeof row === 'string') problems.add(`line ${line}`, row);
    else rows.push(row);
    if (rows.length >= rowsPerStatement) await flush();
  }
  await flush();
  await db.query(table.finish);
  return { rows: loaded };
}
