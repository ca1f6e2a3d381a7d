import { AppError } from '../../base/errors.ts';
import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';
import type { HttpClient } from '../../providers/http-client.ts';
import type { EventFacts } from './facts.ts';
import type { KeyConfig } from './secrets.ts';
import { type Attempt, sendEvent } from './send.ts';
import { openTarget } from './targets.ts';

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  /** Null: a test. */
  readonly event: number | null;
  readonly place: number;
  readonly number: string | null;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  /** Null unless it waits. */
  readonly dueAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** One attempt as it was written down. */
export interface AttemptLine {
  readonly attempt: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string | null;
}

const SHOWN = `d.id, d.event_id::float8 as event, d.place, d.number, d.type, d.state, d.attempts,
  d.created_at as "createdAt", case when d.state = 'waiting' then d.due_at end as "dueAt",
  d.delivered_at as "deliveredAt", d.last_status as "lastStatus", d.last_error as "lastError"`;

/** What was or will be sent to an endpoint, newest first. */
export function listDeliveries(
  db: Queryable,
  filter: {
    organizationId: string;
    webhookId: string;
    state?: DeliveryState | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<Delivery[]> {
  return call<Delivery & Record<string, unknown>>(
    db,
    `select ${SHOWN} from lotline.webhook_deliveries d
      where d.org_id = $1 and d.endpoint_id = $2 and ($3::text is null or d.state = $3)
        and d.id < coalesce($4::bigint, 9223372036854775807)
      order by d.id desc limit $5`,
    [filter.organizationId, filter.webhookId, filter.state ?? null, filter.before ?? null, filter.limit],
  );
}

/** A delivery with its attempts, the last 100 of them. Throws `delivery_not_found`. */
export async function getDelivery(
  db: Queryable,
  target: { organizationId: string; webhookId: string; id: string },
): Promise<Delivery & { readonly log: readonly AttemptLine[] }> {
  const [delivery] = await call<Delivery & Record<string, unknown>>(
    db,
    `select ${SHOWN} from lotline.webhook_deliveries d
      where d.org_id = $1 and d.endpoint_id = $2 and d.id = $3`,
    [target.organizationId, target.webhookId, target.id],
  );
  if (delivery === undefined) throw new AppError('delivery_not_found', 'Delivery not found');
  const log = await call<AttemptLine & Record<string, unknown>>(
    db,
    `select attempt, at, duration_ms as "durationMs", status, error, answer from lotline.webhook_attempts
      where org_id = $1 and delivery_id = $2 order by attempt desc limit 100`,
    [target.organizationId, target.id],
  );
  return { ...delivery, log };
}

/** What is to be sent again: deliveries by their ids, or the events of a range of numbers. */
export type ReplayRange =
  | { readonly deliveryIds: readonly string[] }
  | { readonly after: string; readonly until: string | undefined; readonly onlyFailed: boolean };

/** Makes events due again, under their old ids; gives how many. Throws `delivery_not_found`, `replay_too_large`. */
export async function replay(
  db: Queryable,
  target: { organizationId: string; id: string },
  range: ReplayRange,
): Promise<number> {
  const named = 'deliveryIds' in range;
  const [row] = await call<{ count: number }>(
    db,
    `select lotline.replay_webhook($1, $2, $3, $4, coalesce($5::bigint,
       (select last_number from lotline.webhook_streams where org_id = $1), 0), $6) as count`,
    [
      target.organizationId,
      target.id,
      named ? range.deliveryIds : null,
      named ? 0 : range.after,
      named ? null : (range.until ?? null),
      named ? false : range.onlyFailed,
    ],
  );
  return row?.count ?? 0;
}

/** Sends a test event now, from here, and says what came of it. Throws `webhook_not_found`, `secret_key_needed`. */
export async function sendTest(
  parts: { pool: Pool; client: HttpClient; config: KeyConfig; timeoutMs: number },
  target: { organizationId: string; id: string },
): Promise<Attempt & { readonly deliveryId: string }> {
  const { pool, client, config, timeoutMs } = parts;
  const { organizationId, id } = target;
  const begun = await asOrganization(pool, organizationId, async (db) => {
    const [row] = await call<{ id: string }>(db, 'select lotline.begin_webhook_test($1, $2) as id', [
      organizationId,
      id,
    ]);
    const address = await openTarget(db, config, id);
    if (address === undefined) throw new AppError('webhook_not_found', 'Webhook not found');
    return { deliveryId: row?.id ?? '', address };
  });
  const attempt = await sendEvent(client, begun.address, testFacts(begun.deliveryId), { timeoutMs });
  await asOrganization(pool, organizationId, (db) =>
    call(db, 'select lotline.end_webhook_test($1, $2, $3)', [
      organizationId,
      begun.deliveryId,
      JSON.stringify(attempt),
    ]),
  );
  return { deliveryId: begun.deliveryId, ...attempt };
}

function testFacts(deliveryId: string): EventFacts {
  return {
    event: null,
    place: Number(deliveryId),
    type: 'webhook.test',
    at: new Date().toISOString(),
    number: null,
    sequence: null,
    generation: null,
    detail: { message: 'A test: this endpoint is reached, and the signature can be verified' },
    job: null,
    item: null,
    report: null,
  };
}
