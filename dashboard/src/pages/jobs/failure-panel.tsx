import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatDuration, formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Table, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import type { Asked } from './action-body.ts';
import { ActionDialog } from './action-dialog.tsx';
import { FailureRow } from './failure-row.tsx';
import { failuresQuery } from './job-query.ts';

/** Causes of a job's failures, each with its retry. `most` shows only the largest and links to the others. */
export function FailurePanel({ job, most }: { readonly job: Api['Job']; readonly most?: number }) {
  const query = useQuery(failuresQuery(job.id));
  useFreshFailures(job);
  const [asking, ask] = useState<{ readonly asked: Asked; readonly title: string }>();
  const may = useMay('analyst') && job.status !== 'cancelled' && job.status !== 'pending';
  const jobs = { ids: [job.id] };
  const retry = (group: Api['FailureGroup']) =>
    ask({
      asked: { action: 'retry', jobs, items: { fingerprint: group.fingerprint } },
      title: words.retry.groupTitle(group.code),
    });
  const all = { asked: { action: 'retry', jobs, items: { all: true } } as const, title: words.retry.title };
  return (
    <Panel
      title={words.job.failures}
      flush
      note={
        query.data !== undefined && query.data.failures.length > 0
          ? words.failures.causes(query.data.failures.length, formatNumber(query.data.failures.length))
          : undefined
      }
      actions={
        <>
          {most !== undefined && (
            <LinkButton size="sm" look="quiet" to="/jobs/$jobId/failures" params={{ jobId: job.id }}>
              {words.failures.showAll}
            </LinkButton>
          )}
          {may && job.counts.failed > 0 && (
            <Button size="sm" icon={RotateCcw} onClick={() => ask(all)}>
              {words.failures.retryAll}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query} lines={3}>
        {({ failures }) =>
          failures.length === 0 ? (
            <Empty icon={CircleCheck} title={words.failures.none}>
              {words.failures.noneMore}
            </Empty>
          ) : (
            <>
              <Groups
                groups={failures.slice(0, most)}
                job={job}
                brief={most !== undefined}
                {...(may ? { onRetry: retry } : {})}
              />
              {most === undefined && <Cannot groups={failures} jobId={job.id} />}
            </>
          )
        }
      </Loaded>
      {asking !== undefined && <ActionDialog {...asking} onClose={() => ask(undefined)} />}
    </Panel>
  );
}

function Groups({
  groups,
  job,
  brief,
  onRetry,
}: {
  readonly groups: readonly Api['FailureGroup'][];
  readonly job: Api['Job'];
  readonly brief: boolean;
  readonly onRetry?: (group: Api['FailureGroup']) => void;
}) {
  const span = formatDuration((groups[0]?.trendSliceSeconds ?? 0) * (groups[0]?.trend.length ?? 0));
  return (
    <Table label={words.failures.list} rows={groups.length}>
      <Head>
        <Th>{words.failures.cause}</Th>
        <Th numeric className="max-sm:hidden">
          {words.failures.final}
        </Th>
        {!brief && (
          <>
            <Th numeric className="max-md:hidden">
              {words.failures.attempts}
            </Th>
            <Th className="max-md:hidden">{words.failures.first}</Th>
          </>
        )}
        <Th className="max-md:hidden">{words.failures.last}</Th>
        <Th className="max-sm:hidden" title={span}>
          {words.failures.trend}
        </Th>
        <Th>
          <span className="sr-only">{words.jobs.controls}</span>
        </Th>
      </Head>
      <tbody>
        {groups.map((group) => (
          <FailureRow
            key={group.fingerprint}
            group={group}
            jobId={job.id}
            span={span}
            brief={brief}
            {...(onRetry === undefined ? {} : { onRetry })}
          />
        ))}
      </tbody>
    </Table>
  );
}

/** What no retry helps, and why. */
function Cannot({
  groups,
  jobId,
}: {
  readonly groups: readonly Api['FailureGroup'][];
  readonly jobId: string;
}) {
  const stuck = groups.filter(({ retryable, final }) => !retryable && final > 0);
  if (stuck.length === 0) return null;
  const items = stuck.reduce((sum, { final }) => sum + final, 0);
  return (
    <div className="border-t border-line px-4 py-3 text-sm">
      <p className="font-medium">{words.failures.cannot(formatNumber(items))}</p>
      <ul className="mt-1 flex flex-col gap-0.5 text-muted">
        {stuck.map(({ fingerprint, final, code, whyNot }) => (
          <li key={fingerprint}>
            <Link
              to="/jobs/$jobId/items"
              params={{ jobId }}
              search={{ status: 'failed' }}
              className="link tabular"
            >
              {formatNumber(final)} × {code}
            </Link>
            {whyNot !== null && `: ${whyNot}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

const AT_MOST_EVERY_MS = 3_000;

/** Asks for the causes again when the live counts say that more failed, at most every three seconds. */
function useFreshFailures({ id, counts, errorCount }: Api['Job']): void {
  const [known, setKnown] = useState(`${counts.failed} ${errorCount}`);
  const now = `${counts.failed} ${errorCount}`;
  useEffect(() => {
    if (now === known) return;
    const timer = setTimeout(() => {
      setKnown(now);
      void queryClient.invalidateQueries({ queryKey: ['failures', id] });
    }, AT_MOST_EVERY_MS);
    return () => clearTimeout(timer);
  }, [now, known, id]);
}
