import assert from 'node:assert/strict';
import type { Queryable } from '../../src/db/pool.ts';
import { IncentivesApi, type IncentivesApiOptions } from '../../src/providers/incentives-api.ts';
import { testServices } from './services.ts';

/** A client of the incentives API at an address, within the budget that `db` keeps. */
export function testIncentivesApi(
  db: Queryable,
  url: string,
  options: Partial<IncentivesApiOptions> = {},
): IncentivesApi {
  const { key } = options;
  const { incentivesApi } = testServices(db, {
    INCENTIVES_API_URL: url,
    ...(key === undefined ? {} : { INCENTIVES_API_KEY: key }),
  });
  assert.ok(incentivesApi);
  return new IncentivesApi(incentivesApi, { key, ...options });
}
