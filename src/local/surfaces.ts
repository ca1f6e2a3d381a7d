import type { Surface } from '../http/endpoint.ts';
import type { Registry } from '../kinds/registry.ts';
import { batchLookups } from '../surfaces/batch-lookups/endpoints.ts';
import { operations } from '../surfaces/operations/endpoints.ts';

/** Every dialect of HTTP that the product speaks. */
export function createSurfaces(registry: Registry): Surface[] {
  return [batchLookups(registry.get('incentive_lookup')), operations];
}
