import { after } from 'node:test';
import { asOrganization } from '../../src/db/pool.ts';
import { startJob } from '../../src/engine/control.ts';
import { regridScrapingKind } from '../../src/kinds/county/regrid/regrid-scraping.ts';
import type { AnyKind } from '../../src/kinds/kind.ts';
import { createCountyJob } from '../../src/property/county-jobs/create.ts';
import { parcelBatchStore } from '../../src/property/parcel-batches/store.ts';
import { Regrid } from '../../src/providers/regrid/regrid.ts';
import { type RegridOptions, type RegridSimulator, startRegrid } from '../../src/simulators/regrid/regrid.ts';
import { madeUpWorld } from '../../src/simulators/world/made-up.ts';
import type { Parcel } from '../../src/simulators/world/parcel.ts';
import type { TestDatabase } from './database.ts';
import type { TestJob } from './jobs.ts';
import { testServices } from './services.ts';

/** The parcels of all simulators of a test file. */
export const world = madeUpWorld(1);

/** Parcels of the county that the world has in full, each with ground of its own and an address. */
export const chatham = world.parcels.filter(
  ({ fips, stack, address }) => fips === '13051' && stack === null && address !== '',
);

/** What is on file about a property; what is absent is as the parcel has it. */
export interface OnFile {
  readonly parcel: Parcel;
  readonly parcelId?: string | null;
  readonly address?: string | null;
  /** With coordinates in land data that is out of date. */
  readonly stale?: boolean;
}

/** Properties, jobs and workers over a simulator of Regrid. */
export function regridIn(db: TestDatabase) {
  const { owner, api, worker } = db.pools;

  /** A kind over a simulator of its own, or over that given. */
  async function kindOver(
    options: RegridOptions & { simulator?: RegridSimulator; leastItems?: number; holdMs?: number } = {},
  ): Promise<{ simulator: RegridSimulator; kind: AnyKind }> {
    const { simulator: given, leastItems, holdMs, ...more } = options;
    const simulator = given ?? (await startRegrid({ world, token: `token-${crypto.randomUUID()}`, ...more }));
    if (given === undefined) after(() => simulator.stop());
    const env = { REGRID_API_URL: simulator.url, REGRID_API_TOKEN: simulator.token };
    const services = testServices(worker, env);
    const batches = parcelBatchStore(worker, {
      ...(leastItems === undefined ? {} : { leastItems }),
      ...(holdMs === undefined ? {} : { holdMs }),
    });
    const regrid = new Regrid(services.regrid, simulator.token);
    return {
      simulator,
      kind: regridScrapingKind({ regrid, paidAnswers: services.paidAnswers, batches }),
    };
  }

  /** Properties on file, in the order given. */
  async function properties(organizationId: string, onFile: readonly OnFile[]): Promise<string[]> {
    const rows = onFile.map(({ parcel, stale = false, ...given }, at) => ({
      ...{ org_id: organizationId, fips: parcel.fips, at, stale },
      parcel_id: given.parcelId === undefined ? parcel.apn : given.parcelId,
      address: given.address === undefined ? parcel.address || null : given.address,
      ...{ city: parcel.city, zip: parcel.zip, lat: parcel.lat, lon: parcel.lon },
    }));
    const { rows: made } = await owner.query<{ id: string }>(
      `with given as (
         select gen_random_uuid() as id, g.* from jsonb_to_recordset($1) g (org_id uuid, fips text, at int, stale boolean,
           parcel_id text, address text, city text, zip text, lat float8, lon float8)),
       made as (
         insert into lotline.properties (id, org_id, county_id, parcel_id, property_address, address_key, city, postal_code)
         select g.id, g.org_id, c.id, g.parcel_id, g.address, upper(g.address), g.city, g.zip
         from given g join lotline.county_list c on c.fips_code = g.fips order by g.at returning id),
       known as (
         insert into lotline.regrid_data (property_id, org_id, lat, lon, finding, found_by, found_at, fresh_until)
         select g.id, g.org_id, g.lat, g.lon, '{}', 'test', now() - interval '1 year', now() - interval '1 day'
         from given g where g.stale returning property_id)
       select g.id, (select count(*) from made), (select count(*) from known) from given g order by g.at`,
      [JSON.stringify(rows)],
    );
    return made.map(({ id }) => id);
  }

  /** A started job over all that waits. */
  async function started(
    organizationId: string,
    settings: Readonly<Record<string, unknown>> = {},
    more: { readonly reuse?: boolean } = {},
  ): Promise<TestJob> {
    return asOrganization(api, organizationId, async (client) => {
      const { id } = await createCountyJob(client, {
        ...{ organizationId, actor: 'test', jobType: 'regrid_scraping', countyIds: null, settings, ...more },
      });
      const job = await startJob(client, { organizationId, jobId: id, actor: 'test', driver: 'worker' });
      return { id, number: job.number, organizationId };
    });
  }

  async function land(propertyId: string | undefined) {
    const { rows } = await owner.query('select * from lotline.regrid_data where property_id = $1', [
      propertyId,
    ]);
    return rows[0];
  }

  return { kindOver, properties, started, land };
}
