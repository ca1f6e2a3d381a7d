import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../src/db/pool.ts';
import { IncentivesApi, type IncentivesApiOptions } from '../../src/providers/incentives-api.ts';
import { SERVICES } from '../../src/providers/service/list.ts';
import { testServices } from './services.ts';

/** A client of the incentives API at an address. Without a key, its budget and breaker are its own. */
export function testIncentivesApi(
  db: Queryable,
  url: string,
  options: Partial<IncentivesApiOptions> = {},
): IncentivesApi {
  const { key } = options;
  const place = { url, key: key ?? randomUUID() };
  return new IncentivesApi(testServices(db).callerFor(SERVICES['incentives-api'], place), {
    key,
    ...options,
  });
}
