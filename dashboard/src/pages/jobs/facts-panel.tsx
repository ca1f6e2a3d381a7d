import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { actorName, formatDuration, formatNumber } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { batchQuery } from '../lookups/lookup-query.ts';
import { countyIds, STRATEGIES } from './again.ts';
import { ranSeconds } from './job-figures.ts';

const MOST_COUNTIES = 8;

/** Who made a job, when it ran, and what it is about. */
export function FactsPanel({ job }: { readonly job: Api['Job'] }) {
  const said = words.job;
  const ran = ranSeconds(job);
  const strategy = STRATEGIES.find((name) => name === job.params.strategy);
  const counties = countyIds(job.params);
  return (
    <Panel
      title={said.facts}
      actions={
        job.kind === 'incentive_lookup' && (
          <>
            <LinkButton size="sm" to="/lookups/$jobId" params={{ jobId: job.id }}>
              {said.toLookup}
            </LinkButton>
            <ReportLink jobId={job.id} />
          </>
        )
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        <Fact name={said.kind}>{kindLabel(job.kind)}</Fact>
        <Fact name={said.doneBy}>{words.drivers[job.driver]}</Fact>
        {counties.length > 0 && (
          <Fact name={said.counties}>
            <ul className="flex flex-wrap gap-x-3">
              {counties.slice(0, MOST_COUNTIES).map((id) => (
                <li key={id}>
                  <CountyLink id={id} />
                </li>
              ))}
              {counties.length > MOST_COUNTIES && <li>+{formatNumber(counties.length - MOST_COUNTIES)}</li>}
            </ul>
          </Fact>
        )}
        {counties.length === 0 && typeof job.params.state_code === 'string' && (
          <Fact name={said.stateOf}>{job.params.state_code}</Fact>
        )}
        {strategy !== undefined && <Fact name={said.strategy}>{said.strategies[strategy]}</Fact>}
        {job.params.reuse === false && <Fact name={said.reuse}>{said.yes}</Fact>}
        {typeof job.params.as_of === 'string' && <Fact name={said.asOf}>{job.params.as_of}</Fact>}
        {typeof job.params.url === 'string' && <Fact name={said.address}>{job.params.url}</Fact>}
        <Fact name={said.madeBy}>{job.createdBy === null ? words.log.system : actorName(job.createdBy)}</Fact>
        <Fact name={said.created}>
          <Time at={job.createdAt} />
        </Fact>
        {job.startedAt !== null && (
          <Fact name={said.started}>
            <Time at={job.startedAt} />
          </Fact>
        )}
        {job.completedAt !== null && (
          <Fact name={said.ended}>
            <Time at={job.completedAt} />
          </Fact>
        )}
        {ran !== null && <Fact name={ranName(job)}>{formatDuration(ran)}</Fact>}
        {job.counts.completed + job.counts.failed > 0 && (
          <Fact name={said.successRate}>{job.successRate}%</Fact>
        )}
        {job.errorCount > 0 && <Fact name={said.errorCount}>{formatNumber(job.errorCount)}</Fact>}
        {job.generation > 1 && <Fact name={said.generation}>{formatNumber(job.generation - 1)}</Fact>}
        {job.lastError !== null && <Fact name={said.lastError}>{job.lastError}</Fact>}
        {job.columns !== null && job.columns.length > 0 && (
          <Fact name={said.files}>{job.columns.join(', ')}</Fact>
        )}
        <Fact name={said.id}>
          <span className="flex items-center gap-1">
            <code className="font-mono text-sm [overflow-wrap:anywhere]">{job.id}</code>
            <CopyButton text={job.id} label={words.jobActions.copyId} />
          </span>
        </Fact>
      </dl>
    </Panel>
  );
}

/** A run that goes on has not lasted yet. */
const ranName = ({ completedAt, pausedAt }: Pick<Api['Job'], 'completedAt' | 'pausedAt'>): string =>
  completedAt !== null ? words.job.lasted : pausedAt !== null ? words.job.ranSoFar : words.job.runningFor;

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 self-center [overflow-wrap:anywhere] tabular">{children}</dd>
    </>
  );
}

/** To the report of a lookup, which has an id of its own. */
function ReportLink({ jobId }: { readonly jobId: string }) {
  const { data } = useQuery(batchQuery(jobId));
  const reportId = data?.report_id ?? null;
  if (reportId === null) return null;
  return (
    <LinkButton size="sm" to="/reports/$reportId" params={{ reportId }}>
      {words.job.toReport}
    </LinkButton>
  );
}

function CountyLink({ id }: { readonly id: string }) {
  const { data } = useQuery(countyQuery(id));
  return (
    <Link to="/counties/$countyId" params={{ countyId: id }} className="link">
      {data === undefined ? id.slice(0, 8) : `${data.county_name}, ${data.state_code}`}
    </Link>
  );
}

/** A county by its id, which hardly changes. */
export const countyQuery = (id: string) =>
  queryOptions({
    queryKey: ['county', id, 'name'],
    staleTime: 60 * 60_000,
    placeholderData: () => undefined,
    queryFn: () => answered(api.GET('/api/counties/{id}', { params: { path: { id } } })),
  });
