import { useMutation, useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { SidePanel } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Json } from '../../ui/json.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { DeliveryBadge } from './webhook-state.tsx';

const said = words.webhooks;
const TEST = 'webhook.test';

/** One delivery: every attempt with its answer, what was sent, and sending it again. */
export function DeliveryPanel({
  webhookId,
  deliveryId,
  onClose,
}: {
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly onClose: () => void;
}) {
  const path = { webhook_id: webhookId };
  const query = useQuery({
    queryKey: ['webhooks', webhookId, 'delivery', deliveryId],
    queryFn: () =>
      answered(
        api.GET('/webhooks/{webhook_id}/deliveries/{delivery_id}', {
          params: { path: { ...path, delivery_id: deliveryId } },
        }),
      ),
  });
  const again = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/webhooks/{webhook_id}/replay', {
          params: { path },
          body: { delivery_ids: [deliveryId] },
        }),
      ),
    onSuccess: ({ events }) => tell({ title: said.replayed(events) }),
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['webhooks', webhookId] }),
  });
  return (
    <SidePanel open onClose={onClose} title={query.data?.type ?? said.delivery}>
      <Loaded query={query}>
        {(found) => (
          <div className="flex flex-col gap-5">
            <div className="flex items-center gap-3">
              <DeliveryBadge state={found.state} />
              {/* a test has no event that could be sent again: the page sends another */}
              {found.type !== TEST && (
                <Button size="sm" icon={RotateCcw} busy={again.isPending} onClick={() => again.mutate()}>
                  {said.sendAgain}
                </Button>
              )}
            </div>
            <Facts
              facts={[
                [said.created, <Time key="at" at={found.created_at} />],
                [
                  said.next,
                  found.next_attempt_at === null ? null : <Time key="next" at={found.next_attempt_at} />,
                ],
                [
                  said.eventId,
                  <code key="id" className="font-mono text-xs">
                    {found.event_id}
                  </code>,
                ],
              ]}
            />
            <Attempts log={found.log} />
            <Payload delivery={found} />
          </div>
        )}
      </Loaded>
    </SidePanel>
  );
}

function Attempts({ log }: { readonly log: Api['WebhookDeliveryDetail']['log'] }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{said.attempts}</h3>
      {log.length === 0 && <p className="text-muted">{said.noAttempts}</p>}
      <ol className="flex flex-col gap-2">
        {log.map(({ attempt, at, duration_ms: ms, status, error, answer }) => (
          <li key={`${attempt} ${at}`} className="rounded-md border border-line px-3 py-2 text-sm">
            <p className="flex flex-wrap gap-x-3">
              <span className="font-medium">{said.attempt(formatNumber(attempt))}</span>
              <Time at={at} />
              <span className="text-muted tabular">{formatNumber(ms)} ms</span>
              {status !== null && <span>HTTP {status}</span>}
            </p>
            {error !== null && <p className="text-bad [overflow-wrap:anywhere]">{error}</p>}
            {answer !== null && answer !== '' && (
              <pre className="mt-1 max-h-40 overflow-auto font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
                {answer}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was sent, from the log of events; they are kept for a week. */
function Payload({ delivery }: { readonly delivery: Api['WebhookDeliveryDetail'] }) {
  const number = Number(delivery.event_number);
  const query = useQuery({
    queryKey: ['events', delivery.event_number],
    enabled: delivery.event_number !== null,
    queryFn: async () => {
      const { events } = await answered(
        api.GET('/events', { params: { query: { after: String(number - 1), limit: 1 } } }),
      );
      return events.find(({ id }) => id === delivery.event_id) ?? null;
    },
  });
  return (
    <section>
      <h3 className="mb-1 font-semibold">{said.sent}</h3>
      {delivery.event_number === null ? (
        <p className="text-muted">{said.noPayload}</p>
      ) : (
        <Loaded query={query} lines={3}>
          {(event) =>
            event === null ? (
              <p className="text-muted">{said.noPayload}</p>
            ) : (
              <Json value={event} label={said.sent} />
            )
          }
        </Loaded>
      )}
    </section>
  );
}
