import type { AttemptLine, Delivery } from '../../outcomes/webhooks/deliveries.ts';
import type { Webhook } from '../../outcomes/webhooks/endpoints.ts';
import { eventId } from '../../outcomes/webhooks/facts.ts';
import type { DeliveryBody, WebhookBody } from './wire.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export function toWebhookBody(webhook: Webhook): WebhookBody {
  return {
    id: webhook.id,
    url: webhook.url,
    description: webhook.description,
    events: [...webhook.events],
    field_names: [...webhook.fieldNames],
    payload: webhook.payload,
    rate_per_second: webhook.ratePerSecond,
    from_webhook_config: webhook.isConfig,
    state: stateOf(webhook),
    disabled_reason: webhook.disabledReason,
    disabled_at: iso(webhook.disabledAt),
    failing_since: iso(webhook.failingSince),
    next_attempt_at: iso(webhook.nextAttemptAt),
    last_success_at: iso(webhook.lastSuccessAt),
    last_failure_at: iso(webhook.lastFailureAt),
    last_error: webhook.lastError,
    old_secret_until: iso(webhook.oldSecretUntil),
    created_by: webhook.createdBy,
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  };
}

function stateOf({ disabledAt, failingSince }: Webhook): WebhookBody['state'] {
  if (disabledAt !== null) return 'disabled';
  return failingSince === null ? 'active' : 'failing';
}

export function toDeliveryBody(delivery: Delivery): DeliveryBody {
  return {
    id: delivery.id,
    event_id: eventId(delivery.event === null ? { event: null, place: Number(delivery.id) } : delivery),
    event_number: delivery.number,
    type: delivery.type,
    state: delivery.state,
    attempts: delivery.attempts,
    created_at: delivery.createdAt.toISOString(),
    next_attempt_at: iso(delivery.dueAt),
    delivered_at: iso(delivery.deliveredAt),
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
  };
}

export function toAttemptBody({ attempt, at, durationMs, status, error, answer }: AttemptLine) {
  return { attempt, at: at.toISOString(), duration_ms: durationMs, status, error, answer };
}
