import type { Api } from '../data/api.ts';
import { formatNumber } from '../data/format.ts';
import { words } from '../words.ts';
import { classes } from './classes.ts';

type Counts = Api['Job']['counts'];

const PARTS = [
  { name: 'completed', colour: 'bg-ok-solid' },
  { name: 'failed', colour: 'bg-bad-solid' },
  { name: 'skipped', colour: 'bg-idle-solid' },
  { name: 'cancelled', colour: 'bg-idle-solid' },
  { name: 'processing', colour: 'bg-info-solid' },
] as const;

/** How far a job is, in one bar of its counts; what waits is the empty part. */
export function CountsBar({
  counts,
  progress,
  label,
  className,
}: {
  readonly counts: Counts;
  /** Percent, as the server rounds it: down, so that 100 means finished. */
  readonly progress: number;
  readonly label: string;
  readonly className?: string;
}) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={progress}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={countsText(counts, progress)}
      className={classes(
        'flex h-2 min-w-16 overflow-hidden rounded-full bg-sunken ring-1 ring-line',
        className,
      )}
    >
      {PARTS.map(({ name, colour }) => (
        <span key={name} className={colour} style={{ flexGrow: counts[name], flexBasis: 0 }} />
      ))}
      <span style={{ flexGrow: counts.waiting, flexBasis: 0 }} />
    </div>
  );
}

/** "45%: 380 succeeded, 5 failed, 12 running, 448 waiting". */
export function countsText(counts: Counts, progress: number): string {
  const said = (['completed', 'failed', 'skipped', 'cancelled', 'processing', 'waiting'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => `${formatNumber(counts[name])} ${words.counts[name]}`);
  return `${progress}%: ${said.join(', ') || words.counts.none}`;
}
