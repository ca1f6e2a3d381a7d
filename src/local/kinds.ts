import type { Config } from '../base/config.ts';
import type { Queryable } from '../db/pool.ts';
import { countyKinds } from '../kinds/county/kinds.ts';
import { incentiveLookupKind } from '../kinds/incentive-lookup.ts';
import { createRegistry, type Registry } from '../kinds/registry.ts';
import { CatalogueLookup } from '../property/catalogue/lookup.ts';
import { bidStore } from '../property/findings/bid-inputs.ts';
import { parcelStore } from '../property/findings/parcels.ts';
import { IncentivesApi } from '../providers/incentives-api.ts';
import type { Services } from '../providers/service/services.ts';

/**
 * The kinds that this installation knows; a new kind is one line here. `db` is for what they read and keep, `services`
 * for what they ask outside.
 */
export function createKinds(
  config: Pick<Config, 'incentivesApi' | 'services'>,
  db: Queryable,
  _services: Services,
): Registry {
  const { incentivesApi } = config;
  return createRegistry([
    incentiveLookupKind(
      incentivesApi ? { api: new IncentivesApi(incentivesApi) } : { catalogue: new CatalogueLookup(db) },
    ),
    ...countyKinds({ parcels: parcelStore(db), bids: bidStore(db) }),
  ]);
}
