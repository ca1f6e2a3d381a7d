import type { z } from 'zod';
import type { Queryable } from '../../db/pool.ts';
import { type AnyEndpoint, answer, endpoint } from '../../http/endpoint.ts';
import {
  addWebhook,
  changeWebhook,
  getConfigWebhook,
  lockWebhooks,
  rotateSecret,
  type Webhook,
  type WebhookConfig,
} from '../../outcomes/webhooks/endpoints.ts';
import { configSchema, setConfigSchema } from './wire.ts';

const tag = 'Webhooks';
const path = '/webhook-config';
const EXAMPLE = { url: 'https://example.com/lookups', field_names: ['deal_owner'], payload: 'signed' };

type ConfigBody = z.infer<typeof configSchema>;
type Wish = z.infer<typeof setConfigSchema>;

const getConfig = endpoint({
  operationId: 'getWebhookConfig',
  method: 'GET',
  path,
  tag,
  summary: 'Where completed lookups are sent',
  allow: 'admin',
  answers: {
    200: { description: 'The address and the custom fields', schema: configSchema, example: EXAMPLE },
  },
  errors: [],
  run: ({ caller, transaction }) =>
    transaction(async (db) => answer(200, toBody(await getConfigWebhook(db, caller.organizationId)))),
});

const putConfig = (config: WebhookConfig) =>
  endpoint({
    operationId: 'putWebhookConfig',
    method: 'PUT',
    path,
    tag,
    summary: 'Say where completed lookups are sent',
    description:
      'Partial: what is left out stays as it is. Each lookup that succeeds, single or of a batch, is posted there with ' +
      'the custom fields that are named. It is signed, as Standard Webhooks 1.0 says, unless payload is legacy: then it ' +
      "is the lookup's answer with the custom fields beside it, without a signature.",
    allow: 'admin',
    body: setConfigSchema,
    bodyExample: { url: 'https://example.com/lookups', field_names: ['deal_owner'] },
    answers: { 200: { description: 'As it is now', schema: configSchema, example: EXAMPLE } },
    errors: ['webhook_limit', 'secret_key_needed'],
    run: ({ caller: { organizationId, actor }, body, transaction }) =>
      transaction(async (db) => answer(200, await setConfig(db, config, { organizationId, actor }, body))),
  });

async function setConfig(
  db: Queryable,
  config: WebhookConfig,
  { organizationId, actor }: { organizationId: string; actor: string },
  wish: Wish,
): Promise<ConfigBody> {
  const { url, field_names: fieldNames, payload } = wish;
  await lockWebhooks(db, organizationId);
  const before = await getConfigWebhook(db, organizationId);
  if (before === undefined) {
    const { webhook, secret } = await addWebhook(db, config, {
      organizationId,
      actor,
      isConfig: true,
      url: url ?? '',
      description: 'Set by /webhook-config',
      events: ['lookup.completed'],
      fieldNames: fieldNames ?? [],
      payload: payload ?? 'signed',
      ratePerSecond: 50,
    });
    return { ...toBody(webhook), ...(webhook.url === '' ? {} : { secret }) };
  }
  const target = { organizationId, id: before.id };
  const after = await changeWebhook(db, config, target, {
    ...(url === undefined ? {} : { url: url ?? '', enabled: url !== null }),
    ...(fieldNames === undefined ? {} : { fieldNames }),
    ...(payload === undefined ? {} : { payload }),
  });
  if (before.url !== '' || after.url === '') return toBody(after);
  // Whoever sets an address where none was has not seen its secret.
  const { webhook, secret } = await rotateSecret(db, config, target, 0);
  return { ...toBody(webhook), secret };
}

function toBody(webhook: Webhook | undefined): ConfigBody {
  if (webhook === undefined) return { url: null, field_names: [], payload: 'signed' };
  const { url, fieldNames, payload } = webhook;
  return { url: url === '' ? null : url, field_names: [...fieldNames], payload };
}

export const configEndpoints = (config: WebhookConfig): readonly AnyEndpoint[] => [
  getConfig,
  putConfig(config),
];
