import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatCount, formatMoney, formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { CheckInput, TextInput } from '../../ui/field.tsx';
import { offerNotices } from '../../ui/offer-notices.ts';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { ImportProgress } from './import-progress.tsx';
import { rangeText } from './lead-estimate.ts';
import type { Criterion } from './lead-form.ts';
import { usePastImports, useTwin } from './use-import-facts.ts';

const W = words.search;

/** What a search finds and costs, and the way to get it: at once, or in the background. */
export function FoundPanel({
  criteria,
  found,
  name,
}: {
  readonly criteria: readonly Criterion[];
  readonly found: Api['PreviewedLeads'];
  readonly name: string | undefined;
}) {
  const navigate = useNavigate();
  const past = usePastImports(found.records);
  const twin = useTwin(criteria);
  const [background, setBackground] = useState(found.background);
  const [notify, setNotify] = useState(true);
  const [called, setCalled] = useState(name ?? '');
  const [watched, watch] = useState<string>();
  const start = useMutation({
    mutationFn: async () => {
      const wanted = criteria.map(({ name: of, value }) => ({ name: of, value: [...value] }));
      const body = { criteria: wanted, ...(called.trim() === '' ? {} : { name: called.trim() }) };
      const { data } = await answered(api.POST('/api/batch-jobs', { body }));
      // whoever makes a job is told of its end, unless they say otherwise
      if (!notify) {
        await answered(api.DELETE('/api/jobs/{id}/subscription', { params: { path: { id: data.id } } }));
      }
      return data;
    },
    onSuccess: ({ id, name: job }) => {
      if (!background) watch(id);
      const run = () => void navigate({ to: '/jobs/$jobId/overview', params: { jobId: id } });
      if (background) {
        tell({ title: W.started(job), action: { name: W.open, run } });
        offerNotices();
      }
      void queryClient.invalidateQueries({ queryKey: ['lead-imports'] });
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: tellError,
  });
  const cost = found.estimated_cost === null ? W.noPrice : formatMoney(Number(found.estimated_cost));
  const time = past ? `${rangeText(past.low, past.high)} ${W.lastRuns(past.runs)}` : W.noHistory;
  const { free, billed, total } = found.calls;
  return (
    <Panel title={W.found}>
      <p role="status" className="sr-only">
        {formatCount(found.total_records, W.record, W.records)}
      </p>
      <Stats>
        <Stat label={W.recordsFound} value={formatNumber(found.total_records)} />
        <Stat label={W.calls} value={formatNumber(total)} note={W.callsNote(free, billed)} />
        <Stat
          label={W.price}
          value={cost}
          note={
            found.free_remaining === null ? undefined : W.freeRemaining(formatNumber(found.free_remaining))
          }
        />
        <Stat
          label={W.time}
          value={past ? rangeText(past.low, past.high) : '–'}
          note={past ? W.lastRuns(past.runs) : W.noHistory}
        />
      </Stats>
      {found.records > 0 && (
        <form
          className="mt-4 flex flex-col gap-3 border-t border-line pt-4"
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate();
          }}
        >
          {twin && (
            <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
              {W.twin}{' '}
              <Link to="/jobs/$jobId/overview" params={{ jobId: twin.id }} className="underline">
                {twin.name}
              </Link>
            </p>
          )}
          <div className="grid items-start gap-3 sm:grid-cols-2">
            <TextInput
              label={W.name}
              placeholder={W.nameHint}
              value={called}
              maxLength={200}
              onChange={({ currentTarget: { value } }) => setCalled(value)}
            />
            <div className="flex flex-col gap-2 sm:pt-6">
              <CheckInput
                label={W.background}
                hint={`${formatCount(found.records, W.record, W.records)}, ${formatCount(total, W.call, W.callsSome)}, ${cost}, ${time}`}
                checked={background}
                onChange={({ currentTarget: { checked } }) => setBackground(checked)}
              />
              <CheckInput
                label={W.notify}
                checked={notify}
                onChange={({ currentTarget: { checked } }) => setNotify(checked)}
              />
            </div>
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" look={twin ? 'secondary' : 'primary'} busy={start.isPending}>
              {twin ? W.startAnyway : W.start}
            </Button>
            {watched !== undefined && <ImportProgress jobId={watched} />}
          </div>
        </form>
      )}
    </Panel>
  );
}
