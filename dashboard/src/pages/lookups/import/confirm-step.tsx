import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { answered, api } from '../../../data/api.ts';
import { formatCount, formatNumber } from '../../../data/format.ts';
import { queryClient } from '../../../data/query-client.ts';
import { Button, DownloadButton } from '../../../ui/button.tsx';
import { offerNotices } from '../../../ui/offer-notices.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { tell, tellError } from '../../../ui/toast.tsx';
import { words } from '../../../words.ts';
import { type Draft, earlierLookupsQuery } from './draft.ts';
import { estimateOf } from './estimate.ts';
import { forgetFile } from './kept-file.ts';

/** The last step: what will happen, and the button that lets it. */
export function ConfirmStep({ draft }: { readonly draft: Draft }) {
  const navigate = useNavigate();
  const jobId = draft.job_id;
  const earlier = useQuery(earlierLookupsQuery);
  const webhooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => answered(api.GET('/webhooks')),
    retry: false,
  });
  const ready = draft.rows - draft.rejected;
  const estimate = estimateOf(ready, earlier.data ?? []);
  const twin = earlier.data?.find(
    ({ id, sealed, name, counts }) =>
      id !== jobId && sealed && name === draft.name && counts.total === draft.rows,
  );
  const hearing = (webhooks.data?.webhooks ?? []).filter(({ state }) => state !== 'disabled');
  const start = useMutation({
    mutationFn: () =>
      answered(api.POST('/batch-lookups/{job_id}/seal', { params: { path: { job_id: jobId } } })),
    onSuccess: async () => {
      await forgetFile(jobId);
      void queryClient.invalidateQueries({ queryKey: ['uploads'] });
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
      tell({ title: words.import.started });
      offerNotices();
      await navigate({ to: '/lookups/$jobId', params: { jobId } });
    },
    onError: tellError,
  });
  return (
    <Panel title={words.import.confirmTitle}>
      <div className="flex flex-col gap-5">
        <Stats>
          <Stat label={words.import.name} value={draft.name} />
          <Stat label={words.import.lookedUp} value={formatNumber(ready)} />
          <Stat label={words.import.leftOut} value={formatNumber(draft.rejected)} />
          <Stat
            label={words.import.estimate}
            value={estimate?.text ?? words.import.noHistory}
            note={estimate === undefined ? undefined : words.import.lastRuns(estimate.runs)}
          />
        </Stats>
        <dl>
          <dt className="text-sm text-muted">{words.import.tells}</dt>
          {hearing.length === 0 ? (
            <dd>{words.import.tellsNone}</dd>
          ) : (
            hearing.map(({ id, url }) => (
              <dd key={id} className="font-mono text-sm [overflow-wrap:anywhere]">
                {url}
              </dd>
            ))
          )}
        </dl>
        {twin !== undefined && (
          <p role="note" className="rounded-md bg-warn-soft px-4 py-3 text-warn">
            {words.import.twin}.{' '}
            <Link to="/lookups/$jobId" params={{ jobId: twin.id }} className="underline">
              {words.import.twinOpen}
            </Link>
          </p>
        )}
        {draft.rejected > 0 && (
          <div className="flex flex-wrap items-center gap-3">
            <DownloadButton href={`/batch-lookups/${jobId}/download?status=failed`} icon={Download}>
              {words.import.rejected}
            </DownloadButton>
            <span className="text-sm text-muted">{words.import.rejectedMore}</span>
          </div>
        )}
        <form
          className="flex justify-end"
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate();
          }}
        >
          <Button type="submit" look="primary" busy={start.isPending} disabled={ready === 0}>
            {words.import.start(formatCount(ready, 'row'))}
          </Button>
        </form>
      </div>
    </Panel>
  );
}
