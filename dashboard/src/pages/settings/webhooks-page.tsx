import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookBadge } from './webhook-state.tsx';

const said = words.webhooks;

/** Addresses that are told of events, and how each does. */
export function WebhooksPage() {
  const navigate = useNavigate();
  const [adding, add] = useState(false);
  const [made, show] = useState<Api['WebhookEndpointWithSecret']>();
  return (
    <SettingsFrame
      admin
      actions={
        <Button look="primary" icon={Plus} data-key="n" onClick={() => add(true)}>
          {said.add}
        </Button>
      }
    >
      <EndpointsPanel />
      {adding && (
        <WebhookDialog
          onClose={() => add(false)}
          onAdded={(endpoint) => {
            add(false);
            show(endpoint);
          }}
        />
      )}
      {made !== undefined && (
        <SecretDialog
          title={said.secret}
          secret={made.secret}
          onClose={() => {
            show(undefined);
            void navigate({ to: '/settings/webhooks/$webhookId', params: { webhookId: made.id } });
          }}
        />
      )}
    </SettingsFrame>
  );
}

function EndpointsPanel() {
  const query = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => answered(api.GET('/webhooks')),
  });
  return (
    <Panel title={words.settings.webhooks} note={said.note} flush>
      <Loaded query={query}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <Empty icon={Webhook} title={said.none}>
              {said.noneMore}
            </Empty>
          ) : (
            <Table label={words.settings.webhooks} rows={webhooks.length}>
              <Head>
                <Th>{said.address}</Th>
                <Th>{said.state}</Th>
                <Th numeric className="max-md:hidden">
                  {said.events}
                </Th>
                <Th className="max-sm:hidden">{said.lastSuccess}</Th>
                <Th className="max-md:hidden">{said.lastFailure}</Th>
              </Head>
              <tbody>
                {webhooks.map((endpoint) => (
                  <EndpointRow key={endpoint.id} endpoint={endpoint} />
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
    </Panel>
  );
}

function EndpointRow({ endpoint }: { readonly endpoint: Api['WebhookEndpoint'] }) {
  const {
    id,
    url,
    description,
    state,
    events,
    last_success_at: success,
    last_failure_at: failure,
  } = endpoint;
  return (
    <Row data-row>
      <Td>
        <Link
          to="/settings/webhooks/$webhookId"
          params={{ webhookId: id }}
          className="font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {url}
        </Link>
        {description !== '' && <span className="block text-muted">{description}</span>}
      </Td>
      <Td>
        <WebhookBadge state={state} />
      </Td>
      <Td numeric className="max-md:hidden">
        {events.length}
      </Td>
      <Td className="text-muted max-sm:hidden">{success === null ? said.never : <Ago at={success} />}</Td>
      <Td className="text-muted max-md:hidden">
        {failure === null ? (
          said.never
        ) : (
          <>
            <Ago at={failure} />
            <span className="block max-w-64 truncate text-xs" title={endpoint.last_error ?? undefined}>
              {endpoint.last_error}
            </span>
          </>
        )}
      </Td>
    </Row>
  );
}
