import { AppError } from '../../base/errors.ts';
import { isUuid } from '../../base/uuid.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import {
  addWebhook,
  changeWebhook,
  getWebhook,
  listWebhooks,
  removeWebhook,
  rotateSecret,
  type WebhookConfig,
} from '../../outcomes/webhooks/endpoints.ts';
import { EVENT_TYPES } from '../../outcomes/webhooks/event-types.ts';
import { WEBHOOK_EXAMPLE } from './examples.ts';
import { toWebhookBody } from './translate.ts';
import {
  addWebhookSchema,
  changeWebhookSchema,
  rotateSchema,
  webhookListSchema,
  webhookParams,
  webhookSchema,
  webhookWithSecretSchema,
} from './wire.ts';

const tag = 'Webhooks';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwTtLJj0cpO1A=';

/** The id of an endpoint in the address, if it can be one. Throws `webhook_not_found`. */
export function webhookIdOf(params: { readonly webhook_id: string }): string {
  if (!isUuid(params.webhook_id)) throw new AppError('webhook_not_found', 'Webhook not found');
  return params.webhook_id;
}

/** Endpoints that are told of events: making, changing and removing them. */
export function manageEndpoints(config: WebhookConfig): readonly AnyEndpoint[] {
  const add = endpoint({
    operationId: 'addWebhookEndpoint',
    method: 'POST',
    path: '/webhooks',
    tag,
    summary: 'Have an address told of events',
    description:
      'Events are posted as JSON, signed as Standard Webhooks 1.0 says; any of its libraries verifies them with the ' +
      'secret. The secret is in this answer alone, and therefore no Idempotency-Key is taken. What happens from now on ' +
      'is told, each event at least once.',
    allow: 'admin',
    body: addWebhookSchema,
    bodyExample: {
      url: 'https://example.com/lotline',
      events: ['lookup.completed', 'job.completed'],
      field_names: ['deal_owner'],
    },
    answers: {
      201: {
        description: 'The endpoint, with its secret',
        schema: webhookWithSecretSchema,
        example: { ...WEBHOOK_EXAMPLE, secret: SECRET },
      },
    },
    errors: ['webhook_limit', 'secret_key_needed'],
    run: ({ caller: { organizationId, actor }, body, transaction }) =>
      transaction(async (db) => {
        const { webhook, secret } = await addWebhook(db, config, {
          organizationId,
          actor,
          url: body.url,
          description: body.description,
          events: body.events ?? EVENT_TYPES,
          fieldNames: body.field_names,
          payload: 'signed',
          ratePerSecond: body.rate_per_second,
        });
        return answer(201, { ...toWebhookBody(webhook), secret });
      }),
  });

  const change = endpoint({
    operationId: 'changeWebhookEndpoint',
    method: 'PATCH',
    path: '/webhooks/{webhook_id}',
    tag,
    summary: 'Change an endpoint, disable it, or enable it again',
    description:
      'What is left out stays as it is. Enabled again, it is sent what it missed, as far as that is kept (a week).',
    allow: 'admin',
    params: webhookParams,
    body: changeWebhookSchema,
    bodyExample: { enabled: true },
    answers: {
      200: { description: 'The endpoint as it is now', schema: webhookSchema, example: WEBHOOK_EXAMPLE },
    },
    errors: ['webhook_not_found'],
    run: ({ caller: { organizationId }, params, body, transaction }) =>
      transaction(async (db) => {
        const id = webhookIdOf(params);
        const { field_names, rate_per_second, ...rest } = body;
        const before = await getWebhook(db, organizationId, id);
        if (body.events !== undefined && before.isConfig) {
          throw new AppError(
            'validation_failed',
            'events: the endpoint of /webhook-config gets completed lookups',
            {
              field: 'events',
              hint: 'Add another endpoint for other events.',
            },
          );
        }
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        const webhook = await changeWebhook(
          db,
          config,
          { organizationId, id },
          {
            ...given,
            ...(field_names === undefined ? {} : { fieldNames: field_names }),
            ...(rate_per_second === undefined ? {} : { ratePerSecond: rate_per_second }),
          },
        );
        return answer(200, toWebhookBody(webhook));
      }),
  });

  const rotate = endpoint({
    operationId: 'rotateWebhookSecret',
    method: 'POST',
    path: '/webhooks/{webhook_id}/rotate',
    tag,
    summary: 'Give an endpoint a new secret',
    description: 'For the overlap, what is sent is signed with the old secret and the new one.',
    allow: 'admin',
    params: webhookParams,
    body: rotateSchema,
    bodyExample: { overlap_seconds: 86_400 },
    answers: {
      200: {
        description: 'The endpoint, with its new secret',
        schema: webhookWithSecretSchema,
        example: { ...WEBHOOK_EXAMPLE, old_secret_until: '2026-11-23T09:30:00.000Z', secret: SECRET },
      },
    },
    errors: ['webhook_not_found', 'secret_key_needed'],
    run: ({ caller: { organizationId }, params, body, transaction }) =>
      transaction(async (db) => {
        const target = { organizationId, id: webhookIdOf(params) };
        const { webhook, secret } = await rotateSecret(db, config, target, body.overlap_seconds);
        return answer(200, { ...toWebhookBody(webhook), secret });
      }),
  });
  return [list, add, one, change, remove, rotate];
}

const list = endpoint({
  operationId: 'listWebhookEndpoints',
  method: 'GET',
  path: '/webhooks',
  tag,
  summary: 'List the endpoints that are told of events',
  allow: 'admin',
  answers: {
    200: { description: 'All of them', schema: webhookListSchema, example: { webhooks: [WEBHOOK_EXAMPLE] } },
  },
  errors: [],
  run: ({ caller, transaction }) =>
    transaction(async (db) => {
      const webhooks = await listWebhooks(db, caller.organizationId);
      return answer(200, { webhooks: webhooks.filter(({ url }) => url !== '').map(toWebhookBody) });
    }),
});

const one = endpoint({
  operationId: 'getWebhookEndpoint',
  method: 'GET',
  path: '/webhooks/{webhook_id}',
  tag,
  summary: 'Get one endpoint, and how it is doing',
  allow: 'admin',
  params: webhookParams,
  answers: { 200: { description: 'The endpoint', schema: webhookSchema, example: WEBHOOK_EXAMPLE } },
  errors: ['webhook_not_found'],
  run: ({ caller: { organizationId }, params, transaction }) =>
    transaction(async (db) =>
      answer(200, toWebhookBody(await getWebhook(db, organizationId, webhookIdOf(params)))),
    ),
});

const remove = endpoint({
  operationId: 'removeWebhookEndpoint',
  method: 'DELETE',
  path: '/webhooks/{webhook_id}',
  tag,
  summary: 'Remove an endpoint',
  description: 'Nothing more is sent there, not even what waits.',
  allow: 'admin',
  params: webhookParams,
  answers: {
    200: { description: 'The endpoint as it was', schema: webhookSchema, example: WEBHOOK_EXAMPLE },
  },
  errors: ['webhook_not_found'],
  run: ({ caller: { organizationId }, params, transaction }) =>
    transaction(async (db) => {
      const id = webhookIdOf(params);
      const webhook = await getWebhook(db, organizationId, id);
      await removeWebhook(db, organizationId, id);
      return answer(200, toWebhookBody(webhook));
    }),
});
