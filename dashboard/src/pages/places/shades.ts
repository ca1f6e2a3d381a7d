/** Steps of a map's shading: few, at round numbers, so that a legend can say what each means. */
export const MOST_STEPS = 5;

/** A step goes from `from` to `to`, both included. */
export interface Step {
  readonly from: number;
  readonly to: number;
}

const ROUND = [1, 2, 5];

/** Cuts values above zero into at most five steps with about as many different values in each, at 1, 2 or 5 times a power of ten. */
export function stepsOf(values: Iterable<number>): readonly Step[] {
  // each value once: where nearly all are alike the others deserve steps of their own
  const sorted = [...new Set(values)].filter((value) => value > 0).sort((one, other) => one - other);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return [];
  const starts = new Set<number>([Math.floor(least)]);
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const at = sorted[Math.floor((step / MOST_STEPS) * sorted.length)] ?? most;
    const start = roundDown(at);
    if (start > least) starts.add(start);
  }
  const from = [...starts].sort((one, other) => one - other);
  return from.map((start, at) => ({ from: start, to: (from[at + 1] ?? most + 1) - 1 }));
}

/** Which step a value is in, from 1; 0 for none. */
export function stepAt(steps: readonly Step[], value: number | undefined): number {
  if (value === undefined || value <= 0) return 0;
  for (let at = steps.length - 1; at >= 0; at -= 1) if (value >= (steps[at]?.from ?? 0)) return at + 1;
  return steps.length === 0 ? 0 : 1;
}

function roundDown(value: number): number {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = ROUND.findLast((round) => round * power <= value) ?? 1;
  return factor * power;
}

/** The strength of a step, from 1 to {@link MOST_STEPS}: few steps lie as far apart as many, and one alone is well seen. */
export const strengthOf = (step: number, steps: number): number =>
  steps <= 1 ? MOST_STEPS - 1 : 1 + Math.round(((step - 1) * (MOST_STEPS - 1)) / (steps - 1));
