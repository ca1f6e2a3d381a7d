import { withClient } from '../../src/db/client.ts';
import { loadReferenceData } from '../../src/local/reference-data.ts';
import type { Strategy } from '../../src/property/county-jobs/create.ts';
import { lotline } from '../contestants/lotline.ts';
import type { Bench } from './bench.ts';
import { type OpenDatabase, openDatabase } from './database.ts';

export const COUNTIES = 67;

/** A fresh database of the product with its reference data: all counties and job types. */
export async function cloneWithCounties(bench: Bench, name: string): Promise<OpenDatabase> {
  await bench.templates.clone(name, lotline, 0);
  const urls = bench.server.urls(name);
  await withClient({ connectionString: urls.owner }, loadReferenceData);
  return openDatabase(urls);
}

/**
 * Active properties over the counties of Pennsylvania, none with Regrid data. A tenth have a sale date of their own, a
 * third of the counties a scheduled sale. Not vacuumed or analysed: as after an import.
 */
export async function addProperties(
  database: OpenDatabase,
  organizationId: string,
  count: number,
): Promise<void> {
  await database.query(
    `insert into lotline.properties (org_id, county_id, parcel_id, property_address, city, postal_code, owner_name,
       tax_amount, sale_date)
     select $1, c.id, lpad((n * 7919 % 1000003)::text, 8, '0'), n * 31 % 9999 || ' Main Street', 'Altoona', '16601',
       'Owner ' || n, n % 5000, case when n % 10 = 0 then current_date + n % 90 end
     from generate_series(1, $2::int) n
     join (select id, row_number() over (order by fips_code) - 1 as place from lotline.county_list
       where state_code = 'PA') c on c.place = n % ${COUNTIES}`,
    [organizationId, count],
  );
  await database.query(
    `insert into lotline.upcoming_sales (org_id, county_id, sale_type, sale_date)
     select $1, id, 'upset', current_date + (row_number() over (order by fips_code))::int * 3
     from lotline.county_list where state_code = 'PA' and fips_code::int % 3 = 0`,
    [organizationId],
  );
}

/** Places of an order that must not fall from one item to the next: county, chunk of the county, day of the sale. */
const KEYS: Readonly<Record<Strategy, string>> = {
  sequential: 'array[county, place]',
  round_robin: 'array[(place - 1) / batch_size, county, place]',
  auction_date: "array[coalesce(day - date '2000-01-01', 1000000), county, place]",
};

/** Throws unless the job has every property once, in the order of the strategy. */
export async function checkOrder(
  database: OpenDatabase,
  jobId: string,
  strategy: Strategy,
  count: number,
): Promise<void> {
  const [row] = await database.query<{ items: string; subjects: string; wrong: string }>(
    `select count(*) as items, count(distinct subject) as subjects, count(*) filter (where key < before) as wrong
     from (
       select subject, key, lag(key) over (order by seq) as before
       from (
         select i.seq, i.subject, ${KEYS[strategy]} as key
         from lotline.jobs j join lotline.items i on i.job_no = j.number
         join (
           select p.id, coalesce(p.sale_date, u.sale_date) as day,
             dense_rank() over (order by c.state_code, c.county_name collate "C") as county,
             row_number() over (partition by p.county_id order by p.parcel_id collate "C") as place
           from lotline.properties p join lotline.county_list c on c.id = p.county_id
           left join lotline.upcoming_sales u on u.org_id = p.org_id and u.county_id = p.county_id) f
           on f.id = i.subject
         where j.id = $1) k) w`,
    [jobId],
  );
  const { items, subjects, wrong } = row ?? {};
  if (Number(items) !== count || Number(subjects) !== count || Number(wrong) !== 0)
    throw new Error(`${strategy}: ${items} items, ${subjects} subjects of ${count}, ${wrong} out of order`);
}
