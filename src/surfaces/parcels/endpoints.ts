import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { Regrid } from '../../providers/regrid/regrid.ts';
import { outlineEndpoint } from './outline.ts';
import { usageEndpoint } from './usage.ts';

/** Pictures of parcels, and what looking them up used. */
export function parcels(regrid: Regrid | undefined): Surface {
  return {
    prefix: '/api/parcels',
    area: 'properties',
    endpoints: [usageEndpoint(regrid), outlineEndpoint],
    problemSchema,
    renderProblem,
  };
}
