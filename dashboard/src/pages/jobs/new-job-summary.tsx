import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleAlert, Play } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { offerNotices } from '../../ui/offer-notices.ts';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import {
  bodyOf,
  estimateMinutes,
  isTwin,
  itemsOf,
  minutesText,
  type NewJobForm,
  USUAL_PRIORITY,
  wholeOf,
} from './new-job-form.ts';

/** How much the job is, what may take so long, what stands in its way; and the way to make it. */
export function NewJobSummary({
  form,
  work,
  lines,
  faulty,
}: {
  readonly form: NewJobForm;
  readonly work: Api['PendingWork'] | undefined;
  readonly lines: UseQueryResult<Api['PendingWorkByCounty']>;
  readonly faulty: boolean;
}) {
  const navigate = useNavigate();
  const may = useMay('analyst');
  const said = words.newJob;
  const active = useQuery({
    queryKey: ['jobs', 'active', form.kind],
    queryFn: () =>
      answered(api.GET('/api/jobs', { params: { query: { kind: form.kind, status: 'active', limit: 50 } } })),
  });
  // One creation, however often the button is pressed; another choice is another creation.
  const [keys] = useState(() => new Map<string, string>());
  const create = useMutation({
    mutationFn: async (start: boolean) => {
      const body = bodyOf(form);
      const made = JSON.stringify(body);
      const key = keys.get(made) ?? crypto.randomUUID();
      keys.set(made, key);
      const { data } = await answered(
        api.POST('/api/batch-jobs', { params: { header: { 'Idempotency-Key': key } }, body }),
      );
      const params = { path: { id: data.id } };
      if (form.priority.trim() !== USUAL_PRIORITY) {
        await api.PATCH('/api/jobs/{id}/settings', { params, body: { priority: Number(form.priority) } });
      }
      if (start) {
        // it was made: that it did not start is no reason to stay here
        await api.PATCH('/api/batch-jobs/{id}', { params, body: { status: 'in_progress' } }).catch(tellError);
      }
      return data;
    },
    onSuccess: async (job, started) => {
      tell({ title: said.created(job.name) });
      if (started) offerNotices();
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
      void queryClient.invalidateQueries({ queryKey: ['pending-work'] });
      await navigate({ to: '/jobs/$jobId/overview', params: { jobId: job.id } });
    },
    // a twin that was made meanwhile is shown below
    onError: () => void active.refetch(),
  });

  const twin = active.data?.jobs.find(({ params }) => isTwin(form, params));
  const others = (active.data?.jobs ?? []).filter(({ id }) => id !== twin?.id);
  return (
    <Panel title={said.summary} className="lg:sticky lg:top-16">
      <Loaded query={lines} lines={3}>
        {({ counties }) => {
          const items = itemsOf(form, counties);
          const size = wholeOf(form.batchSize) ?? work?.batchSize ?? 1;
          const minutes = items === null || work === undefined ? null : estimateMinutes(items, work);
          const ready = may && !faulty && items !== null && items > 0 && twin === undefined;
          return (
            <div className="flex flex-col gap-4">
              {items === null ? (
                <p className="text-muted">{said.choose}</p>
              ) : items === 0 ? (
                <p className="text-muted">{said.nothing}</p>
              ) : (
                <Stats>
                  <Stat label={said.items} value={formatNumber(items)} />
                  <Stat label={said.batches} value={formatNumber(Math.ceil(items / size))} />
                  <Stat
                    label={said.estimate}
                    value={minutes === null ? said.noHistory : minutesText(minutes)}
                    note={work?.estimate ? said.runs(work.estimate.runs) : undefined}
                  />
                </Stats>
              )}
              {twin !== undefined && (
                <div
                  role="status"
                  className="flex flex-wrap items-start gap-3 rounded-md bg-warn-soft px-3 py-2.5 text-warn"
                >
                  <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                  <div className="min-w-0 flex-1">
                    <p className="font-medium">{said.twin}</p>
                    <p className="text-sm">{said.twinMore}</p>
                  </div>
                  <LinkButton size="sm" to="/jobs/$jobId/overview" params={{ jobId: twin.id }}>
                    {said.openTwin}
                  </LinkButton>
                </div>
              )}
              {twin === undefined && others.length > 0 && (
                <ul className="flex flex-col gap-1 text-sm text-muted">
                  {others.slice(0, 3).map((job) => (
                    <li key={job.id}>
                      {said.holding}{' '}
                      <Link to="/jobs/$jobId/overview" params={{ jobId: job.id }} className="link">
                        {job.name}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
              {create.isError && <ErrorPanel error={create.error} />}
              {may ? (
                <div className="flex flex-wrap gap-2">
                  <Button
                    look="primary"
                    icon={Play}
                    disabled={!ready}
                    busy={create.isPending && create.variables}
                    onClick={() => create.mutate(true)}
                  >
                    {said.start}
                  </Button>
                  <Button
                    disabled={!ready || create.isPending}
                    busy={create.isPending && !create.variables}
                    onClick={() => create.mutate(false)}
                  >
                    {said.leave}
                  </Button>
                </div>
              ) : (
                <p className="text-muted">{words.errors.forbidden}</p>
              )}
            </div>
          );
        }}
      </Loaded>
      <div className="mt-4 border-t border-line pt-3 text-sm">
        <p className="text-muted">{said.others}</p>
        <p className="mt-1 flex flex-wrap gap-x-4">
          <Link to="/lookups/new" className="link">
            {said.otherLookups}
          </Link>
          <Link to="/search" className="link">
            {said.otherLeads}
          </Link>
        </p>
      </div>
    </Panel>
  );
}
