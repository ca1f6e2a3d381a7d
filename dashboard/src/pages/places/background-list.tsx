import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Layers } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatCount } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { offerNotices } from '../../ui/offer-notices.ts';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const W = words.background;

/** A whole list as a file, made in the background: first how much that is, then the job. */
export function BackgroundList({
  ask,
}: {
  /** Asks the server: with `check` what it would be, without it starts. */
  readonly ask: (check: boolean) => Promise<Api['BackgroundList']>;
}) {
  const navigate = useNavigate();
  const look = useMutation({ mutationFn: () => ask(true), onError: tellError });
  const start = useMutation({
    mutationFn: () => ask(false),
    onSuccess: ({ job_id: jobId, rows }) => {
      look.reset();
      if (jobId === null) return;
      const run = () => void navigate({ to: '/jobs/$jobId/overview', params: { jobId } });
      tell({ title: W.started(formatCount(rows, W.row, W.rows)), action: { name: W.open, run } });
      offerNotices();
    },
    onError: (error) => {
      look.reset();
      tellError(error);
    },
  });
  const size = look.data;
  return (
    <>
      <Button icon={Layers} busy={look.isPending} onClick={() => look.mutate()}>
        {W.action}
      </Button>
      <ConfirmDialog
        open={size !== undefined}
        onClose={() => look.reset()}
        onConfirm={() => start.mutate()}
        busy={start.isPending}
        title={W.action}
        description={
          size && W.more(formatCount(size.rows, W.row, W.rows), formatCount(size.parts, W.part, W.parts))
        }
        confirm={W.start}
      >
        {size?.one_page && <p className="text-muted">{W.onePage}</p>}
      </ConfirmDialog>
    </>
  );
}
