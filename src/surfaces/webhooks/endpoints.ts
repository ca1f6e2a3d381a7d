import type { Surface } from '../../http/endpoint.ts';
import { problemSchema, renderProblem } from '../../http/problem-shape.ts';
import type { WebhookConfig } from '../../outcomes/webhooks/endpoints.ts';
import { configEndpoints } from './config.ts';
import { deliveryEndpoints } from './deliveries.ts';
import { listEventsEndpoint } from './events.ts';
import { manageEndpoints } from './manage.ts';

/** Who is told of what happens, what was sent, and what happened. */
export function webhooks(config: WebhookConfig): Surface[] {
  const shape = { problemSchema, renderProblem };
  return [
    {
      ...shape,
      prefix: '/webhooks',
      area: 'webhooks',
      endpoints: [...manageEndpoints(config), ...deliveryEndpoints(config)],
    },
    { ...shape, prefix: '/webhook-config', area: 'webhooks', endpoints: configEndpoints(config) },
    { ...shape, prefix: '/events', area: 'events', endpoints: [listEventsEndpoint] },
  ];
}
