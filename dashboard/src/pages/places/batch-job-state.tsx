import type { Api } from '../../data/api.ts';
import { StateBadge } from '../../ui/job-state.tsx';

type Listed = Pick<
  Api['ListedBatchJob'],
  'status' | 'autoPaused' | 'totalItems' | 'processedItems' | 'failedItems'
>;

/** The state of a job as lists of /api/batch-jobs tell it, where a running one is `running`. */
export function BatchJobState({ job }: { readonly job: Listed }) {
  const counts = {
    total: job.totalItems,
    completed: job.processedItems,
    failed: job.failedItems,
    skipped: 0,
    cancelled: 0,
    processing: 0,
    waiting: 0,
  };
  const status = job.status === 'running' ? 'in_progress' : job.status;
  return <StateBadge job={{ status, draining: false, autoPaused: job.autoPaused, counts }} />;
}
