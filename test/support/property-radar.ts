import assert from 'node:assert/strict';
import { systemClock } from '../../src/base/clock.ts';
import type { LeadCriterion } from '../../src/base/lead-criteria.ts';
import { createLog } from '../../src/base/log.ts';
import { call, type Queryable } from '../../src/db/pool.ts';
import { LeadFreezer } from '../../src/kinds/lead-import/freezer.ts';
import { leadImportKind } from '../../src/kinds/lead-import/lead-import.ts';
import { freezeStore } from '../../src/property/lead-imports/freeze-store.ts';
import { leadStore } from '../../src/property/lead-imports/lead-store.ts';
import { createPropertyRadar, type PropertyRadar } from '../../src/providers/property-radar/client.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import { createServices } from '../../src/providers/service/services.ts';
import {
  type PropertyRadarOptions,
  type PropertyRadarSimulator,
  startPropertyRadar,
} from '../../src/simulators/property-radar/property-radar.ts';
import { type RadarRecord, radarRecord } from '../../src/simulators/property-radar/records.ts';
import { makeParcel } from '../../src/simulators/world/parcel.ts';
import { beforeDatabaseEnds, type TestDatabase } from './database.ts';

/** Everything in Blair County, PA; what {@link blairRecords} makes. */
export const inBlair: readonly LeadCriterion[] = [{ name: 'County', value: ['42013'] }];

/** Records of parcels in Altoona, PA, the same for the same seed. */
export function blairRecords(count: number, seed = 1): RadarRecord[] {
  const place = {
    fips: '42013',
    county: 'Blair',
    state: 'PA',
    city: 'Altoona',
    zip: '16601',
    lat: 40.5,
    lon: -78.4,
  };
  return Array.from({ length: count }, (_, at) =>
    radarRecord(makeParcel(at + 1, seed, { ...place, address: `${seed}${at + 1} Example Street` }), seed),
  );
}

/** Far beyond what a test sends: the budget has tests of its own. */
const limits = { perMinute: 600_000, burst: 1000, concurrency: 100, perMonth: null, reserve: 0 };

/** A client of the service at an address, with all that is ours between the two. */
export function radarClient(db: TestDatabase['pools']['worker'], url: string, key: string | undefined) {
  const services = createServices(db, { services: unusedServices, incentivesApi: undefined }, silent);
  const caller = services.callerFor({ ...SERVICES.propertyradar, limits }, { url, key });
  return { radar: createPropertyRadar({ caller, key }), close: () => services.close() };
}

const nowhere = { url: 'http://127.0.0.1:9', key: undefined };
const unusedServices = {
  regrid: nowhere,
  propertyRadar: nowhere,
  fema: nowhere,
  echo: nowhere,
  elevation: nowhere,
  census: { ...nowhere, lookups: false },
  anthropic: { ...nowhere, model: 'none' },
};
const silent = createLog(process.env.LOTLINE_TEST_LOG ?? 'silent');

/** A simulated PropertyRadar and a client of it, ended with the test file. */
export async function stageRadar(
  database: TestDatabase,
  options: PropertyRadarOptions,
): Promise<{ simulator: PropertyRadarSimulator; radar: PropertyRadar }> {
  const simulator = await startPropertyRadar(options);
  const { radar, close } = radarClient(database.pools.worker, simulator.url, simulator.key);
  beforeDatabaseEnds(async () => {
    await close();
    await simulator.stop();
  });
  return { simulator, radar };
}

/** The kind and what freezes its searches, over one client. Few records make several pages, unless `previewPage` says more. */
export function importParts(db: Queryable, radar: PropertyRadar, previewPage = 1) {
  return {
    kind: leadImportKind({ radar, store: leadStore(db) }),
    freezer: new LeadFreezer({
      radar,
      store: freezeStore(db),
      log: silent,
      clock: systemClock,
      pollMs: 50,
      previewPage,
    }),
  };
}

/** What an import's row says. */
export async function importRow(db: Queryable, jobId: string): Promise<Record<string, unknown>> {
  const [row] = await call(
    db,
    'select i.* from lotline.lead_imports i join lotline.jobs j on j.number = i.job_no where j.id = $1',
    [jobId],
  );
  return row ?? assert.fail('the import exists');
}

/** RadarIDs of the leads that a job brought. */
export async function leadsOf(db: Queryable, jobId: string): Promise<string[]> {
  const rows = await call<{ radar_id: string }>(
    db,
    `select l.radar_id from lotline.leads l join lotline.job_leads x on x.lead_number = l.number
     join lotline.jobs j on j.number = x.job_no where j.id = $1 order by 1`,
    [jobId],
  );
  return rows.map(({ radar_id }) => radar_id);
}
