import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, RotateCcw } from 'lucide-react';
import { type Api, answered, api, LotlineError } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SidePanel } from '../../ui/dialog.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { showAsItIs } from './commands.ts';
import { ItemDetail } from './item-detail.tsx';

/** One item at the side of the list, with an address of its own. */
export function ItemPanel({
  job,
  seq,
  onOpen,
  onClose,
}: {
  readonly job: Api['Job'];
  readonly seq: number;
  readonly onOpen: (seq: number) => void;
  readonly onClose: () => void;
}) {
  const may = useMay('analyst') && job.status !== 'cancelled' && job.status !== 'pending';
  const queryKey = ['job-item', job.id, seq];
  const query = useQuery({
    queryKey,
    placeholderData: () => undefined,
    queryFn: () =>
      answered(api.GET('/api/jobs/{id}/items/{seq}', { params: { path: { id: job.id, seq: String(seq) } } })),
  });
  const retry = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/jobs/{id}/retry', { params: { path: { id: job.id } }, body: { items: [seq] } }),
      ),
    onSuccess: ({ retried }) => {
      tell({ title: retried > 0 ? words.items.retried : words.items.notRetried });
      void queryClient.invalidateQueries({ queryKey });
      void queryClient.invalidateQueries({ queryKey: ['job-items', job.id] });
      void queryClient.invalidateQueries({ queryKey: ['job', job.id] });
    },
    onError: (error) => showAsItIs(job.id, error),
  });
  const gone = query.error instanceof LotlineError && query.error.status === 404;
  return (
    <SidePanel open onClose={onClose} title={words.items.title(formatNumber(seq))}>
      <div className="no-print -mt-1 mb-3 flex items-center gap-1">
        <IconButton
          icon={ChevronLeft}
          label={words.items.previous}
          disabled={seq <= 1}
          onClick={() => onOpen(seq - 1)}
        />
        <IconButton
          icon={ChevronRight}
          label={words.items.following}
          disabled={seq >= job.counts.total}
          onClick={() => onOpen(seq + 1)}
        />
        {may && query.data?.status === 'failed' && query.data.error?.class !== 'outcome_unknown' && (
          <Button
            size="sm"
            icon={RotateCcw}
            className="ml-auto"
            busy={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {words.items.retry}
          </Button>
        )}
      </div>
      {gone ? (
        <Empty title={words.items.gone} />
      ) : (
        <Loaded query={query} lines={8}>
          {(item) => <ItemDetail item={item} />}
        </Loaded>
      )}
    </SidePanel>
  );
}
