import { Link, type LinkProps } from '@tanstack/react-router';
import { formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';

const W = words.home;

/** Figures that lead to what they count. */
export function Counters({
  totals,
  doneToday,
  pending,
  attention,
}: {
  /** How many jobs there are, by status. */
  readonly totals: Readonly<Record<string, number | undefined>>;
  readonly doneToday: number | undefined;
  readonly pending: number | undefined;
  readonly attention: number | undefined;
}) {
  return (
    <ul aria-label={W.counters} className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      <Counter name={W.running} value={totals.in_progress} to="/jobs" search={{ state: 'in_progress' }} />
      <Counter name={W.ready} value={totals.pending} to="/jobs" search={{ state: 'pending' }} />
      <Counter name={W.pausedJobs} value={totals.paused} to="/jobs" search={{ state: 'paused' }} />
      <Counter name={W.doneToday} value={doneToday} to="/jobs" search={{ state: 'completed' }} />
      <Counter name={W.pendingItems} value={pending} to="/counties" />
      <Counter name={W.needsYou} value={attention} to="/ops" warn={(attention ?? 0) > 0} />
    </ul>
  );
}

function Counter({
  name,
  value,
  warn = false,
  ...link
}: { readonly name: string; readonly value: number | undefined; readonly warn?: boolean } & LinkProps) {
  return (
    <li>
      <Link
        {...link}
        className="flex h-full flex-col rounded-lg border border-line bg-surface px-4 py-2.5 hover:border-line-strong"
      >
        <span className={`text-xl font-semibold tabular ${warn ? 'text-warn' : ''}`}>
          {value === undefined ? '–' : formatNumber(value)}
        </span>
        <span className="text-sm text-muted">{name}</span>
      </Link>
    </li>
  );
}
