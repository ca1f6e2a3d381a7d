import { useParams } from '@tanstack/react-router';
import { isSettled } from '../../data/job-state.ts';
import { isCountyKind } from '../../data/kinds.ts';
import { useMay } from '../../data/session.ts';
import { FactsPanel } from './facts-panel.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { FirstItems } from './first-items.tsx';
import { useJob } from './job-query.ts';
import { LeadPanel } from './lead-panel.tsx';
import { PurchasesPanel } from './purchases-panel.tsx';
import { SteeringPanel } from './steering-panel.tsx';
import { ThroughputPanel } from './throughput-panel.tsx';
import { UsagePanel } from './usage-panel.tsx';

/** What one wants to know of a job at a glance, and to change while it runs. */
export function JobOverviewTab() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const job = useJob(jobId);
  const may = useMay('analyst');
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        {job.kind === 'lead_import' && <PurchasesPanel job={job} />}
        {may && !isSettled(job) && <SteeringPanel job={job} />}
        {job.errorCount + job.counts.failed > 0 && <FailurePanel job={job} most={3} />}
        {isSettled(job) && <ThroughputPanel job={job} />}
        {(isCountyKind(job.kind) || job.kind === 'http') && <UsagePanel jobId={job.id} />}
        {job.kind === 'lead_import' && <LeadPanel jobId={job.id} />}
        {job.counts.total > 0 && <FirstItems job={job} />}
      </div>
      <FactsPanel job={job} />
    </div>
  );
}
