import type { Config } from '../../base/config.ts';
import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { Registry } from '../../kinds/registry.ts';
import { postJob } from './create.ts';
import { listItemsEndpoint } from './items.ts';
import { jobUsageEndpoint } from './usage.ts';

/** Jobs of posted items: for one's own service, and kinds of one's own. */
export const postedJobs = (registry: Registry, config: Pick<Config, 'webhooksPrivate'>): Surface => ({
  prefix: '/api/jobs',
  area: 'jobs',
  endpoints: [postJob(registry, config), listItemsEndpoint, jobUsageEndpoint],
  problemSchema,
  renderProblem,
});
