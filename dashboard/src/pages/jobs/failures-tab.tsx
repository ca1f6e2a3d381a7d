import { useParams } from '@tanstack/react-router';
import { FailurePanel } from './failure-panel.tsx';
import { useJob } from './job-query.ts';

/** Why items of a job failed, by cause. */
export function JobFailuresTab() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  return <FailurePanel job={useJob(jobId)} />;
}
