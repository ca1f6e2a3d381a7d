import type { Surface } from './http/endpoint.ts';
import type { AnyKind } from './kinds/kind.ts';
import { batchLookups } from './surfaces/batch-lookups/endpoints.ts';
import { operations } from './surfaces/operations/endpoints.ts';

/** Every surface of the product: the server, its OpenAPI document and its docs are read from this list. */
export function routes(kinds: { incentiveLookup: Pick<AnyKind, 'defaults'> }): readonly Surface[] {
  return [batchLookups(kinds.incentiveLookup), operations];
}
