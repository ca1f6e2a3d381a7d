import { useMutation } from '@tanstack/react-query';
import { Eye, Play, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { answered, api } from '../../data/api.ts';
import { formatCount, formatNumber } from '../../data/format.ts';
import { applyJob } from '../../data/live-cache.ts';
import { useMay } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { StartWork } from '../places/start-work.tsx';
import { attentionLink, titleOf } from './attention-panel.tsx';
import type { NextStep } from './next-step.ts';

const W = words.home.next;
const items = (count: number) => formatCount(count, words.home.item, words.home.items);

/** The one obvious thing to do now, and a way to begin something of one's own. */
export function NextPanel({ step }: { readonly step: NextStep }) {
  const may = useMay('analyst');
  const start = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/jobs/{id}/resume', { params: { path: { id } } })),
    onSuccess: applyJob,
    onError: tellError,
  });
  const own = may && step.do !== 'upload' && (
    <LinkButton icon={Upload} to="/lookups/new">
      {W.upload}
    </LinkButton>
  );
  // a job that an agent is to pull does not move by being started here
  const ours = step.do === 'start' && step.job.driver !== 'agent';
  const say = (title: string, text: ReactNode, action: ReactNode) => (
    <Panel title={W.title} className="flex flex-col">
      <p className="text-lg font-semibold [overflow-wrap:anywhere]">{title}</p>
      <p className="mt-1 text-muted">{text}</p>
      <div className="no-print mt-4 flex flex-wrap gap-2">
        {action}
        {own}
      </div>
    </Panel>
  );
  switch (step.do) {
    case 'look':
      return say(
        titleOf(step.attention),
        step.attention.detail,
        <LinkButton look="primary" icon={Eye} {...attentionLink(step.attention)}>
          {W.look}
        </LinkButton>,
      );
    case 'resume':
    case 'watch':
      return say(
        step.job.name,
        step.do === 'resume' ? (step.job.pauseReason ?? W.paused) : W.running(step.job.progress),
        <LinkButton look="primary" icon={Eye} to="/jobs/$jobId/overview" params={{ jobId: step.job.id }}>
          {W.open}
        </LinkButton>,
      );
    case 'start':
      return say(
        step.job.name,
        W.ready(
          items(step.job.counts.total),
          formatNumber(step.job.settings.batchSize),
          W.drivers[step.job.driver],
        ),
        <>
          {ours && may && (
            <Button
              look="primary"
              icon={Play}
              busy={start.isPending}
              onClick={() => start.mutate(step.job.id)}
            >
              {words.home.start}
            </Button>
          )}
          <LinkButton
            look={ours && may ? 'secondary' : 'primary'}
            to="/jobs/$jobId/overview"
            params={{ jobId: step.job.id }}
          >
            {W.open}
          </LinkButton>
        </>,
      );
    case 'work':
      return say(
        step.work.label,
        W.waits(items(step.work.pending), step.work.estimateText),
        may && <StartWork primary work={step.work} />,
      );
    case 'upload':
      return say(
        W.uploadTitle,
        W.uploadMore,
        may && (
          <LinkButton look="primary" icon={Upload} to="/lookups/new">
            {W.upload}
          </LinkButton>
        ),
      );
  }
}
