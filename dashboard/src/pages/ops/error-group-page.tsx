import { getRouteApi } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { ActionDialog } from '../jobs/action-dialog.tsx';
import { ClassBadge, FailuresChart, SpanInput } from './failures-panel.tsx';
import { GroupJobs } from './group-jobs.tsx';
import { GroupSamples } from './group-samples.tsx';
import { useFailureGroup } from './ops-queries.ts';

const route = getRouteApi('/shell/ops/errors/$fingerprint');
const said = words.ops;

/** One cause of failures over all jobs: how much, when, where, and its retry. */
export function ErrorGroupPage() {
  const { fingerprint } = route.useParams();
  const { since = '24h' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useFailureGroup(fingerprint, since);
  const group = query.data?.failure;
  return (
    <Page
      title={group?.code ?? said.failure}
      above={
        <BackLink to="/ops" search={{ since }}>
          {said.title}
        </BackLink>
      }
      badge={group && <ClassBadge group={group} />}
      actions={
        <>
          <SpanInput
            value={since}
            onChange={(span) => void navigate({ search: { since: span }, replace: true })}
          />
          {query.data !== undefined && <RetryGroup found={query.data} />}
        </>
      }
    >
      <Loaded query={query}>
        {({ failure, jobs, samples }) => (
          <>
            <p className="[overflow-wrap:anywhere]">{failure.message}</p>
            {failure.whyNot !== null && (
              <p className="rounded-md bg-warn-soft px-4 py-2.5 text-warn">{failure.whyNot}</p>
            )}
            <Panel title={said.howMuch}>
              <GroupStats group={failure} />
            </Panel>
            <FailuresChart groups={[failure]} />
            <GroupJobs jobs={jobs} />
            {samples.length === 0 ? (
              <Panel title={said.samples}>
                <Empty title={said.noSamples} />
              </Panel>
            ) : (
              <GroupSamples samples={samples} jobs={jobs} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function GroupStats({ group }: { readonly group: Api['FailureGroupEverywhere'] }) {
  return (
    <Stats>
      <Stat label={said.attempts} value={formatNumber(group.count)} note={said.attemptsMore} />
      <Stat label={said.givenUp} value={formatNumber(group.final)} note={said.givenUpMore} />
      <Stat label={said.jobs} value={formatNumber(group.jobs)} />
      <Stat label={said.firstSeen} value={<Time at={group.firstSeenAt} />} />
      <Stat label={said.lastSeen} value={<Time at={group.lastSeenAt} />} />
    </Stats>
  );
}

/** Over all its jobs: shown first, then an action with a page of its own. */
function RetryGroup({ found: { failure } }: { readonly found: Api['OneFailureGroup'] }) {
  const analyst = useMay('analyst');
  const [asks, ask] = useState(false);
  if (!analyst) return null;
  const why = failure.final === 0 ? said.nothingFailed : failure.whyNot;
  const { fingerprint } = failure;
  return (
    <>
      <Button
        look="primary"
        icon={RotateCcw}
        disabled={failure.final === 0 || !failure.retryable}
        title={why ?? undefined}
        onClick={() => ask(true)}
      >
        {said.retry(formatNumber(failure.final))}
      </Button>
      {asks && (
        <ActionDialog
          asked={{ action: 'retry', items: { fingerprint } }}
          title={said.retryTitle(failure.code)}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
