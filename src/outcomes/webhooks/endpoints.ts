import { randomUUID } from 'node:crypto';
import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import { call, type Queryable } from '../../db/pool.ts';
import { checkWebhookUrl } from './addresses.ts';
import type { EventType } from './event-types.ts';
import { type KeyConfig, newSecret, sealSecret } from './secrets.ts';

export type WebhookConfig = KeyConfig & Pick<Config, 'webhooksPrivate'>;

/** An endpoint with how it is doing. Its secret is shown when it is made, and never again. */
export interface Webhook {
  readonly id: string;
  /** Empty: none is set, which only the one of `/webhook-config` can be. */
  readonly url: string;
  readonly description: string;
  readonly events: readonly EventType[];
  readonly fieldNames: readonly string[];
  readonly payload: 'signed' | 'legacy';
  readonly ratePerSecond: number;
  /** The one of `/webhook-config`. */
  readonly isConfig: boolean;
  readonly disabledAt: Date | null;
  readonly disabledReason: 'owner' | 'gone' | 'failing' | null;
  readonly oldSecretUntil: Date | null;
  /** Since when nothing has gone well; null while all is well. */
  readonly failingSince: Date | null;
  readonly nextAttemptAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastError: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an owner may say of an endpoint. */
export interface WebhookWish {
  readonly url: string;
  readonly description: string;
  readonly events: readonly EventType[];
  readonly fieldNames: readonly string[];
  readonly payload: 'signed' | 'legacy';
  readonly ratePerSecond: number;
}

const SHOWN = `e.id, e.url, e.description, e.events, e.field_names as "fieldNames", e.payload,
  e.rate_per_second as "ratePerSecond", e.is_config as "isConfig", e.disabled_at as "disabledAt",
  e.disabled_reason as "disabledReason",
  case when e.old_secret_until > lotline.clock() then e.old_secret_until end as "oldSecretUntil",
  l.failing_since as "failingSince", case when l.hold_until > lotline.clock() then l.hold_until end as "nextAttemptAt",
  l.last_success_at as "lastSuccessAt", l.last_failure_at as "lastFailureAt",
  case when l.failing_since is not null or e.disabled_reason is not null then l.last_error end as "lastError",
  e.created_by as "createdBy", e.created_at as "createdAt", e.updated_at as "updatedAt"`;

/** Until the transaction ends, no other looks at the endpoint of `/webhook-config` in order to change it. */
export async function lockWebhooks(db: Queryable, organizationId: string): Promise<void> {
  await call(db, 'select lotline.lock_webhooks($1)', [organizationId]);
}

/** An organization's endpoints, oldest first; there are never more than 50. */
export function listWebhooks(db: Queryable, organizationId: string): Promise<Webhook[]> {
  return call<Webhook & Record<string, unknown>>(
    db,
    `select ${SHOWN} from lotline.webhook_endpoints e
       join lotline.webhook_lanes l on l.endpoint_id = e.id
      where e.org_id = $1 and e.removed_at is null order by e.created_at, e.id limit 100`,
    [organizationId],
  );
}

/** One endpoint that has an address. Throws `webhook_not_found`. */
export async function getWebhook(db: Queryable, organizationId: string, id: string): Promise<Webhook> {
  const webhook = await readWebhook(db, organizationId, id);
  if (webhook.url === '') throw new AppError('webhook_not_found', 'Webhook not found');
  return webhook;
}

async function readWebhook(db: Queryable, organizationId: string, id: string): Promise<Webhook> {
  const [row] = await call<Webhook & Record<string, unknown>>(
    db,
    `select ${SHOWN} from lotline.webhook_endpoints e
       join lotline.webhook_lanes l on l.endpoint_id = e.id
      where e.org_id = $1 and e.id = $2 and e.removed_at is null`,
    [organizationId, id],
  );
  if (row === undefined) throw new AppError('webhook_not_found', 'Webhook not found');
  return row;
}

/** The endpoint of `/webhook-config`, if there is one. */
export async function getConfigWebhook(db: Queryable, organizationId: string): Promise<Webhook | undefined> {
  const webhooks = await listWebhooks(db, organizationId);
  return webhooks.find((webhook) => webhook.isConfig);
}

/** Adds an endpoint; its secret is in this answer alone. Throws `validation_failed`, `webhook_limit`. */
export async function addWebhook(
  db: Queryable,
  config: WebhookConfig,
  request: WebhookWish & { organizationId: string; actor: string; isConfig?: boolean },
): Promise<{ webhook: Webhook; secret: string }> {
  const { organizationId, isConfig = false, actor } = request;
  const id = randomUUID();
  const secret = newSecret();
  const url = addressOf(request.url, config);
  await call(db, 'select from lotline.add_webhook($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
    organizationId,
    id,
    url,
    request.description,
    request.events,
    request.fieldNames,
    request.payload,
    request.ratePerSecond,
    sealSecret(config, id, secret),
    isConfig,
    actor,
  ]);
  return { webhook: await readWebhook(db, organizationId, id), secret };
}

/** An address to send to, or none: only the endpoint of `/webhook-config` can be without. */
const addressOf = (url: string, config: WebhookConfig) =>
  url === '' ? '' : checkWebhookUrl(url, 'url', config);

/** Changes what is named. Enabling one that was disabled sends it what it missed, as far as that is kept. */
export async function changeWebhook(
  db: Queryable,
  config: WebhookConfig,
  target: { organizationId: string; id: string },
  changes: Partial<WebhookWish> & { readonly enabled?: boolean },
): Promise<Webhook> {
  const { url, fieldNames, ratePerSecond, ...rest } = changes;
  await call(db, 'select from lotline.change_webhook($1, $2, $3)', [
    target.organizationId,
    target.id,
    JSON.stringify({
      ...rest,
      ...(url === undefined ? {} : { url: addressOf(url, config) }),
      ...(fieldNames === undefined ? {} : { field_names: fieldNames }),
      ...(ratePerSecond === undefined ? {} : { rate_per_second: ratePerSecond }),
    }),
  ]);
  return readWebhook(db, target.organizationId, target.id);
}

/** Nothing more is sent there, and nothing that waits. */
export async function removeWebhook(db: Queryable, organizationId: string, id: string): Promise<void> {
  await call(db, 'select lotline.remove_webhook($1, $2)', [organizationId, id]);
}

/** Gives an endpoint a new secret; for the overlap the old one signs as well. */
export async function rotateSecret(
  db: Queryable,
  config: KeyConfig,
  target: { organizationId: string; id: string },
  overlapSeconds: number,
): Promise<{ webhook: Webhook; secret: string }> {
  const { organizationId, id } = target;
  const secret = newSecret();
  await call(db, 'select from lotline.rotate_webhook_secret($1, $2, $3, $4)', [
    organizationId,
    id,
    sealSecret(config, id, secret),
    overlapSeconds,
  ]);
  return { webhook: await readWebhook(db, organizationId, id), secret };
}
