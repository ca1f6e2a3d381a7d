import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Api, answered, api } from '../../data/api.ts';
import { actorName } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { DeliveriesPanel } from './deliveries-panel.tsx';
import { WebhookControls } from './webhook-controls.tsx';
import { WebhookBadge } from './webhook-state.tsx';

const route = getRouteApi('/shell/settings/webhooks/$webhookId');
const said = words.webhooks;

/** One endpoint: how it does, what it is told of, and everything that was sent to it. */
export function WebhookPage() {
  const { webhookId } = route.useParams();
  const admin = useMay('admin');
  const query = useQuery({
    queryKey: ['webhooks', webhookId],
    enabled: admin,
    queryFn: () =>
      answered(api.GET('/webhooks/{webhook_id}', { params: { path: { webhook_id: webhookId } } })),
  });
  const endpoint = query.data;
  return (
    <Page
      title={endpoint?.url ?? said.title}
      above={<BackLink to="/settings/webhooks">{words.settings.webhooks}</BackLink>}
      badge={endpoint && <WebhookBadge state={endpoint.state} />}
      actions={endpoint && <WebhookControls endpoint={endpoint} />}
    >
      {admin ? (
        <Loaded query={query}>
          {(found) => (
            <>
              {found.state !== 'active' && <Trouble endpoint={found} />}
              <About endpoint={found} />
              <DeliveriesPanel webhookId={webhookId} />
            </>
          )}
        </Loaded>
      ) : (
        <Empty title={words.errors.forbidden}>{words.settings.adminsOnly}</Empty>
      )}
    </Page>
  );
}

/** Why it is told nothing, or not now. */
function Trouble({ endpoint }: { readonly endpoint: Api['WebhookEndpoint'] }) {
  const {
    state,
    disabled_reason: why,
    failing_since: since,
    next_attempt_at: next,
    last_error: error,
  } = endpoint;
  return (
    <div role="status" className="rounded-md bg-warn-soft px-4 py-2.5 text-warn">
      <p className="font-medium">
        {state === 'disabled' ? said.disabledWhy[why ?? 'owner'] : said.failing}
        {since !== null && (
          <>
            {' '}
            {said.failingSince} <Time at={since} />
          </>
        )}
      </p>
      {error !== null && <p className="[overflow-wrap:anywhere]">{error}</p>}
      {next !== null && (
        <p>
          {said.next} <Time at={next} />
        </p>
      )}
    </div>
  );
}

function About({ endpoint }: { readonly endpoint: Api['WebhookEndpoint'] }) {
  const { description, events, field_names: fields, payload, rate_per_second: rate, id } = endpoint;
  const success = endpoint.last_success_at;
  const old = endpoint.old_secret_until;
  return (
    <Panel title={said.about}>
      <Facts
        facts={[
          [said.description, description],
          [said.events, events.map((name) => said.eventNames[name]).join(', ')],
          [said.fields, fields.join(', ')],
          [said.payload, said.payloads[payload]],
          [said.rate, rate],
          [said.lastSuccess, success === null ? said.never : <Time key="success" at={success} />],
          [said.oldSecret, old === null ? null : <Time key="old" at={old} />],
          [said.madeBy, endpoint.created_by && actorName(endpoint.created_by)],
          [said.created, <Time key="created" at={endpoint.created_at} />],
          [
            said.id,
            <code key="id" className="font-mono">
              {id}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}
