import { AppError } from '../../base/errors.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import { fromCursor, toCursor } from '../../http/keyset.ts';
import { createWebhookClient } from '../../outcomes/webhooks/addresses.ts';
import { getDelivery, listDeliveries, replay, sendTest } from '../../outcomes/webhooks/deliveries.ts';
import { getWebhook, type WebhookConfig } from '../../outcomes/webhooks/endpoints.ts';
import type { HttpClient } from '../../providers/http-client.ts';
import { ATTEMPT_EXAMPLE, DELIVERY_EXAMPLE } from './examples.ts';
import { webhookIdOf } from './manage.ts';
import { toAttemptBody, toDeliveryBody } from './translate.ts';
import {
  deliveriesQuery,
  deliveryDetailSchema,
  deliveryListSchema,
  deliveryParams,
  replayedSchema,
  replaySchema,
  testedSchema,
  webhookParams,
} from './wire.ts';

const tag = 'Webhooks';
const TEST_TIMEOUT_MS = 15_000;

/** What was sent to an endpoint, and sending it again. */
export function deliveryEndpoints(config: WebhookConfig): readonly AnyEndpoint[] {
  let client: HttpClient | undefined;
  const test = endpoint({
    operationId: 'testWebhookEndpoint',
    method: 'POST',
    path: '/webhooks/{webhook_id}/test',
    tag,
    summary: 'Send a test event now',
    description:
      'Signed like any other, of the type webhook.test. The answer says what came of it; it is also among the deliveries.',
    allow: 'admin',
    params: webhookParams,
    answers: {
      200: {
        description: 'What came of it',
        schema: testedSchema,
        example: { delivered: false, delivery_id: '82', ...ATTEMPT_EXAMPLE },
      },
    },
    errors: ['webhook_not_found', 'secret_key_needed'],
    async run({ caller: { organizationId }, params, pool }) {
      client ??= createWebhookClient(config);
      const target = { organizationId, id: webhookIdOf(params) };
      const {
        deliveryId,
        at,
        ms,
        status,
        error,
        answer: said,
      } = await sendTest({ pool, client, config, timeoutMs: TEST_TIMEOUT_MS }, target);
      return answer(200, {
        delivered: error === null,
        delivery_id: deliveryId,
        at,
        duration_ms: ms,
        status,
        error,
        answer: said,
      });
    },
  });
  return [test, replayEndpoint, list, one];
}

const replayEndpoint = endpoint({
  operationId: 'replayWebhookEndpoint',
  method: 'POST',
  path: '/webhooks/{webhook_id}/replay',
  tag,
  summary: 'Send events again',
  description:
    'Deliveries by their ids, or a range of events by their numbers, at most 10,000 at once. They keep their ids, so a ' +
    'receiver that has one already can tell. Events are kept for a week.',
  allow: 'admin',
  params: webhookParams,
  body: replaySchema,
  bodyExample: { after: '1041', until: '1100' },
  answers: {
    202: { description: 'They are on their way', schema: replayedSchema, example: { events: 59 } },
  },
  errors: ['webhook_not_found', 'delivery_not_found', 'replay_too_large'],
  run: ({ caller: { organizationId }, params, body, transaction }) =>
    transaction(async (db) => {
      const { delivery_ids, after = '0', until, only } = body;
      const range =
        delivery_ids === undefined
          ? { after, until, onlyFailed: only === 'failed' }
          : { deliveryIds: [...new Set(delivery_ids)] };
      const events = await replay(db, { organizationId, id: webhookIdOf(params) }, range);
      return answer(202, { events });
    }),
});

const list = endpoint({
  operationId: 'listWebhookDeliveries',
  method: 'GET',
  path: '/webhooks/{webhook_id}/deliveries',
  tag,
  summary: 'List what was sent to an endpoint, newest first',
  allow: 'admin',
  params: webhookParams,
  query: deliveriesQuery,
  answers: {
    200: {
      description: 'A page of deliveries',
      schema: deliveryListSchema,
      example: { deliveries: [DELIVERY_EXAMPLE], next_cursor: null },
    },
  },
  errors: ['webhook_not_found'],
  run: ({ caller: { organizationId }, params, query, transaction }) =>
    transaction(async (db) => {
      const webhookId = webhookIdOf(params);
      await getWebhook(db, organizationId, webhookId);
      const [before] = fromCursor(query.cursor, [/^\d{1,18}$/]) ?? [];
      const { limit, state } = query;
      const found = await listDeliveries(db, { organizationId, webhookId, state, before, limit: limit + 1 });
      const deliveries = found.slice(0, limit);
      const last = found.length > limit ? deliveries.at(-1) : undefined;
      return answer(200, {
        deliveries: deliveries.map(toDeliveryBody),
        next_cursor: last === undefined ? null : toCursor([last.id]),
      });
    }),
});

const one = endpoint({
  operationId: 'getWebhookDelivery',
  method: 'GET',
  path: '/webhooks/{webhook_id}/deliveries/{delivery_id}',
  tag,
  summary: 'Get one delivery with the log of its attempts',
  allow: 'admin',
  params: deliveryParams,
  answers: {
    200: {
      description: 'The delivery',
      schema: deliveryDetailSchema,
      example: { ...DELIVERY_EXAMPLE, log: [{ attempt: 1, ...ATTEMPT_EXAMPLE }] },
    },
  },
  errors: ['webhook_not_found', 'delivery_not_found'],
  run: ({ caller: { organizationId }, params, transaction }) =>
    transaction(async (db) => {
      const webhookId = webhookIdOf(params);
      await getWebhook(db, organizationId, webhookId);
      if (!/^\d{1,18}$/.test(params.delivery_id)) {
        throw new AppError('delivery_not_found', 'Delivery not found');
      }
      const { log, ...delivery } = await getDelivery(db, {
        organizationId,
        webhookId,
        id: params.delivery_id,
      });
      return answer(200, { ...toDeliveryBody(delivery), log: log.map(toAttemptBody) });
    }),
});
