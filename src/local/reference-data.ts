import type { Queryable } from '../db/pool.ts';
import { loadCounties } from '../property/counties/load-counties.ts';
import { syncJobTypes } from '../property/county-jobs/job-types.ts';

/**
 * Brings to a migrated database what every installation has from its first start on, and what changes only with the
 * product: counties, job types. Safe to repeat and to call from several processes. `db` acts as the owner.
 */
export async function loadReferenceData(db: Queryable): Promise<void> {
  await syncJobTypes(db);
  await loadCounties(db);
}
