import { CircleCheck, CirclePlay, CircleSlash, Hourglass, type LucideIcon } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { classes } from '../../ui/classes.ts';
import { words } from '../../words.ts';
import { actionPercent } from './figures.ts';

const LOOKS: Readonly<Record<Api['Action']['status'], { tone: Tone; icon: LucideIcon }>> = {
  running: { tone: 'info', icon: CirclePlay },
  waiting: { tone: 'warn', icon: Hourglass },
  completed: { tone: 'ok', icon: CircleCheck },
  aborted: { tone: 'neutral', icon: CircleSlash },
};

/** Where an action is: icon, word and colour. */
export function ActionBadge({ status }: { readonly status: Api['Action']['status'] }) {
  return <Badge {...LOOKS[status]}>{words.bulk.statuses[status]}</Badge>;
}

/** How far an action is, in one bar: what went well, what failed, what was refused. */
export function ActionBar({
  action,
  className,
}: {
  readonly action: Api['Action'];
  readonly className?: string;
}) {
  const { total, done, succeeded, failed, refused, trying } = action;
  const percent = actionPercent(action);
  const parts = [
    { value: succeeded, colour: 'bg-ok-solid' },
    { value: failed, colour: 'bg-bad-solid' },
    { value: refused, colour: 'bg-idle-solid' },
    { value: trying, colour: 'bg-info-solid' },
  ];
  const shown = parts.reduce((all, { value }) => all + value, 0);
  return (
    <div
      role="progressbar"
      aria-label={words.bulk.progressOf(action.filter)}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={words.bulk.doneOf(formatNumber(done), formatNumber(total))}
      className={classes(
        'flex h-2 min-w-16 overflow-hidden rounded-full bg-sunken ring-1 ring-line',
        className,
      )}
    >
      {parts.map(({ value, colour }) => (
        <span key={colour} className={colour} style={{ flexGrow: value, flexBasis: 0 }} />
      ))}
      <span style={{ flexGrow: Math.max(0, total - shown), flexBasis: 0 }} />
    </div>
  );
}
