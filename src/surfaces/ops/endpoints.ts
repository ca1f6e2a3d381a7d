import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { Registry } from '../../kinds/registry.ts';
import { attentionEndpoint } from './attention.ts';
import { pendingEndpoints } from './pending-work.ts';
import { queueEndpoints } from './queues.ts';
import { stuckEndpoints } from './stuck.ts';
import { workerEndpoints } from './workers.ts';

/** What whoever keeps the work going looks at: workers, queues, what is stuck, what needs somebody, what is to do. */
export function ops(registry: Registry): readonly Surface[] {
  const shape = { area: 'jobs', problemSchema, renderProblem } as const;
  return [
    { ...shape, prefix: '/api/workers', endpoints: workerEndpoints },
    { ...shape, prefix: '/api/queues', endpoints: queueEndpoints(registry) },
    { ...shape, prefix: '/api/stuck', endpoints: stuckEndpoints },
    { ...shape, prefix: '/api/attention', endpoints: [attentionEndpoint] },
    { ...shape, prefix: '/api/pending-work', endpoints: pendingEndpoints },
  ];
}
