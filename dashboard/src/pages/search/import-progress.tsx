import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answered, api } from '../../data/api.ts';
import { isSettled } from '../../data/job-state.ts';
import { useTopic } from '../../data/live.ts';
import { queryClient } from '../../data/query-client.ts';
import { CountsBar } from '../../ui/counts-bar.tsx';
import { StateBadge } from '../../ui/job-state.tsx';
import { words } from '../../words.ts';

const W = words.search;

/** How far an import is that somebody waits for on this page; in the end, the way to what it brought. */
export function ImportProgress({ jobId }: { readonly jobId: string }) {
  useTopic(`job:${jobId}`);
  const { data: job } = useQuery({
    queryKey: ['job', jobId],
    queryFn: () => answered(api.GET('/api/jobs/{id}', { params: { path: { id: jobId } } })),
  });
  const over = job !== undefined && isSettled(job);
  useEffect(() => {
    if (over) void queryClient.invalidateQueries({ queryKey: ['leads'] });
  }, [over]);
  if (job === undefined) return null;
  return (
    <div className="flex min-w-56 flex-1 items-center gap-3">
      <StateBadge job={job} />
      <CountsBar counts={job.counts} progress={job.progress} label={job.name} className="flex-1" />
      {over ? (
        <Link to="/leads" search={{ job: jobId }} className="link">
          {W.showLeads}
        </Link>
      ) : (
        <Link to="/jobs/$jobId/overview" params={{ jobId }} className="link">
          {W.open}
        </Link>
      )}
    </div>
  );
}
