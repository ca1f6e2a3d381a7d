import { appendItems, createJob, sealJob } from '../../src/engine/jobs.ts';
import type { Driver, JobSettings } from '../../src/engine/vocabulary.ts';
import type { TestDatabase } from './database.ts';

/** The id of a county by its name and state. */
export async function countyId(database: TestDatabase, name = 'Blair', state = 'PA'): Promise<string> {
  const { rows } = await database.pools.owner.query<{ id: string }>(
    'select id from lotline.county_list where county_name = $1 and state_code = $2',
    [name, state],
  );
  return String(rows[0]?.id);
}

/** Active properties of a county, nothing known about them; their ids in the order of their parcel numbers. */
export async function addProperties(
  database: TestDatabase,
  organizationId: string,
  count: number,
  county?: string,
): Promise<string[]> {
  const { rows } = await database.pools.owner.query<{ id: string }>(
    `with added as (
       insert into lotline.properties (org_id, county_id, parcel_id, property_address)
       select $1, $2, 'test-' || lpad(n::text, 6, '0'), n || ' Main St' from generate_series(1, $3) n
       returning id, parcel_id)
     select id from added order by parcel_id`,
    [organizationId, county ?? (await countyId(database)), count],
  );
  return rows.map((row) => row.id);
}

/** A pending county job over these subjects, made straight in the engine. */
export async function countyJob(
  database: TestDatabase,
  organizationId: string,
  subjects: readonly string[],
  options: {
    kind?: string;
    driver?: Driver;
    settings?: Partial<JobSettings>;
    params?: Record<string, unknown>;
    name?: string;
  } = {},
): Promise<{ id: string; number: string; countyId: string }> {
  const county = await countyId(database);
  const kind = options.kind ?? 'regrid_scraping';
  const job = await createJob(database.pools.api, {
    organizationId,
    kind,
    name: options.name ?? 'Regrid Scraping - Blair',
    actor: 'test',
    driver: options.driver ?? 'agent',
    params: { job_type: kind, county_id: county, strategy: 'sequential', ...options.params },
    settings: { batchSize: 50, ...options.settings },
  });
  const ref = { organizationId, jobId: job.id, actor: 'test' };
  if (subjects.length > 0) {
    await appendItems(database.pools.api, {
      ...ref,
      chunk: null,
      rows: subjects.map((subject, index) => ({
        reference: `test-${index + 1}`,
        subject,
        input: { item_id: subject, county_id: county, county_name: 'Blair', state_code: 'PA' },
      })),
    });
  }
  await sealJob(database.pools.api, ref);
  return { ...job, countyId: county };
}
