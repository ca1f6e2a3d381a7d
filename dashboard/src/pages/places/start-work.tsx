import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { formatCount } from '../../data/format.ts';
import { type JobType, pendingWorkQuery } from '../../data/pending-work.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { offerNotices } from '../../ui/offer-notices.ts';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

export interface Work {
  readonly jobType: JobType;
  readonly label: string;
  readonly pending: number;
  readonly batchSize: number;
  /** How long it takes, in words. */
  readonly estimateText?: string;
}

const W = words.home;

/** Makes a job of what waits, of all counties or one, and starts it; says first what that will be. */
export function StartWork({
  work,
  county,
  primary = false,
}: {
  readonly work: Work;
  /** The main thing to do on its page. */
  readonly primary?: boolean;
  readonly county?: { readonly id: string; readonly name: string };
}) {
  const [asking, ask] = useState(false);
  const navigate = useNavigate();
  const { jobType, label, pending, batchSize, estimateText } = work;
  const start = useMutation({
    mutationFn: async () => {
      const body = { job_type: jobType, county_id: county?.id ?? null, batch_size: batchSize };
      const { data } = await answered(api.POST('/api/batch-jobs', { body }));
      const path = { id: data.id };
      await answered(
        api.PATCH('/api/batch-jobs/{id}', { params: { path }, body: { status: 'in_progress' } }),
      );
      return data;
    },
    onSuccess: ({ id, name, driver }) => {
      ask(false);
      const run = () => void navigate({ to: '/jobs/$jobId/overview', params: { jobId: id } });
      tell({ title: W.started(name), detail: W.startedBy[driver], action: { name: W.openJob, run } });
      offerNotices();
      void queryClient.invalidateQueries({ queryKey: pendingWorkQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: (error) => {
      ask(false);
      tellError(error);
    },
  });
  const items = formatCount(Math.ceil(pending / batchSize), W.batch, W.batches);
  return (
    <>
      <Button
        size={primary ? 'md' : 'sm'}
        look={primary ? 'primary' : 'secondary'}
        icon={Play}
        aria-label={W.startLabel(label)}
        onClick={() => ask(true)}
      >
        {W.start}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        onConfirm={() => start.mutate()}
        busy={start.isPending}
        title={W.startTitle(label)}
        description={W.startMore(formatCount(pending, W.item, W.items), items, county?.name)}
        confirm={W.start}
      >
        {estimateText !== undefined && (
          <p className="text-muted">
            {W.takes}: {estimateText}
          </p>
        )}
      </ConfirmDialog>
    </>
  );
}
