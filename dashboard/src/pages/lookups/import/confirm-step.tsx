import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { answered, api } from '../../../data/api.ts';
import { formatCount, formatDuration, formatMoney, formatNumber } from '../../../data/format.ts';
import { queryClient } from '../../../data/query-client.ts';
import { Button, DownloadButton } from '../../../ui/button.tsx';
import { offerNotices } from '../../../ui/offer-notices.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { tell, tellError } from '../../../ui/toast.tsx';
import { words } from '../../../words.ts';
import { type Draft, earlierLookupsQuery } from './draft.ts';
import { type Asked, askedOf, estimateOf } from './estimate.ts';
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
  const services = useQuery({
    queryKey: ['services'],
    queryFn: () => answered(api.GET('/api/services')),
    retry: false,
  });
  const asked = askedOf(ready, services.data?.services ?? []);
  const estimate = estimateOf(ready, earlier.data ?? [], asked?.atLeastSeconds);
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
            value={
              estimate?.text ??
              (asked === undefined
                ? words.import.noHistory
                : words.import.atLeast(formatDuration(Math.ceil(asked.atLeastSeconds))))
            }
            note={[
              ...(estimate === undefined ? [] : [words.import.lastRuns(estimate.runs)]),
              ...(asked === undefined
                ? []
                : [words.import.heldBack(asked.label, formatNumber(asked.perMinute))]),
            ].join('; ')}
          />
          {services.data !== undefined && <Costs asked={asked} calls={ready} />}
        </Stats>
        {asked?.left !== undefined && asked.left < ready && (
          <p role="note" className="rounded-md bg-warn-soft px-4 py-3 text-warn">
            {words.import.quotaLeft(formatCount(asked.left, 'call'), asked.label)}
          </p>
        )}
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

/** What is known of the price: nothing where the catalogue answers; never more than calls have said themselves. */
function Costs({ asked, calls }: { readonly asked: Asked | undefined; readonly calls: number }) {
  if (asked === undefined) {
    return (
      <Stat
        label={words.import.costs}
        value={words.import.costsNothing}
        note={words.import.costsNothingMore}
      />
    );
  }
  const { dollars, label } = asked;
  const most = words.import.costsCalls(formatCount(calls, 'call'), label);
  return (
    <Stat
      label={words.import.costs}
      value={
        dollars === undefined ? words.import.costsUnknown : words.import.costsAtMost(formatMoney(dollars))
      }
      note={dollars === undefined ? most : `${most}, ${words.import.costsByMonth}`}
    />
  );
}
