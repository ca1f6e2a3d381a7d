import { call, type Queryable } from '../../../db/pool.ts';
import type { ProgramFile } from './program-file.ts';

const storeQuery = `
  with data as (select $1::jsonb as file),
  authority as (
    insert into lotline.authorities (source, state_code, kind, key, name)
    select $2, $3, r.kind, r.key, r.name
    from data, jsonb_to_recordset(file -> 'authorities') as r(kind text, key text, name text)
    returning id, kind, key
  ),
  area as (
    insert into lotline.authority_geographies (geography_id, authority_id)
    select distinct g.id::bigint, a.id
    from data, jsonb_to_recordset(file -> 'authorities') as r(kind text, key text, geography_ids jsonb)
    join authority a on a.kind = r.kind and a.key = r.key
    cross join lateral jsonb_array_elements_text(r.geography_ids) as g(id)
  ),
  program as (
    insert into lotline.programs (source, state_code, key, name, url, authority_id, building_types, stated_on)
    select $2, $3, r.key, r.name, r.url, a.id, r.building_types, r.stated_on
    from data, jsonb_to_recordset(file -> 'programs') as r(key text, name text, url text, authority_kind text,
      authority_key text, building_types text[], stated_on date)
    join authority a on a.kind = r.authority_kind and a.key = r.authority_key
    returning id, key
  )
  insert into lotline.incentives (source, program_id, key, items, amount_kind, amount, amount_minimum, amount_maximum,
    amount_representative, unit, starts, ends, starts_on, ends_on, paused, owner_status, payment_methods,
    income_threshold, area_group, requirements, description, url)
  select $2, p.id, r.key, r.items, r.amount_kind, r.amount, r.amount_minimum, r.amount_maximum,
    r.amount_representative, r.unit, r.starts, r.ends, r.starts_on, r.ends_on, r.paused, r.owner_status,
    r.payment_methods, r.income_threshold, r.area_group, r.requirements, r.description, r.url
  from data, jsonb_to_recordset(file -> 'incentives') as r(program_key text, key text, items text[], amount_kind text,
    amount numeric, amount_minimum numeric, amount_maximum numeric, amount_representative numeric, unit text,
    starts text, ends text, starts_on date, ends_on date, paused boolean, owner_status text[], payment_methods text[],
    income_threshold text, area_group text, requirements text[], description text, url text)
  join program p on p.key = r.program_key`;

/**
 * Stores a state's programs in place of all it had, in the caller's transaction: readers see the old state or the new.
 */
export async function storePrograms(
  db: Queryable,
  source: 'rewiring-america' | 'starter',
  file: ProgramFile,
): Promise<{ authorities: number; programs: number; incentives: number }> {
  await db.query('delete from lotline.authorities where state_code = $1', [file.stateCode]);
  await db.query(storeQuery, [JSON.stringify(file), source, file.stateCode]);
  const { authorities, programs, incentives } = file;
  return { authorities: authorities.length, programs: programs.length, incentives: incentives.length };
}

/** Areas that authorities of a state name and that the catalogue does not have, or cannot place an address in. */
export function unplacedAuthorities(
  db: Queryable,
  stateCode: string,
): Promise<{ authority: string; geography_id: string; area: string | null }[]> {
  return call(
    db,
    `select a.kind || '/' || a.key as authority, ag.geography_id::text as geography_id, g.name as area
     from lotline.authorities a
     join lotline.authority_geographies ag on ag.authority_id = a.id and not ag.linked
     left join lotline.geographies g on g.id = ag.geography_id
     where a.state_code = $1 and (g.id is null or (g.kind = 'custom' and g.place is null))
     order by 1, ag.geography_id`,
    [stateCode],
  );
}

/** Item kinds of a state's incentives that no device stands for, so that no lookup can ask for them. */
export async function itemsWithoutDevice(db: Queryable, stateCode: string): Promise<string[]> {
  const rows = await call<{ item: string }>(
    db,
    `select distinct item
     from lotline.incentives i join lotline.programs p on p.id = i.program_id cross join unnest(i.items) as item
     where p.state_code = $1 and not exists (select from lotline.devices d where item = any (d.items))
     order by item`,
    [stateCode],
  );
  return rows.map((row) => row.item);
}
