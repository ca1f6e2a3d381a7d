import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { Badge } from '../../ui/badge.tsx';
import { words } from '../../words.ts';

const LOOKS = {
  active: { tone: 'ok', icon: CircleCheck },
  failing: { tone: 'warn', icon: CircleAlert },
  disabled: { tone: 'bad', icon: CircleX },
} as const;

/** How an endpoint does: icon, word and colour. */
export function WebhookBadge({ state }: { readonly state: Api['WebhookEndpoint']['state'] }) {
  return <Badge {...LOOKS[state]}>{words.webhooks.states[state]}</Badge>;
}

const DELIVERY_TONES = { waiting: 'info', delivered: 'ok', failed: 'bad' } as const;

/** What became of a delivery. */
export function DeliveryBadge({ state }: { readonly state: Api['WebhookDelivery']['state'] }) {
  return <Badge tone={DELIVERY_TONES[state]}>{words.webhooks.deliveryStates[state]}</Badge>;
}
