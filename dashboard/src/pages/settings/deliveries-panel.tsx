import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatNumber } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { DeliveryPanel } from './delivery-panel.tsx';
import { DELIVERY_STATES } from './delivery-states.ts';
import { DeliveryBadge } from './webhook-state.tsx';

const route = getRouteApi('/shell/settings/webhooks/$webhookId');
const said = words.webhooks;
const SHOWN = 50;
const LOOK_MS = 10_000;

/** What was sent to an endpoint, newest first; one of them at the side. */
export function DeliveriesPanel({ webhookId }: { readonly webhookId: string }) {
  const { state, cursor, delivery } = route.useSearch();
  const change = useChangeSearch();
  const query = useQuery({
    queryKey: ['webhooks', webhookId, 'deliveries', state ?? null, cursor ?? null],
    refetchInterval: LOOK_MS,
    queryFn: () =>
      answered(
        api.GET('/webhooks/{webhook_id}/deliveries', {
          params: {
            path: { webhook_id: webhookId },
            query: {
              limit: SHOWN,
              ...(state === undefined ? {} : { state }),
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
        }),
      ),
  });
  return (
    <>
      <Panel
        title={said.deliveries}
        note={said.deliveriesNote}
        flush
        actions={
          <SelectInput
            label={said.state}
            hiddenLabel
            value={state ?? ''}
            onChange={({ currentTarget: { value } }) =>
              change({ state: value === '' ? undefined : value, cursor: undefined })
            }
            options={[
              { value: '', name: said.anyState },
              ...DELIVERY_STATES.map((value) => ({ value, name: said.deliveryStates[value] })),
            ]}
          />
        }
      >
        <Loaded query={query}>
          {({ deliveries, next_cursor: next }) =>
            deliveries.length === 0 ? (
              <Empty
                title={state === undefined ? said.noDeliveries : said.noneFit}
                action={
                  state !== undefined && (
                    <Button onClick={() => change({ state: undefined })}>{words.actions.clearFilters}</Button>
                  )
                }
              >
                {said.noDeliveriesMore}
              </Empty>
            ) : (
              <>
                <DeliveryTable deliveries={deliveries} onOpen={(id) => change({ delivery: id })} />
                <CursorPager cursor={cursor} next={next} />
              </>
            )
          }
        </Loaded>
      </Panel>
      {delivery !== undefined && (
        <DeliveryPanel
          webhookId={webhookId}
          deliveryId={delivery}
          onClose={() => change({ delivery: undefined })}
        />
      )}
    </>
  );
}

function DeliveryTable({
  deliveries,
  onOpen,
}: {
  readonly deliveries: readonly Api['WebhookDelivery'][];
  readonly onOpen: (id: string) => void;
}) {
  return (
    <Table label={said.deliveries}>
      <Head>
        <Th>{said.event}</Th>
        <Th>{said.state}</Th>
        <Th numeric className="max-sm:hidden">
          {said.attempts}
        </Th>
        <Th className="max-md:hidden">{said.answer}</Th>
        <Th>{said.when}</Th>
      </Head>
      <tbody>
        {deliveries.map(({ id, type, event_number: number, state, attempts, created_at: at, ...last }) => (
          <Row key={id} data-row>
            <Td>
              <button
                type="button"
                onClick={() => onOpen(id)}
                className="min-h-6 text-left font-medium hover:underline"
              >
                {type}
              </button>
              {number !== null && <span className="block text-xs text-muted">{said.number(number)}</span>}
            </Td>
            <Td>
              <DeliveryBadge state={state} />
            </Td>
            <Td numeric className="max-sm:hidden">
              {formatNumber(attempts)}
            </Td>
            <Td className="max-w-72 truncate text-muted max-md:hidden">
              {last.last_error ?? (last.last_status === null ? '–' : `HTTP ${last.last_status}`)}
            </Td>
            <Td className="text-muted">
              <Time at={at} />
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
