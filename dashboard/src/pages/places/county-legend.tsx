import { formatCompact } from '../../data/format.ts';
import { words } from '../../words.ts';
import { type Step, strengthOf } from './shades.ts';

const STEPS = ['shade-1', 'shade-2', 'shade-3', 'shade-4', 'shade-5'] as const;

/** What each step of the shading means. */
export function CountyLegend({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  return (
    <ul aria-label={label} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="shade-0 size-3 rounded-sm ring-1 ring-line" />
        {words.counties.none}
      </li>
      {steps.map(({ from, to }, at) => (
        <li key={from} className="flex items-center gap-1.5 tabular">
          <span
            aria-hidden
            className={`${STEPS[strengthOf(at + 1, steps.length) - 1] ?? STEPS[0]} size-3 rounded-sm ring-1 ring-line`}
          />
          {from === to ? formatCompact(from) : `${formatCompact(from)}–${formatCompact(to)}`}
        </li>
      ))}
    </ul>
  );
}
