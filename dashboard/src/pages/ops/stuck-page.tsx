import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatCount } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { useMay } from '../../data/session.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Ago, Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { useStuck } from './ops-queries.ts';
import { OpsFrame } from './ops-tabs.tsx';
import { type StuckAction, StuckDialog } from './stuck-dialog.tsx';

const said = words.stuck;
const ISO = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

interface Chosen {
  readonly one: Api['StuckWork'];
  readonly action: StuckAction;
}

/** Work that does not move: what shows it, and what may safely be done about it. */
export function StuckPage() {
  const query = useStuck();
  const [chosen, choose] = useState<Chosen>();
  return (
    <OpsFrame>
      <Loaded query={query}>
        {({ stuck }) => (
          <>
            <Announcer state={said.count(stuck.length)} progress={said.count(stuck.length)} />
            {stuck.length === 0 ? (
              <Empty icon={CircleCheck} title={said.none}>
                {said.noneMore}
              </Empty>
            ) : (
              <ul aria-label={said.title} className="flex flex-col gap-3">
                {stuck.map((one) => (
                  <StuckCard key={one.id} one={one} onChoose={(action) => choose({ one, action })} />
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      {chosen !== undefined && <StuckDialog {...chosen} onClose={() => choose(undefined)} />}
    </OpsFrame>
  );
}

function StuckCard({
  one,
  onChoose,
}: {
  readonly one: Api['StuckWork'];
  readonly onChoose: (action: StuckAction) => void;
}) {
  const { what, jobId, jobName, kind, since, items, evidence, action, actionText, actions } = one;
  const admin = useMay('admin');
  const analyst = useMay('analyst');
  const allowed = actions.filter((name) => (name === 'pause_queue' ? admin : analyst));
  return (
    <li data-row className="rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-64 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone="bad">{said.whats[what]}</Badge>
            <h2 className="font-semibold">
              {jobId === null ? (
                <Link to="/ops/queues/$kind" params={{ kind }} className="hover:underline">
                  {kindLabel(kind)}
                </Link>
              ) : (
                <Link to="/jobs/$jobId/overview" params={{ jobId }} className="hover:underline">
                  {jobName}
                </Link>
              )}
            </h2>
            <span className="text-sm text-muted">
              {formatCount(items, 'item')}, {said.since} <Ago at={since} />
            </span>
          </div>
          <div className="mt-2 text-sm">
            <Facts
              facts={evidence.map(({ label, value }) => [
                label,
                ISO.test(value) ? <Time key={label} at={value} /> : value,
              ])}
            />
          </div>
        </div>
        {allowed.length > 0 && (
          <div className="no-print flex max-w-xs flex-col items-start gap-1.5">
            <div className="flex flex-wrap gap-2">
              {allowed.map((name) => (
                <Button
                  key={name}
                  size="sm"
                  look={name === action ? 'primary' : name === 'mark_failed' ? 'danger' : 'secondary'}
                  onClick={() => onChoose(name)}
                >
                  {said.actions[name]}
                </Button>
              ))}
            </div>
            <p className="text-sm text-muted">{actionText}</p>
          </div>
        )}
      </div>
    </li>
  );
}
